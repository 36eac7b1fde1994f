"""A ruled table of running text for Word: cells hold paragraphs, long addresses break, the head repeats on each page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn

from mingcha.bulletin.forms import gongwen as gw
from mingcha.bulletin.forms.gongwen import Node, node, paragraph, run, style

SIZE = 10.5  # pt, 五号
HEAD, TEXT, MIDDLE = "表头", "表文", "表中"
PADDING = 60  # twips
UNTORN = 3  # paragraphs in a cell
Row = Sequence[str | Sequence[str]]


def styles() -> tuple[Node, ...]:
    """The paragraph styles its cells are set in."""
    made = (
        style(HEAD, gw.HEITI, size=SIZE, align="center", line=300, at_least=True),
        style(TEXT, size=SIZE, align="left", line=290, at_least=True),
        style(MIDDLE, size=SIZE, align="center", line=290, at_least=True),
    )
    for one in made:
        # An address has no blanks: let it break anywhere, or it runs over the rule.
        one.find(qn("w:pPr")).find(qn("w:snapToGrid")).addprevious(node("wordWrap", {"val": 0}))
    return made


def ruled_table(
    header: Sequence[str], rows: Iterable[Row], *, widths: Sequence[int], middle: Sequence[int] = ()
) -> Node:
    """Widths in twips; the columns named in `middle` are centred. Lines of a cell are paragraphs of it."""
    rules = [
        node(edge, {"val": "single", "sz": 4, "space": 0, "color": "000000"})
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    margins = [
        node(side, {"w": PADDING if side in ("left", "right") else 20, "type": "dxa"})
        for side in ("top", "left", "bottom", "right")
    ]
    table = node(
        "tbl",
        None,
        node(
            "tblPr",
            None,
            node("tblW", {"w": sum(widths), "type": "dxa"}),
            node("jc", {"val": "center"}),
            node("tblBorders", None, *rules),
            node("tblLayout", {"type": "fixed"}),
            node("tblCellMar", None, *margins),
        ),
        node("tblGrid", None, *(node("gridCol", {"w": width}) for width in widths)),
    )
    table.append(_row(header, widths, looks=[HEAD] * len(widths), face=gw.HEITI, repeated=True))
    looks = [MIDDLE if column in middle else TEXT for column in range(len(widths))]
    for row in rows:
        table.append(_row(row, widths, looks=looks, face=gw.FANGSONG))
    return table


def _row(row: Row, widths: Sequence[int], *, looks: Sequence[str], face: str, repeated: bool = False) -> Node:
    # A short row stays on one page; a long one would leave half of the page before it empty.
    whole = all(isinstance(cell, str) or len(cell) <= UNTORN for cell in row)
    marks = (*((node("cantSplit"),) if whole else ()), *((node("tblHeader"),) if repeated else ()))
    properties = node("trPr", None, *marks)
    cells = []
    for cell, width, look in zip(row, widths, looks, strict=True):
        lines = [cell] if isinstance(cell, str) else list(cell) or [""]
        box = node("tcPr", None, node("tcW", {"w": width, "type": "dxa"}), node("vAlign", {"val": "center"}))
        cells.append(node("tc", None, box, *(paragraph(look, run(line, face, size=SIZE)) for line in lines)))
    return node("tr", None, properties, *cells)
