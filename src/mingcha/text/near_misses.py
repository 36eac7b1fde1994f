"""How far a text is from the one that was meant, in characters put in, left out, exchanged or taken for another."""

from __future__ import annotations

from mingcha.text.pinyin import sounds_alike
from mingcha.text.shapes import looks_alike


def distance(one: str, other: str, *, most: int) -> int:
    """The number of such steps between two texts; `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        last, before_last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (sign != against))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def is_alike(one: str, other: str) -> bool:
    """Two characters that are mixed up by sound or by looks."""
    return one == other or sounds_alike(one, other) or looks_alike(one, other)


def replaced(one: str, other: str) -> list[tuple[str, str]]:
    """The pairs of characters in which two texts of one length differ."""
    return [(left, right) for left, right in zip(one, other, strict=True) if left != right]
