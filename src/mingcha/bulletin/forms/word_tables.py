"""The tables of the Word document: the annexes, and the closing block at the foot of the last page."""

from __future__ import annotations

from mingcha.bulletin.forms import gongwen as gw
from mingcha.bulletin.forms import wording
from mingcha.bulletin.forms.columns import MM_PER_PT, column_widths
from mingcha.bulletin.forms.gongwen import Node, node, paragraph, run
from mingcha.model.bulletin import Annex, Bulletin

ROW_HEIGHT = 408  # twips, 7.2 mm: 24 units on the first page
PADDING = 34  # twips, 0.6 mm
TABLE_SIZE = 12  # pt, 小四
CLOSING_SIZE = 14  # pt, 四号
# Eighths of a point: 0.35 mm and 0.25 mm.
THICK, THIN = 8, 6


def annex_table(annex: Annex) -> Node:
    """Header repeated on every page, no row torn apart, units behind their target bold."""
    widths = [round(width / MM_PER_PT * 20) for width in column_widths(annex)]
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    rules = [node(edge, {"val": "single", "sz": 4, "space": 0, "color": "000000"}) for edge in edges]
    properties = node(
        "tblPr",
        None,
        node("tblW", {"w": sum(widths), "type": "dxa"}),
        node("jc", {"val": "center"}),
        node("tblBorders", None, *rules),
        node("tblLayout", {"type": "fixed"}),
        _margins(PADDING),
    )
    table = node("tbl", None, properties, _grid(widths))
    table.append(_row(widths, annex.header, face=gw.HEITI, header=True))
    for row in annex.rows:
        table.append(_row(widths, [cell.text for cell in row.cells], bold=row.unfinished))
    return table


def _row(
    widths: list[int],
    texts: tuple[str, ...] | list[str],
    *,
    face: str = gw.FANGSONG,
    bold: bool = False,
    header: bool = False,
) -> Node:
    height = node("trHeight", {"val": ROW_HEIGHT, "hRule": "atLeast"})
    properties = node("trPr", None, node("cantSplit"), height, *((node("tblHeader"),) if header else ()))
    cells = (
        node(
            "tc",
            None,
            node("tcPr", None, node("tcW", {"w": width, "type": "dxa"}), node("vAlign", {"val": "center"})),
            paragraph("表格", run(text, face, size=TABLE_SIZE, bold=bold)),
        )
        for width, text in zip(widths, texts, strict=False)
    )
    return node("tr", None, properties, *cells)


def _margins(padding: int) -> Node:
    sides = ("top", "left", "bottom", "right")
    margins = ((side, padding if side in ("left", "right") else 0) for side in sides)
    return node("tblCellMar", None, *(node(side, {"w": width, "type": "dxa"}) for side, width in margins))


def _grid(widths: list[int]) -> Node:
    return node("tblGrid", None, *(node("gridCol", {"w": width}) for width in widths))


def closing_block(bulletin: Bulletin) -> Node:
    """版记: receivers, printer and date between rules, held to the foot of the page it stands on.

    A little narrower than the text, because LibreOffice tears a floating table of full width apart.
    """
    width = gw.TEXT_WIDTH - 60
    who, when = wording.printing(bulletin)
    rows: list[list[Node]] = [
        [paragraph("版记", run(line, size=CLOSING_SIZE)) for line in wording.distribution(bulletin)]
    ]
    rows.append([paragraph("印发", run(f"{who}\t{when}", size=CLOSING_SIZE))])
    rows = [row for row in rows if row]
    properties = node(
        "tblPr",
        None,
        node(
            "tblpPr",
            {
                "leftFromText": 0,
                "rightFromText": 0,
                "topFromText": 170,
                "vertAnchor": "margin",
                "horzAnchor": "margin",
                "tblpXSpec": "center",
                "tblpYSpec": "bottom",
            },
        ),
        node("tblW", {"w": width, "type": "dxa"}),
        node("tblLayout", {"type": "fixed"}),
        _margins(0),
    )
    table = node("tbl", None, properties, _grid([width]))
    for index, content in enumerate(rows):
        top, bottom = (THICK if index == 0 else THIN), (THICK if index == len(rows) - 1 else THIN)
        rules = (
            node(edge, {"val": "single", "sz": weight, "space": 0, "color": "000000"})
            for edge, weight in (("top", top), ("bottom", bottom))
        )
        cell = node("tcPr", None, node("tcW", {"w": width, "type": "dxa"}), node("tcBorders", None, *rules))
        table.append(node("tr", None, node("trPr", None, node("cantSplit")), node("tc", None, cell, *content)))
    return table
