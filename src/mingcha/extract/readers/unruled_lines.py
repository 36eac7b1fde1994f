"""The lines of a PDF page and the gaps in them: what many lines leave free parts columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from mingcha.extract.readers.pdf_signs import Sign

# All in em, the width of a Chinese sign of the page: the narrowest gap between columns; how far signs of one line stand
# from its level; how far lines of one table may be apart; nearer to each other than the last two lines stand beside
# each other, one cell's middle and another's.
GAP, _LEVEL, _APART, HALF_LINE = 0.4, 0.3, 5.0, 0.95
COLUMNS = 3
Gap = tuple[float, float]
HAN = re.compile("[\u3400-\u9fff]")
_FOOT = re.compile(r"[-—–－·第共]*\d{1,4}(?:[/页]|[-—–－·])*(?:[,，共/]*\d{1,4}页?)?")


@dataclass(slots=True)
class Piece:
    """Signs of one line without a gap between them."""

    signs: list[Sign]
    left: float
    right: float

    @property
    def text(self) -> str:
        return "".join(sign.text for sign in self.signs)


@dataclass(slots=True)
class Line:
    level: float
    pieces: list[Piece]


def em_of(letters: Sequence[Sign], known: float | None) -> float:
    """The width of a Chinese sign; `known` is that of the page before."""
    wide = [sign.right - sign.left for sign in letters if HAN.match(sign.text)]
    if len(wide) >= 6:
        return median(wide)
    # Of a digit sometimes the ink alone is known, and tells little.
    return known if known is not None else 0.8 * median(sign.top - sign.bottom for sign in letters)


def lines_of(letters: Sequence[Sign], em: float) -> Iterator[Line]:
    order = sorted(letters, key=lambda sign: -sign.centre[1])
    start = 0
    for end in range(1, len(order) + 1):
        if end < len(order) and order[start].centre[1] - order[end].centre[1] < _LEVEL * em:
            continue
        some = sorted(order[start:end], key=lambda sign: sign.left)
        level = median(sign.centre[1] for sign in some)
        yield Line(level, [*_pieces(some, em)])
        start = end


def _pieces(signs: Sequence[Sign], em: float) -> Iterator[Piece]:
    piece: Piece | None = None
    for sign in signs:
        # The width of a digit is a guess; that from the digit before to this one is not.
        right = sign.right
        if piece is not None and sign.text.isascii() and piece.signs[-1].text.isascii():
            step = sign.left - piece.signs[-1].left
            if 0.3 * em < step < right - sign.left:
                right = sign.left + step
        if piece is not None and sign.left - piece.right <= GAP * em:
            piece.signs.append(sign)
            piece.right = max(piece.right if len(piece.signs) < 2 else sign.left, right)
            continue
        if piece is not None:
            yield piece
        piece = Piece([sign], sign.left, right)
    if piece is not None:
        yield piece


def stretch(lines: Sequence[Line], start: int, gaps: list[Gap], em: float, *, alike: int = 1) -> tuple[int, list[Gap]]:
    """How far lines from `start` on leave the same gaps free, and these gaps; `alike` lines have them so far."""
    end = start + 1
    while end < len(lines) and lines[end - 1].level - lines[end].level <= _APART * em:
        line = lines[end]
        left = [*free(gaps, line, em)]
        is_row = len(line.pieces) >= COLUMNS
        if len(left) < COLUMNS + 1:
            break
        kept = sum(any(one[0] >= gap[0] and one[1] <= gap[1] for one in left) for gap in gaps)
        if kept < len(gaps) and not (alike < 2 or (is_row and kept >= 0.6 * len(gaps))):
            break
        gaps = left
        alike += len(line.pieces) > 1
        end += 1
    return end, gaps


def free(gaps: Sequence[Gap], line: Line, em: float) -> Iterator[Gap]:
    for left, right in gaps:
        if left == right:  # beyond the outer columns of a page before
            yield left, right
            continue
        at = left
        for piece in line.pieces:
            if piece.right <= at or piece.left >= right:
                continue
            if piece.left - at >= GAP * em:
                yield at, piece.left
            at = max(at, piece.right)
        if right - at >= GAP * em:
            yield at, right


def is_foot(line: Line) -> bool:
    return _FOOT.fullmatch("".join(piece.text for piece in line.pieces)) is not None
