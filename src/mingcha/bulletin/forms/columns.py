"""How wide the columns of an annex must be: as wide as their longest text, the room left over shared out."""

from __future__ import annotations

from itertools import pairwise

from mingcha.model.bulletin import Annex

TEXT_WIDTH = 156.0  # mm, the text area of GB/T 9704-2012
TABLE_TEXT = 12.0  # pt, 小四
MM_PER_PT = 25.4 / 72
PADDING = 1.4  # mm, both sides and the rules together
LONGEST = 14.0  # hanzi that a column makes room for; what is longer breaks into lines


def text_width(text: str) -> float:
    """Width in hanzi: letters and digits are half as wide, and a quarter is added where they touch hanzi."""
    touching = sum(before.isascii() != after.isascii() for before, after in pairwise(text))
    return sum(0.53 if sign.isascii() else 1.0 for sign in text) + 0.25 * touching


def column_widths(annex: Annex) -> tuple[float, ...]:
    """Width of each column in mm, summing up to the width of the text area."""
    columns = len(annex.header)
    longest = [text_width(text) for text in annex.header]
    for row in annex.rows:
        for index, cell in enumerate(row.cells[:columns]):
            longest[index] = max(longest[index], text_width(cell.text))
    needed = [min(width, LONGEST) * TABLE_TEXT * MM_PER_PT + PADDING for width in longest]
    spare = TEXT_WIDTH - sum(needed)
    widest = needed.index(max(needed))
    if spare < 0 and needed[widest] + spare >= TEXT_WIDTH / columns:
        needed[widest] += spare  # long names break into lines, numbers and their headings do not
        return tuple(needed)
    if spare < 0:
        return tuple(width * TEXT_WIDTH / sum(needed) for width in needed)
    return tuple(width + spare / columns for width in needed)
