"""Which of many texts are equal or nearly so: found by their sketches, then settled on the texts themselves.

Texts whose sketches agree in one of 16 bands of four boxes are candidates (locality-sensitive hashing): of texts that
have nine tenths of their runs in common all but one in a million meet, of those that have a third hardly any. Every
candidate is then compared letter by letter. The cost grows with the letters, not with the pairs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mingcha.text.sketches import BOXES, Sketches, letter_codes, sketch

__all__ = ["Pair", "candidate_pairs", "equal_texts", "near_duplicates", "similarities", "similarity"]

Pairs = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

_BANDS = 16
_ROWS = BOXES // _BANDS
# How many neighbours a text is compared with in one band: a thousand copies of one form would be half a million pairs.
# The order differs from band to band, so that the nearest are neighbours in one of them.
_REACH = 8
# Of 64 boxes so many must agree before the texts are looked at.
_AGREEING = 0.4
_LETTERS_TOGETHER, _PAIRS_TOGETHER = 2_000_000, 1 << 18
_MIX = [np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their places, the earlier first, and what share of their letters is the same (1.0: all)."""

    first: int
    second: int
    similarity: float


def near_duplicates(texts: Sequence[str], *, at_least: float = 0.95) -> tuple[Pair, ...]:
    """The pairs of texts alike to that degree, in order.

    Of many equal texts each is paired with the first; with other texts the first stands for them. `texts` is walked
    through once and then asked for single ones, so it need not be in memory. Texts without a letter are like nothing.
    """
    sketches = sketch(texts)
    groups = equal_texts(sketches, texts)
    pairs = [Pair(group[0], other, 1.0) for group in groups for other in group[1:]]
    repeated = {other for group in groups for other in group[1:]}
    near = candidate_pairs(sketches, leave_out=repeated)
    for chunk, alike in _compared(texts, near, sketches.lengths):
        close = np.flatnonzero(alike >= at_least)
        pairs += [Pair(int(chunk[at, 0]), int(chunk[at, 1]), float(alike[at])) for at in close]
    return tuple(sorted(pairs, key=lambda pair: (pair.first, pair.second)))


def equal_texts(sketches: Sketches, texts: Sequence[str]) -> list[list[int]]:
    """The groups of two and more texts whose letters are the same, each in ascending order."""
    order = np.argsort(sketches.sums, kind="stable")
    order = order[sketches.lengths[order] > 0]
    sums = sketches.sums[order]
    same = np.flatnonzero(sums[1:] == sums[:-1])
    if not len(same):
        return []
    groups: dict[int, list[int]] = {}
    for at in same.tolist():
        groups.setdefault(int(sums[at]), [int(order[at])]).append(int(order[at + 1]))
    settled = []
    for group in groups.values():
        by_letters: dict[bytes, list[int]] = {}
        for place in group:
            by_letters.setdefault(letter_codes([texts[place]])[0].tobytes(), []).append(place)
        settled += [sorted(one) for one in by_letters.values() if len(one) > 1]
    return sorted(settled)


def candidate_pairs(
    sketches: Sketches, *, leave_out: Collection[int] = (), within: npt.NDArray[np.int64] | None = None
) -> Pairs:
    """The pairs of texts whose sketches say they may be alike: rows of two places, ascending, each pair once.

    `within` gives each text the number of its kind; then only texts of one kind are paired.
    """
    known = np.flatnonzero(sketches.lengths > 4)
    if leave_out:
        known = known[~np.isin(known, np.fromiter(leave_out, np.int64, len(leave_out)))]
    boxes = sketches.boxes
    order = np.arange(len(known))
    met: Keys = np.empty(0, np.uint64)
    for band in range(_BANDS):
        keys = _keys(boxes, known, band)
        if within is not None:
            keys += within[known].astype(np.uint64) * _MIX[3]
        order = order[np.argsort(keys[order], kind="stable")]
        keys = keys[order]
        here = []
        for step in range(1, _REACH + 1):
            at = np.flatnonzero(keys[step:] == keys[:-step])
            if not len(at):
                break
            one, other = known[order[at]], known[order[at + step]]
            here.append(
                (np.minimum(one, other).astype(np.uint64) << np.uint64(32)) | np.maximum(one, other).astype(np.uint64)
            )
        if here:
            new = _distinct(np.concatenate(here))
            met = _distinct(np.concatenate((met, _agreeing(boxes, new[~_among(new, met)]))))
    return np.stack((met >> np.uint64(32), met & np.uint64(0xFFFFFFFF)), axis=1).astype(np.int64)


