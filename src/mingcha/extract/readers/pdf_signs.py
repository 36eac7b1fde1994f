"""The signs of a PDF page with their places, and the page's text made of them: lines, and tables cell by cell."""

from __future__ import annotations

import ctypes
import re
import string
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import pypdfium2.raw as raw

from mingcha.extract.readers.pdf_grid import Grid

# Signs the library makes up or marks, and characters without width: no letters of the page.
_NOTHING = frozenset(map(chr, (*range(9), *range(11, 32), 0x7F, 0xFFFE, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)))
_MOST = 400_000
_WIDEST_INSET = 14.0
_DIGITS = frozenset("0123456789０１２３４５６７８９Xx*")
# In heights of its ink: digits of all fonts are about half an em wide.
_DIGIT_WIDTH = 0.65
# So many letters and digits in one piece are a number, and no cell's edge runs through it.
_LONG_RUN = 7
_NUMBERED = frozenset(string.ascii_letters + string.digits + "*")
_LETTER = re.compile("[A-Za-z]")
_HEIGHT, _LEFT = attrgetter("y"), attrgetter("left")


@dataclass(slots=True)
class Sign:
    """One sign; `number` is the library's, the edges are points from the lower left of the page."""

    text: str
    number: int
    left: float
    bottom: float
    right: float
    top: float
    x: float  # of its centre
    y: float
    is_word_end: bool = False  # a space follows in the text

    @property
    def centre(self) -> tuple[float, float]:
        return self.x, self.y

    def touches(self, other: Sign) -> bool:
        """Whether the other letter or digit goes on where this one ends."""
        return (
            self.text in _NUMBERED
            and other.text in _NUMBERED
            and self.bottom < other.y < self.top
            and abs(other.left - self.right) < 0.35 * (self.top - self.bottom)
        )


