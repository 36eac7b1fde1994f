"""The rows of a sheet taken from its markup a megabyte at a time.

Text patterns and not a parser: rows of a long list look alike, and what is alike is handled once. A row that does
not fit the usual pattern is taken apart attribute by attribute.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator

from mingcha.extract.contents import Unreadable
from mingcha.extract.readers.cell_looks import Looks
from mingcha.extract.readers.cell_words import inline, markup, plain, written_out
from mingcha.extract.readers.row_shapes import Shape, Shapes
from mingcha.model.document import Hidden, Outcome

_PLACED = re.compile(r'<c r="([A-Z]+)[0-9]+"([^>]*?)(?:/>|>(?:<f[^>]*?/>|<f[^>]*>[^<]*</f>)?(?:<v>([^<]*)</v>)?</c>)')
_ANY = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_VALUE = re.compile(r"<v(?:\s[^>]*)?>([^<]*)</v>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_ROW = re.compile(r"<row\b([^>]*)>")
_LONG_NUMBER = 12
_WIDEST = 16384
# How a value of a known shape is treated; 0: look closer.
_PLAIN_NUMBER, _SHARED, _WORDING = 1, 2, 3


class SheetRows:
    """Iterate it once for the rows; then ask what else was met. `left`: how many characters it may give."""

    def __init__(self, chunks: Iterable[bytes], strings: list[str], looks: Looks, *, left: int) -> None:
        self.numbers = array("q")
        self.hidden_rows: set[int] = set()
        self.hidden_cells: dict[tuple[int, int], Hidden] = {}
        self.whole_numbers: set[tuple[int, int]] = set()
        self.head = self.tail = ""
        self.cut = False
        self.fault: Unreadable | None = None
        self.missing = 0  # cells whose shared text the file does not hold
        self._chunks, self._strings, self._looks, self._left = chunks, strings, looks, left
        self._widest = 0
        self._columns: dict[str, int] = {}
        self._kinds: dict[str, tuple[str, int]] = {}
        self._shapes = Shapes()
        self._plans: dict[Shape, list[tuple[int, int, str, int]]] = {}

    def __iter__(self) -> Iterator[list[str]]:
        """The rows up to the end or to a `fault`, which is kept and not raised: the rows before it are good."""
        try:
            yield from self._all_rows()
        except Unreadable as fault:
            self.fault = fault

    def _all_rows(self) -> Iterator[list[str]]:
        before = True
        for piece in markup(self._chunks, "</row>"):
            text = piece
            if before and (at := text.find("<sheetData")) >= 0:
                before = False
                self.head, text = text[:at], text[at:]
            if before:
                self.head += text
                continue
            *rows, rest = text.split("</row>")
            if self.tail or "</sheetData>" in rest or "<sheetData/>" in rest:
                self.tail += rest
            for row in rows:
                known = self._shapes.match(row)
                cells = self._alike(*known) if known else self._row(row)
                if cells is None:
                    continue
                self._left -= sum(map(len, cells)) + len(cells)
                if self._left < 0:
                    self.cut = True
                    self.numbers.pop()
                    return
                yield cells

    def hidden_columns(self) -> Iterator[int]:
        found: set[int] = set()
        for words in re.findall(r"<col\b([^>]*)>", self.head):
            attributes = _attributes(words)
            if _is_on(attributes.get("hidden")) or _is_nothing(attributes.get("width")):
                first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
                found |= {*range(first - 1, min(last, self._widest))}
        yield from (column for column in found if column >= 0)

    def merges(self) -> Iterator[tuple[int, int, int, int]]:
        rows = {number: index for index, number in enumerate(self.numbers)} if "<mergeCell " in self.tail else {}
        for left, top, right, bottom in re.findall(r'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"', self.tail):
            first = rows.get(int(top))
            if first is not None:
                last = max(rows[n] for n in range(int(top), min(int(bottom), int(top) + 5000) + 1) if n in rows)
                yield first, self._column(left), last, self._column(right)

    def _alike(self, shape: Shape, values: tuple[str, ...]) -> list[str]:
        """The cells of a row whose shape is known."""
        plan = self._plans.get(shape) or self._plan(shape)
        strings, index = self._strings, len(self.numbers)
        cells = [""] * (plan[-1][0] + 1)
        for (column, way, kind, style), value in zip(plan, values[2:], strict=True):
            if way == _PLAIN_NUMBER and ((len(value) < _LONG_NUMBER and value.isdigit()) or _is_fraction(value)):
                cells[column] = value
            elif way == _SHARED and value.isdecimal() and (place := int(value)) < len(strings):
                cells[column] = strings[place]
            elif way == _WORDING and "&" not in value and "_x" not in value:
                cells[column] = value
            elif value:
                cells[column] = self._shown(value, kind, style, index, column)
        self._widest = max(self._widest, len(cells))
        self.numbers.append(int(values[0]))
        if "h" in values[1]:  # hidden, ht, customHeight
            self._look_hidden(values[1], index)
        return cells

    def _plan(self, shape: Shape) -> list[tuple[int, int, str, int]]:
        """For each value: its column, how to treat it, its kind and style."""
        plan = []
        for letters, words in shape.cells:
            kind, style = self._kind(words)
            ways = {"s": _SHARED, "str": _WORDING, "inlineStr": _WORDING, "n": _PLAIN_NUMBER}
            plan.append((self._column(letters), 0 if style else ways.get(kind, 0), kind, style))
        self._plans[shape] = plan
        return plan

    def _look_hidden(self, head: str, index: int) -> None:
        attributes = _attributes(head)
        if _is_on(attributes.get("hidden")) or _is_nothing(attributes.get("ht")):
            self.hidden_rows.add(index)

    def _row(self, text: str) -> list[str] | None:
        """The cells from column A on; None for a row that holds nothing."""
        self._shapes.learn(text)
        at = text.rfind("<row")
        if at < 0:
            return None
        found = _PLACED.findall(text, at)
        if len(found) != text.count("<c ", at) + text.count("<c>", at):
            found = self._unusual(text[at:])
        if not found:
            return None
        head = text[at : text.find(">", at)]
        index = len(self.numbers)
        number = self._number(head)
        cells: list[str] = []
        columns, kinds, strings = self._columns, self._kinds, self._strings
        for letters, words, value in found:
            if not value:
                continue
            column = columns.get(letters)
            if column is None:
                column = self._column(letters)
            if column != len(cells):
                if column < len(cells):  # out of order: a file nobody's program writes
                    cells += [""] * (column + 1 - len(cells))
                    cells[column] = self._shown(value, *self._kind(words), index, column)
                    continue
                cells += [""] * (column - len(cells))
            kind, style = kinds.get(words) or self._kind(words)
            if kind == "s" and not style:
                place = _whole(value)
                cells.append(strings[place] if place < len(strings) else self._shown(value, kind, 0, index, column))
            elif kind == "n" and not style and len(value) < _LONG_NUMBER:
                cells.append(value)
            else:
                cells.append(self._shown(value, kind, style, index, column))
        if not cells:
            return None
        self._widest = max(self._widest, len(cells))
        self.numbers.append(number)
        if "hidden=" in head or "ht=" in head:
            self._look_hidden(head, index)
        return cells

    def _shown(self, value: str, kind: str, style: int, index: int, column: int) -> str:
        """A cell's text; `style` is 0 where its style says nothing of interest, else its number and 1."""
        words = self._held(value, kind, style, index, column)
        around = self._looks.around.get(style - 1) if style and words else None
        if around is None:
            return words
        self.whole_numbers.discard((index, column))  # what is shown is more than the file keeps as a number
        return around.shown(words, is_text=kind not in ("n", "b"))

    def _held(self, value: str, kind: str, style: int, index: int, column: int) -> str:
        """The same without what a format sets around it."""
        if style and (why := self._looks.hidden.get(style - 1)):
            self.hidden_cells[index, column] = why
        if kind == "s":
            place = _whole(value)
            if place < len(self._strings):
                return self._strings[place]
            self.missing += 1
            return ""
        if kind == "n":
            if style and style - 1 in self._looks.dates:
                return self._looks.day(value)
            if (len(value) < _LONG_NUMBER and "e" not in value.lower()) or _is_fraction(value):
                return value
            words = written_out(value)
            if len(words) >= _LONG_NUMBER and "." not in words:
                self.whole_numbers.add((index, column))
            return words
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return plain(value)

    def _kind(self, words: str) -> tuple[str, int]:
        if (known := self._kinds.get(words)) is None:
            attributes = _attributes(words)
            style = _whole(attributes.get("s"))
            looks = self._looks
            telling = style in looks.dates or style in looks.hidden or style in looks.around
            known = self._kinds[words] = (attributes.get("t", "n"), style + 1 if telling else 0)
        return known

    def _unusual(self, row: str) -> list[tuple[str, str, str]]:
        """The same from cells with texts of their own, other orders of attributes, or no place given."""
        found, column = [], 0
        for words, content in _ANY.findall(row):
            attributes = _attributes(words)
            letters = attributes.pop("r", "").rstrip("0123456789")
            column = self._column(letters) if letters else column
            kind = attributes.get("t", "n")
            if kind == "inlineStr" or "<is>" in content:
                kind, value = "str", inline(content)
            else:
                value = stored[1] if (stored := _VALUE.search(content)) else ""
            found.append((_letters(column), f't="{kind}" s="{attributes.get("s", "")}"', value))
            column += 1
        return found

    def _number(self, head: str) -> int:
        place = head.find(' r="')
        words = head[place + 4 : head.find('"', place + 4)] if place >= 0 else ""
        if words.isdigit():
            return int(words)
        return self.numbers[-1] + 1 if self.numbers else 1

    def _column(self, letters: str) -> int:
        """A → 0; remembered."""
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        if not 0 < number <= _WIDEST:
            raise Unreadable(Outcome.BROKEN, "单元格位置超出表格范围")
        self._columns[letters] = number - 1
        return number - 1


def _is_fraction(number: str) -> bool:
    return "." in number and "e" not in number.lower() and not number.endswith(".0")


def _letters(column: int) -> str:
    name, column = "", column + 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _attributes(words: str) -> dict[str, str]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(words)}


def _is_on(words: str | None) -> bool:
    return words in ("1", "true")


def _is_nothing(words: str | None) -> bool:
    """Whether a width or height is given and is too small to show anything."""
    try:
        return words is not None and float(words) < 0.2
    except ValueError:
        return False


def _whole(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() else 0