def _distinct(keys: Keys) -> Keys:
    """Sorted and each once; numpy's own way hashes, and takes minutes over keys as regular as these."""
    keys = np.sort(keys)
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys


def _among(keys: Keys, known: Keys) -> npt.NDArray[np.bool_]:
    """Which of the keys are among the known ones, which are sorted."""
    if not len(known):
        return np.zeros(len(keys), np.bool_)
    found: npt.NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys
    return found


def _keys(boxes: npt.NDArray[np.uint32], known: Pairs, band: int) -> Keys:
    keys = np.zeros(len(known), np.uint64)
    for row in range(_ROWS):
        keys += boxes[known, band * _ROWS + row].astype(np.uint64) * _MIX[row]
        keys ^= keys >> np.uint64(31)
    return keys


def _agreeing(boxes: npt.NDArray[np.uint32], pairs: Keys) -> Keys:
    kept = []
    for start in range(0, len(pairs), _PAIRS_TOGETHER):
        some = pairs[start : start + _PAIRS_TOGETHER]
        one, other = (some >> np.uint64(32)).astype(np.int64), (some & np.uint64(0xFFFFFFFF)).astype(np.int64)
        kept.append(some[(boxes[one] == boxes[other]).mean(axis=1) >= _AGREEING])
    return np.concatenate(kept) if kept else pairs


def similarity(first: str, second: str) -> float:
    """What share of two texts is the same: of all pairs of neighbouring letters those that both have (0.0 to 1.0).

    Spaces and punctuation do not count. One letter changed in a hundred gives 0.98. Texts without letters give 0.0.
    """
    return float(similarities([first, second], np.array([[0, 1]]))[0])


def similarities(texts: Sequence[str], pairs: Pairs) -> npt.NDArray[np.float64]:
    """The similarity of each pair of places, as `similarity` tells it."""
    lengths = np.zeros(len(texts), np.int64)
    for place in np.unique(pairs).tolist():
        lengths[place] = len(texts[place])
    compared = [alike for _, alike in _compared(texts, pairs, lengths)]
    return np.concatenate(compared) if compared else np.empty(0)


def _compared(
    texts: Sequence[str], pairs: Pairs, lengths: npt.NDArray[np.int64]
) -> Iterator[tuple[Pairs, npt.NDArray[np.float64]]]:
    """The pairs, some at a time, with their similarities."""
    sizes = np.cumsum(lengths[pairs].sum(axis=1)) if len(pairs) else np.empty(0, np.int64)
    start = 0
    while start < len(pairs):
        before = sizes[start - 1] if start else 0
        end = int(np.searchsorted(sizes, before + _LETTERS_TOGETHER, side="right"))
        end = max(start + 1, min(end, start + _PAIRS_TOGETHER))
        yield pairs[start:end], _alike(texts, pairs[start:end])
        start = end


def _alike(texts: Sequence[str], pairs: Pairs) -> npt.NDArray[np.float64]:
    places = _distinct(pairs.ravel().astype(np.uint64)).astype(np.int64)
    codes, edges = letter_codes([texts[place] for place in places.tolist()])
    at = np.searchsorted(places, pairs)
    wide = codes.astype(np.uint64)
    twos = (wide[:-1] << np.uint64(21)) | wide[1:]
    counts = np.maximum(np.diff(edges) - 1, 0)
    sides = []
    for side in (0, 1):
        texts_of = at[:, side]
        many = counts[texts_of]
        owner = np.repeat(np.arange(len(pairs)), many)
        first = np.repeat(edges[texts_of] - (np.cumsum(many) - many), many)
        own = twos[np.arange(len(owner)) + first]
        sides.append((owner.astype(np.uint64) << np.uint64(43)) | (own << np.uint64(1)) | np.uint64(side))
    keys = np.sort(np.concatenate(sides))
    if not len(keys):
        return np.zeros(len(pairs))
    begins = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    times = np.diff(np.append(begins, len(keys)))
    kinds = keys[begins]
    both = np.flatnonzero(kinds[:-1] | np.uint64(1) == kinds[1:]) if len(kinds) > 1 else np.empty(0, np.int64)
    both = both[(kinds[both] & np.uint64(1)) == 0]
    common = np.bincount(
        (kinds[both] >> np.uint64(43)).astype(np.int64),
        weights=np.minimum(times[both], times[both + 1]),
        minlength=len(pairs),
    )
    total = counts[at].sum(axis=1)
    alike: npt.NDArray[np.float64] = np.divide(2 * common, total, out=np.zeros(len(pairs)), where=total > 0)
    return alike