@dataclass(slots=True)
class Block:
    """A stretch of lines, or a table as `rows`, `merges` and a `header` from a page before; `marks` are the numbers of its letters, in order."""

    text: str = ""
    rows: list[list[str]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    header: tuple[str, ...] = ()
    marks: array[int] = field(default_factory=lambda: array("q"))


def signs_of(texts: Any) -> list[Sign]:
    """Every sign of a page in the order of its text; spaces and line ends the library adds are among them."""
    box = raw.FS_RECTF()
    # A page has thousands of signs: what is the same for all is asked for once.
    page, into, code_of, box_of = texts.raw, ctypes.byref(box), raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    found: list[Sign] = []
    count, words, high = texts.count_chars(), texts.get_text_range(), 0
    # The page's text leaves out signs without a code and counts rare ones twice; mostly there are none of either.
    alike = len(words) == count and max(words, default="") <= "\uffff"
    for number in range(min(count, _MOST)):
        code = ord(words[number]) if alike else code_of(page, number)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        text = chr(code) if code < 0x110000 else ""
        if not text or text in _NOTHING:
            continue
        # The box from where the sign begins to where the next may; that of its ink tells nothing of the room it takes.
        box_of(page, number, into)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if text in _DIGITS:  # beside a sign without width the library gives the ink of a digit only
            right = max(right, left + _DIGIT_WIDTH * (top - bottom))
        found.append(Sign(text, number, left, bottom, right, top, (left + right) / 2, (bottom + top) / 2))
    return found


def blocks_of(signs: list[Sign], grids: list[Grid]) -> Iterator[Block]:
    """The page in reading order: what stands in a table is told where the first of it stands."""
    lines = Block()
    tables: dict[int, dict[tuple[int, int], list[Sign]]] = {}
    order: list[Block | int] = [lines]
    cell_of = _Cells(grids)
    for run in _runs(signs):
        # A number too wide for its cell runs over into the next, and is still this cell's.
        together = run[:1] if len(run) >= _LONG_RUN else run
        cells = [cell_of(sign) for sign in together] * (len(run) if together is not run else 1)
        for sign, (index, cell) in zip(run, cells, strict=True):
            if cell is None:
                if lines.text or not sign.text.isspace():
                    lines.text += sign.text
                    if not sign.text.isspace():
                        lines.marks.append(sign.number)
                continue
            if sign.text.isspace():
                continue
            if index not in tables:
                tables[index] = {}
                lines = Block()
                order += [index, lines]
            tables[index].setdefault(cell, []).append(sign)
    for one in order:
        if isinstance(one, Block):
            if one.text.strip():
                yield one
        else:
            yield _table(grids[one], tables[one])


def marks_of(number: str, boxes: Sequence[tuple[float, float, float, float]], signs: list[Sign]) -> list[int]:
    """Where on the page a number stands whose pieces have these boxes, or follow each other; empty if not found."""
    letters = [sign for sign in signs if not sign.text.isspace()]
    inside = [
        sign
        for left, bottom, right, top in boxes
        for sign in letters
        if left - 1 <= sign.x <= right + 1 and bottom - 1 <= sign.y <= top + 1
    ]
    if "".join(sign.text for sign in inside) == number:
        return [sign.number for sign in inside]
    at = "".join(sign.text for sign in letters).find(number)
    return [sign.number for sign in letters[at : at + len(number)]] if at >= 0 else []


def _runs(signs: list[Sign]) -> Iterator[list[Sign]]:
    """Letters, digits and masks that touch each other on one line, together; every other sign by itself."""
    run: list[Sign] = []
    for sign in signs:
        if sign.text == " " and run:
            run[-1].is_word_end = True
        touches = bool(run) and run[-1].touches(sign)
        if run and not touches:
            yield run
            run = []
        run.append(sign)
    if run:
        yield run


class _Cells:
    """Which table and cell a sign stands in; the next sign mostly stands where the last one did."""

    def __init__(self, grids: list[Grid]) -> None:
        self._grids = grids
        self._last: tuple[int, tuple[int, int] | None] = (-1, None)
        self._left = self._right = self._low = self._high = 0.0

    def __call__(self, sign: Sign) -> tuple[int, tuple[int, int] | None]:
        if sign.right <= sign.left:
            return -1, None
        if self._left <= sign.x < self._right and self._low < sign.y <= self._high:
            return self._last
        for index, grid in enumerate(self._grids):
            if (cell := grid.cell_at(sign.x, sign.y)) is not None:
                if len(self._grids) == 1:  # tables may lie over each other; then each sign is asked about
                    self._last = index, cell
                    self._left, self._low, self._right, self._high = grid.room_at(sign.x, sign.y)
                return index, cell
        return -1, None


def _table(grid: Grid, cells: dict[tuple[int, int], list[Sign]]) -> Block:
    rows, columns = grid.shape
    block = Block(rows=[[""] * columns for _ in range(rows)], merges=grid.merges(), header=grid.header_before)
    for row in range(rows):
        for column in range(columns):
            signs = cells.get((row, column))
            if signs:
                block.rows[row][column] = _cell_text(signs, grid.edges_of((row, column)), block.marks)
    return block


def _cell_text(signs: list[Sign], edges: tuple[float, float], marks: array[int]) -> str:
    """The lines of a cell between its edges; a line that the edge broke goes on in the next without a break."""
    lines = _lines(signs)
    left, right = edges
    # What stays empty on both sides: of centred lines the widest tells.
    inset = min(max(min(min(line[0].left - left, right - line[-1].right) for line in lines), 0.0), _WIDEST_INSET)
    text = ""
    for index, line in enumerate(lines):
        if index:
            above = lines[index - 1]
            free = (right - left) - (above[-1].right - above[0].left) - 2 * inset
            text += _between(above[-1], line, free)
        for sign in line:
            text += sign.text + " " * (sign.is_word_end and sign is not line[-1])
            marks.append(sign.number)
    return text


def _between(last: Sign, line: list[Sign], free: float) -> str:
    """What parts two lines: nothing where the first was full, so that what comes next did not fit into it."""
    first = line[0]
    if last.text in _DIGITS and first.text in _DIGITS:
        # Two numbers under each other leave room; one number that was cut does not.
        return "" if free < 1.4 * (first.right - first.left) else "\n"
    if free > _word(line) + 0.3 * (first.right - first.left):
        return "\n"
    return " " if _LETTER.match(last.text) and _LETTER.match(first.text) else ""


def _word(line: list[Sign]) -> float:
    """How wide the beginning of a line is that stays in one piece: a Chinese sign, or a word of letters or digits."""
    last = line[0]
    for sign in line[1:]:
        if not (sign.text.isascii() and sign.text.isalnum() and last.text.isascii()):
            break
        if sign.left - last.right > 0.3 * (sign.top - sign.bottom):
            break
        last = sign
    return last.right - line[0].left


def _lines(signs: list[Sign]) -> list[list[Sign]]:
    """Signs on one level, from left to right; levels from the top down."""
    lines: list[list[Sign]] = []
    for sign in sorted(signs, key=_HEIGHT, reverse=True):
        first = lines[-1][0] if lines else None
        if first is not None and (first.bottom < sign.y < first.top or sign.bottom < first.y < sign.top):
            lines[-1].append(sign)
        else:
            lines.append([sign])
    return [sorted(line, key=_LEFT) for line in lines]
