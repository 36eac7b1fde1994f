"""Paragraphs and tables of WordprocessingML, with what a reader does not see told apart.

One long file because a paragraph may hold a table in a text box, which holds paragraphs again: one walk goes through all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingcha.extract.markup import Element
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T, _DELETED, _RUN, PROPERTIES = f"{W}t", f"{W}delText", f"{W}r", f"{W}rPr"
_P, _TABLE, _ROW, _CELL, _BOX = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}txbxContent"
_FORMULA, _ART = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{urn:schemas-microsoft-com:vml}textpath",
)
_FIELD, _ENTRY, _CHOICE = f"{W}instrText", f"{W}listEntry", f"{W}listItem"
_OF_PARAGRAPH, _OF_ROW, _OF_CELL = f"{W}pPr", f"{W}trPr", f"{W}tcPr"
_SPAN, _DOWN = f"{W}gridSpan", f"{W}vMerge"
_SHADE, _FILL = f"{W}shd", f"{W}fill"
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}
_PIECES = (_T, _FORMULA, _ART, _DELETED, _FIELD, _ENTRY, _CHOICE, *_BREAKS)
_SAYING = frozenset(_PIECES)
_SILENT = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak")
)
_CONTENT = frozenset({f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body")})
_ALTERNATIVE, _FALLBACK = "{*}AlternateContent", "{*}Fallback"
_OFF = {"0", "false", "off", "none"}
_WHITE = {"FFFFFF", "FEFEFE", "FDFDFD", "WHITE"}
_CLEAR = {"auto", "", "FFFFFF", None}
_TELLING = re.compile(r'"|[0-9]{11}')
_SMALLEST = 4  # half points: what is printed at two points or less nobody reads


@dataclass(slots=True)
class Story:
    """A stream of text with its own numbering: the body, a header, a note, a text box."""

    label: str = ""
    hidden: Hidden = Hidden.VISIBLE
    paragraphs: int = field(default=0)


class Blocks:
    """Adds stories to an assembly. Tables and text boxes are numbered through the whole document."""

    def __init__(self, assembly: Assembly, styles: dict[str, Hidden]) -> None:
        self.assembly = assembly
        self._styles = styles
        self._tables = 0
        self._boxes = 0

    def add(self, root: Element, story: Story) -> None:
        boxes = _detached_boxes(root)
        self._moved = next(root.iter(f"{W}moveFrom"), None) is not None
        for block in _blocks(root):
            if block.tag == _TABLE:
                self._add_table(block, story)
            else:
                self._add_paragraph(block, story)
        for box in boxes:
            self._boxes += 1
            self.add(box, Story(f"{story.label}文本框{self._boxes}", story.hidden))

    def _add_paragraph(self, paragraph: Element, story: Story) -> None:
        shown, apart = self._texts(paragraph)
        if not shown and not apart:
            return
        story.paragraphs += 1
        label = f"{story.label}第{story.paragraphs}段"
        self.assembly.add(shown, label, hidden=story.hidden)
        for words, hidden in apart:
            self.assembly.add(words, label, hidden=hidden)

    def _add_table(self, table: Element, story: Story) -> None:
        self._tables += 1
        name = f"{story.label}第{self._tables}个表格"
        rows: list[list[str]] = []
        hidden_rows, hidden_cells = set(), {}
        merges: list[tuple[int, int, int, int]] = []
        reaching: dict[int, tuple[int, int]] = {}  # column → first row and width of a cell that reaches down
        later: list[tuple[str, str, Hidden]] = []
        nested: list[Element] = []
        for index, row in enumerate(_rows(table)):
            properties = _first(row, _OF_ROW)
            cells = [] if properties is None else [""] * _number(properties.find(f"{W}gridBefore"))
            if properties is not None and properties.find(f"{W}hidden") is not None:
                hidden_rows.add(index)
            for cell in _cells(row):
                span, down, dark = _cell_properties(cell)
                if (
                    span is None
                    and down is None
                    and not reaching
                    and (plain := self._plain_cell(cell, dark=dark)) is not None
                ):
                    cells.append(plain)
                    continue
                column, width = len(cells), max(_number(span), 1)
                if down is not None and down.get(f"{W}val") == "restart":
                    reaching[column] = (index, width)
                elif down is None:
                    reaching.pop(column, None)
                    if width > 1:
                        merges.append((index, column, index, column + width - 1))
                elif column in reaching:
                    top, across = reaching[column]
                    merges = [one for one in merges if one[:2] != (top, column)]
                    merges.append((top, column, index, column + across - 1))
                words, apart = self._cell(cell, nested, dark=dark)
                if not words and len({hidden for _, hidden in apart}) == 1:
                    hidden_cells[index, column] = apart[0][1]
                    words, apart = " ".join(piece for piece, _ in apart), []
                later += [(text, f"{name}第{index + 1}行第{column + 1}列", hidden) for text, hidden in apart]
                cells += [words, *[""] * (width - 1)]
            rows.append(cells)
        self.assembly.add_table(
            rows,
            name,
            is_sheet=False,
            hidden=story.hidden,
            hidden_rows=hidden_rows,
            hidden_cells=hidden_cells,
            merges=merges,
        )
        for text, label, hidden in later:
            self.assembly.add(text, label, hidden=hidden)
        for inner in nested:
            self._add_table(inner, story)

    def _plain_cell(self, cell: Element, *, dark: bool) -> str | None:
        """The words of a cell that holds one paragraph of shown runs and nothing else, as most do; None for others."""
        if self._moved:
            return None
        shown, paragraphs = "", 0
        for block in cell:
            tag = block.tag
            if tag == _OF_CELL:
                continue
            paragraphs += 1
            if tag != _P or paragraphs > 1:
                return None
            for run in block:
                tag = run.tag
                if tag != _RUN:
                    if tag not in _SILENT or (self._styles and tag == _OF_PARAGRAPH and len(run)):
                        return None
                    continue
                for piece in run:
                    tag = piece.tag
                    if tag == _T:
                        shown += piece.text or ""
                    elif tag == PROPERTIES:
                        if len(piece) and (self._styles or why_unseen(piece, dark=dark)):
                            return None
                    elif tag not in _SILENT:
                        return None
        return shown

    def _cell(self, cell: Element, nested: list[Element], *, dark: bool) -> tuple[str, list[tuple[str, Hidden]]]:
        shown, apart = [], []
        for block in _blocks(cell):
            if block.tag == _TABLE:
                nested.append(block)
                continue
            words, more = self._texts(block, dark=dark)
            if words:
                shown.append(words)
            apart += more
        return "\n".join(shown), apart

    def _texts(self, paragraph: Element, *, dark: bool = False) -> tuple[str, list[tuple[str, Hidden]]]:
        """What is shown, runs joined; and apart from it what is not, neighbours of one kind joined."""
        shown: list[str] = []
        apart: list[tuple[str, Hidden]] = []
        style = self._paragraph_style(paragraph)
        for piece in _pieces(paragraph):
            tag = piece.tag
            if tag in _BREAKS:
                if piece.getparent().tag == _RUN:  # and not a tab stop among a paragraph's properties
                    shown.append(_BREAKS[tag])
                continue
            words, hidden = piece.text or "", Hidden.VISIBLE
            if tag == _T:
                hidden = self._hidden(piece.getparent(), style, dark)
            elif tag == _FORMULA:
                pass
            elif tag == _ART:
                words = f" {piece.get('string', '')} "  # it stands by itself
            elif tag == _DELETED:
                hidden = Hidden.REVISION
            elif tag == _FIELD:
                hidden = Hidden.BEHIND
            else:
                words, hidden = piece.get(f"{W}displayText") or piece.get(f"{W}val") or "", Hidden.CHOICE
            if not hidden:
                shown.append(words)
            elif words.strip():
                if apart and apart[-1][1] is hidden and hidden is not Hidden.CHOICE:
                    words = apart.pop()[0] + words
                apart.append((words, hidden))
        # Page numbers and the like say nothing; addresses, quoted words and queries do.
        return "".join(shown), [one for one in apart if one[1] is not Hidden.BEHIND or _TELLING.search(one[0])]

    def _paragraph_style(self, paragraph: Element) -> Hidden:
        if not self._styles:
            return Hidden.VISIBLE
        properties = _first(paragraph, _OF_PARAGRAPH)
        style = None if properties is None else properties.find(f"{W}pStyle")
        return Hidden.VISIBLE if style is None else self._styles.get(style.get(f"{W}val", ""), Hidden.VISIBLE)

    def _hidden(self, run: Element, style: Hidden, dark: bool) -> Hidden:
        if self._moved and next(run.iterancestors(f"{W}moveFrom"), None) is not None:
            return Hidden.REVISION
        properties = run[0] if len(run) else None
        if properties is None or properties.tag != PROPERTIES:
            return style
        why = why_unseen(properties, dark=dark)
        if not why and self._styles and (named := properties.find(f"{W}rStyle")) is not None:
            why = self._styles.get(named.get(f"{W}val", ""), Hidden.VISIBLE)
        return why or style


def _first(parent: Element, tag: str) -> Element:
    """The child of that tag; properties stand first, where they need not be searched for."""
    child = parent[0] if len(parent) else None
    return child if child is None or child.tag == tag else parent.find(tag)


def _cell_properties(cell: Element) -> tuple[Element, Element, bool]:
    """How far a cell reaches across and down, and whether its ground is dark."""
    span = down = None
    dark = False
    properties = _first(cell, _OF_CELL)
    for one in () if properties is None else properties:
        tag = one.tag
        if tag == _SPAN:
            span = one
        elif tag == _DOWN:
            down = one
        elif tag == _SHADE:
            dark = one.get(_FILL) not in _CLEAR
    return span, down, dark


def why_unseen(properties: Element, *, dark: bool = False) -> Hidden:
    """Why text with these properties is not seen."""
    ground = dark
    white = False
    for one in properties:
        tag = one.tag
        if tag == f"{W}vanish":
            if one.get(f"{W}val", "1") not in _OFF:
                return Hidden.TEXT
        elif tag == f"{W}color":
            white = one.get(f"{W}val", "").upper() in _WHITE or one.get(f"{W}themeColor") == "background1"
        elif tag == f"{W}sz":
            if (size := one.get(f"{W}val", "")).isdigit() and int(size) <= _SMALLEST:
                return Hidden.TEXT
        elif tag in (f"{W}shd", f"{W}highlight"):
            ground = ground or (one.get(f"{W}fill") or one.get(f"{W}val")) not in (*_CLEAR, "none", "white")
    return Hidden.WHITE if white and not ground else Hidden.VISIBLE


def _detached_boxes(root: Element) -> list[Element]:
    """Text boxes taken out of the paragraphs they hang on; the copies for old programs are dropped."""
    for alternative in list(root.iter(_ALTERNATIVE)):
        fallback = alternative.find(_FALLBACK)
        if fallback is not None and len(alternative) > 1:
            alternative.remove(fallback)
    boxes = list(root.iter(_BOX))
    for box in boxes:
        if box is not root:
            box.getparent().remove(box)
    return [box for box in boxes if box is not root]


def _pieces(paragraph: Element) -> list[Element]:
    """What says something, in order. Most paragraphs hold runs and nothing else, which need not be searched."""
    found: list[Element] = []
    for child in paragraph:
        tag = child.tag
        if tag != _RUN and tag not in _SILENT:
            return list(paragraph.iter(*_PIECES))
        for piece in child if tag == _RUN else ():
            if (kind := piece.tag) in _SAYING:
                found.append(piece)
            elif kind not in _SILENT:
                return list(paragraph.iter(*_PIECES))
    return found


def _blocks(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in (_P, _TABLE):
            yield child
        elif child.tag in _CONTENT or child.tag in (f"{W}footnote", f"{W}docParts", f"{W}docPart", f"{W}docPartBody"):
            yield from _blocks(child)


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == _ROW:
            yield child
        elif child.tag in _CONTENT:
            yield from _rows(child)


def _cells(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == _CELL:
            yield child
        elif child.tag in _CONTENT:
            yield from _cells(child)


def _number(element: Element) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return min(int(value), 1000) if value.isdigit() else 0
