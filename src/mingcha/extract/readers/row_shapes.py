"""Rows of a list look alike: the shape of one row becomes a pattern that takes the next ones apart in one step."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A long list has a handful of shapes; a sheet with more is not worth learning.
_SHAPES, _LEARNT = 6, 48
_MANY_CELLS = 90  # each is a group of the pattern
_HEAD = re.compile(r'\s*<row r="[0-9]+"[^>]*>')
_CELL = re.compile(
    r'<c r="([A-Z]+)[0-9]+"([^>]*?)(?:(/)>|>(?:<(v)>[^<]*</v>|<is><t([^>]*)>[^<]*</t></is>)?</c>)\s*',
)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """The pattern's first two groups are the row's number and its other attributes, the rest values of `cells`:
    letters of the column and attributes of the cell."""

    pattern: re.Pattern[str]
    cells: tuple[tuple[str, str], ...]


class Shapes:
    """The shapes met lately, the last successful one first."""

    def __init__(self) -> None:
        self._known: list[Shape] = []
        self._learnt = 0

    def match(self, row: str) -> tuple[Shape, tuple[str, ...]] | None:
        for index, shape in enumerate(self._known):
            if (found := shape.pattern.fullmatch(row)) is not None:
                if index:
                    self._known.insert(0, self._known.pop(index))
                return shape, found.groups()
        return None

    def learn(self, row: str) -> None:
        """Take the shape of a row that matched none; unusual rows have none."""
        if self._learnt >= _LEARNT or (shape := _shape(row)) is None:
            return
        self._learnt += 1
        self._known = [shape, *self._known[: _SHAPES - 1]]


def _shape(row: str) -> Shape | None:
    head = _HEAD.match(row)
    if head is None or row.count("<c ") > _MANY_CELLS:
        return None
    at, cells, pieces = head.end(), [], [r'\s*<row r="([0-9]+)"([^>]*)>\s*']
    while at < len(row):
        found = _CELL.match(row, at)
        if found is None:
            return None
        at = found.end()
        letters, words, empty, value, inline = found.groups()
        start = rf'<c r="{letters}[0-9]+"{re.escape(words)}'
        if value:
            pieces.append(rf"{start}><v>([^<]*)</v></c>\s*")
        elif inline is not None:
            pieces.append(rf"{start}><is><t{re.escape(inline)}>([^<]*)</t></is></c>\s*")
        else:
            pieces.append(start + (r"/>\s*" if empty else r"></c>\s*"))
            continue
        cells.append((letters, words))
    columns = [(len(letters), letters) for letters, _ in cells]
    if not cells or columns != sorted(set(columns)):  # nothing keeps a file from naming columns in any order
        return None
    return Shape(re.compile("".join(pieces)), tuple(cells))
