"""The guesses about a text, each in its stretch of characters and told once."""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.text.spelling.candidates import Candidates
from mingcha.text.spelling.signs import Guess
from mingcha.text.spelling.tables import tables

# As far as signs look on either side, and a little more.
FAR = 24
_OPENING, _CLOSING = '“‘「『《"', '”’」』》"'


def guesses(text: str, found: Candidates) -> Iterator[tuple[int, Guess]]:
    """Every guess with the offset of its first character, in order; those that mean the same are one."""
    known = tables()
    for rows in _alike(found):
        top = max(rows, key=lambda row: float(found.gain[row]))
        at, length = int(found.at[top]), int(found.length[top])
        start = end = at
        while start > max(0, at - FAR) and text[start - 1] in known.own:
            start -= 1
        while end < min(len(text), at + FAR) and text[end] in known.own:
            end += 1
        others = 0
        for row in rows:
            others |= 1 << int(found.edit[row])
        edit = min(int(found.edit[row]) for row in rows)
        how = max(int(found.how[row]) for row in rows)
        meant = "".join(known.characters[one] for one in (found.first[top], found.second[top]) if one)
        opened = text[max(0, start - 1) : start] in _OPENING and start > 0
        closed = text[end : end + 1] in _CLOSING and end < len(text)
        yield (
            at,
            Guess(
                text[start:end],
                at - start,
                length,
                meant,
                edit,
                how,
                float(found.gain[top]),
                others,
                1 if opened and closed else 2 if opened or closed else 0,
            ),
        )


def _alike(found: Candidates) -> Iterator[list[int]]:
    """Rows of the same place, length and meaning."""
    together: dict[tuple[int, int, int, int], list[int]] = {}
    columns = zip(found.at.tolist(), found.length.tolist(), found.first.tolist(), found.second.tolist(), strict=True)
    for row, key in enumerate(columns):
        together.setdefault(key, []).append(row)
    yield from together.values()
