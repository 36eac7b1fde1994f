"""A page's marked text taken apart again: paragraphs, tables, and what of them is hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingcha.model.assembly import Assembly
from mingcha.model.document import BREAK_IN_CELL, Hidden

# Characters no page needs and that are no white space, so that white space of the source stays what it is.
BLOCK, CELL, ROW = "\x0e", "\x0f", "\x10"
HIDE_OPEN, HIDE_CLOSE = "\x02", "\x03"
SPAN_OPEN, SPAN_CLOSE = "\x04", "\x05"
TABLE_OPEN, TABLE_CLOSE, MAIN_OPEN, MAIN_CLOSE = "\x11", "\x12", "\x13", "\x14"
ALL_MARKS = (
    *(BLOCK, CELL, ROW, HIDE_OPEN, HIDE_CLOSE, SPAN_OPEN, SPAN_CLOSE),
    *(TABLE_OPEN, TABLE_CLOSE, MAIN_OPEN, MAIN_CLOSE),
)
_WHY = {"T": Hidden.TEXT, "W": Hidden.WHITE}
_TABLE = re.compile(f"{TABLE_OPEN}([^{TABLE_OPEN}{TABLE_CLOSE}]*){TABLE_CLOSE}")
_SWITCH = re.compile(f"({HIDE_OPEN}.|[{HIDE_CLOSE}{MAIN_OPEN}{MAIN_CLOSE}])")
_SPAN = re.compile(f"{SPAN_OPEN}\\s*(\\d{{0,4}})[^,]*,\\s*(\\d{{0,4}})[^{SPAN_CLOSE}]*{SPAN_CLOSE}")
_ANY = re.compile(f"{HIDE_OPEN}.|{SPAN_OPEN}[^{SPAN_CLOSE}]*{SPAN_CLOSE}|[\x02-\x05\x11-\x14]")
_SPECIAL = (HIDE_OPEN, HIDE_CLOSE, SPAN_OPEN, SPAN_CLOSE, MAIN_OPEN, MAIN_CLOSE)
_EDGE = f" {BLOCK}"
_WIDEST, _TALLEST = 400, 20_000


class _State:
    """What holds at a point of the text: hidden parts open around it, whether it is the main text, lines so far."""

    def __init__(self) -> None:
        self.hidden: list[Hidden] = []
        self.main = False
        self.lines = {False: 0, True: 0}
        self.tables = 0

    def turn(self, mark: str) -> None:
        if mark[0] == HIDE_OPEN:
            self.hidden.append(_WHY.get(mark[1:], Hidden.TEXT))
        elif mark == HIDE_CLOSE:
            if self.hidden:
                self.hidden.pop()
        else:
            self.main = mark == MAIN_OPEN

    @property
    def now(self) -> Hidden:
        return self.hidden[-1] if self.hidden else Hidden.VISIBLE


def add_page(assembly: Assembly, text: str) -> None:
    """The text of a whole page with its marks, its white space single spaces. Tables inside tables: the inner one is a table, the outer layout."""
    state, at = _State(), 0
    if TABLE_OPEN in text:
        for table in _TABLE.finditer(text):
            _add_lines(assembly, text[at : table.start()], state)
            if not _add_table(assembly, table[1], state):
                _add_lines(assembly, table[1], state)
            at = table.end()
    _add_lines(assembly, text[at:], state)


def _add_lines(assembly: Assembly, text: str, state: _State) -> None:
    if SPAN_OPEN in text:
        text = _SPAN.sub("", text)
    if TABLE_OPEN in text or CELL in text or ROW in text or TABLE_CLOSE in text:
        text = text.replace(ROW, BLOCK).replace(CELL, BLOCK).replace(TABLE_OPEN, BLOCK).replace(TABLE_CLOSE, BLOCK)
    for stretch in _stretches(text):
        if stretch and stretch[0] in (HIDE_OPEN, HIDE_CLOSE, MAIN_OPEN, MAIN_CLOSE):
            state.turn(stretch)
            continue
        lines = [*filter(None, map(str.strip, stretch.split(BLOCK)))]
        if lines:
            label = "正文" if state.main else "页面"
            first = state.lines[state.main] + 1
            assembly.add_lines("\n".join(lines), label, first_line=first, hidden=state.now, measure="段")
            state.lines[state.main] += len(lines)


def _stretches(text: str) -> Sequence[str]:
    """The text cut at what switches hiding or the main text on and off, with the switches."""
    if HIDE_OPEN in text or HIDE_CLOSE in text:
        return _SWITCH.split(text)
    before, opened, after = text.partition(MAIN_OPEN)
    if not opened or MAIN_OPEN in after:
        return _SWITCH.split(text) if opened or MAIN_CLOSE in text else (text,)
    return (*before.partition(MAIN_CLOSE), opened, *after.partition(MAIN_CLOSE))


def _add_table(assembly: Assembly, text: str, state: _State) -> bool:
    """False for a table that only lays out: one row or one column, or cells as long as pages."""
    head, *raw = text.split(ROW)
    rows = [row.split(CELL) for row in raw]
    if len(rows) < 2 or max(map(len, rows)) < 3 or len(text) > 4000 * len(rows):
        return False
    _add_lines(assembly, head, state)
    state.tables += 1
    if not state.hidden and not any(mark in text for mark in _SPECIAL):
        # Nothing is merged and nothing hidden, as in most.
        has_edges = BLOCK in text or " " in text
        plain = [_plain(row[1:]) for row in rows] if has_edges else [row[1:] for row in rows]
        assembly.add_table(plain, f"第{state.tables}个表格", is_sheet=False)
        return True
    whole, grid = state.now, _Grid(state)
    for row in rows:
        grid.add(row)
    assembly.add_table(
        grid.rows,
        f"第{state.tables}个表格",
        is_sheet=False,
        hidden=whole,
        hidden_rows=() if whole else grid.hidden_rows,
        hidden_cells={} if whole else grid.hidden_cells,
        merges=grid.merges,
    )
    return True


class _Grid:
    """Rows filled from left to right around the cells that reach down from above."""

    def __init__(self, state: _State) -> None:
        self.rows: list[list[str]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_cells: dict[tuple[int, int], Hidden] = {}
        self.merges: list[tuple[int, int, int, int]] = []
        self._state = state
        self._reaching: dict[int, int] = {}  # column → rows it still covers below

    def add(self, row: list[str]) -> None:
        index = len(self.rows)
        cells: list[str] = []
        start, *raw = row
        if not self._reaching and not self._state.hidden and not _ANY.search("".join(row)):
            self.rows.append(_plain(raw))  # nothing is merged and nothing hidden
            return
        self._turn(start)
        if self._state.now:
            self.hidden_rows.add(index)
        for cell in raw:
            self._skip(cells)
            across, down = 1, 1
            if SPAN_OPEN in cell and (span := _SPAN.search(cell)):
                across, down = max(int(span[1] or 1), 1), max(int(span[2] or 1), 1)
                across, down = min(across, _WIDEST), min(down, _TALLEST)
            column, plain, hidden = len(cells), cell, self._state.now
            if _ANY.search(cell):
                hidden = self._turn(cell) or hidden
                plain = _ANY.sub("", cell)
            if hidden and index not in self.hidden_rows:
                self.hidden_cells[index, column] = hidden
            cells.append(_words(plain))
            cells += [""] * (across - 1)
            if across > 1 or down > 1:
                self.merges.append((index, column, index + down - 1, column + across - 1))
            if down > 1:
                self._reaching |= {column + step: down for step in range(across)}
        self._skip(cells)
        self._reaching = {column: left - 1 for column, left in self._reaching.items() if left > 1}
        self.rows.append(cells)

    def _skip(self, cells: list[str]) -> None:
        while self._reaching.get(len(cells), 0) and len(cells) < _WIDEST:
            cells.append("")

    def _turn(self, cell: str) -> Hidden:
        """Follow the marks of a cell; what of it was hidden."""
        hidden = Hidden.VISIBLE
        for mark in _SWITCH.findall(cell):
            self._state.turn(mark)
            hidden = self._state.now or hidden
        return hidden


def _plain(row: list[str]) -> list[str]:
    """The words of the cells of a row without marks but those of blocks."""
    cells = [cell.strip(_EDGE) for cell in row]
    return [_words(cell) for cell in cells] if BLOCK in "".join(cells) else cells


def _words(cell: str) -> str:
    if cell.isalnum():
        return cell
    if BLOCK not in cell:
        return cell.strip()
    return BREAK_IN_CELL.join(line for raw in cell.split(BLOCK) if (line := raw.strip()))
