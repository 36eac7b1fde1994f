"""What each column of a portal holds, learned from its own posts: a naive Bayes over runs of two and three letters.

Every post is judged by a model that has not seen it. Posts that plainly belong elsewhere are taken out, and the model is
learned anew, so that a column a third of which is misplaced is still known for what it is. Columns that hold the same
things (工作动态 and 要闻动态) are found to be interchangeable, and nothing is misplaced between them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mingcha.standards.column_contents import genre_of
from mingcha.text.sketches import letter_codes

__all__ = ["MARGIN", "Suits", "suited"]

Floats = npt.NDArray[np.float32]

_BITS = 16
_LEAD = 60
# A column with fewer posts teaches nothing.
_FEWEST = 10
_ROUNDS = 3
_SMOOTH = 0.4
# Letters run on from title to title, so the same few words weigh less the more of them there are.
_MOST_FEATURES = 40.0
# How much likelier a post must be in another column, and how unusual in its own, to be told.
MARGIN = 12.0
_UNUSUAL = 0.04
# Two columns each of which has so many posts that would do in the other are interchangeable.
_SHARED = 0.15
_DIGITS = re.compile(r"\d+")
# Posts looked at together; and posts times columns, of which each takes some hundred numbers.
_TOGETHER, _ROOM = 10_000, 60_000
# So many columns are told apart, the fullest ones; a portal has more only where each unit names its own.
_MOST_COLUMNS = 300


@dataclass(frozen=True, slots=True)
class Suits:
    """How a post suits its column: `margin` is how much likelier it is in `better`, the best of the others (below 0: its
    own suits it better); `is_unusual` in its own column; both as sums of natural logarithms."""

    better: str
    margin: float
    is_unusual: bool


def suited(titles: Sequence[str], leads: Sequence[str], columns: Sequence[str]) -> dict[int, Suits]:
    """How each post suits its column, by what the columns of the portal hold, by the places of the posts.

    `columns` is the name each post's column goes by. Posts of columns with too few posts to learn from are left out.
    """
    counts = Counter(name for name in columns if name)
    fullest = [name for name, count in counts.most_common(_MOST_COLUMNS) if count >= _FEWEST]
    known = {name: number for number, name in enumerate(fullest)}
    if len(known) < 2:
        return {}
    at = [place for place, name in enumerate(columns) if name in known]
    own = np.array([known[columns[place]] for place in at], np.int64)
    features = _features([titles[place] for place in at], [leads[place] for place in at])
    taught = own.copy()
    scores = np.zeros((len(at), len(known)), np.float32)
    for _ in range(_ROUNDS):
        scores = _scores(features, taught, classes=len(known))
        together = _interchangeable(scores, own)
        taught = np.where(_beaten(scores, own, together) > MARGIN, -1, own)
    together = _interchangeable(scores, own)
    margins = _beaten(scores, own, together)
    best = np.where(together[own], -np.inf, scores).argmax(axis=1)
    unusual = scores[np.arange(len(at)), own] < _usual_fit(scores, own, taught)[own]
    order = list(known)
    return {
        at[row]: Suits(order[best[row]], margin, strange)
        for row, (margin, strange) in enumerate(zip(margins.tolist(), unusual.tolist(), strict=True))
        if np.isfinite(margin)
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Features:
    """The features of all posts one behind the other; post i has ids[starts[i]:starts[i + 1]], each weighted."""

    ids: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.int64]
    weights: Floats


def _features(titles: Sequence[str], leads: Sequence[str]) -> _Features:
    """A hundred numbers a post, made some posts at a time: all at once they would fill the memory many times over."""
    every, sizes = [], []
    for first in range(0, len(titles), _TOGETHER):
        ids, counts = _features_of(titles[first : first + _TOGETHER], leads[first : first + _TOGETHER])
        every.append(ids)
        sizes.append(counts)
    counts = np.concatenate(sizes)
    shares = np.minimum(1.0, _MOST_FEATURES / np.maximum(counts, 1)).astype(np.float32)
    return _Features(np.concatenate(every), np.concatenate(([0], np.cumsum(counts))), shares)


def _features_of(titles: Sequence[str], leads: Sequence[str]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.int64]]:
    """The features of some posts in their order, and how many each has."""
    plain = [f"q{_DIGITS.sub('0', title)}z" for title in titles]
    parts = [
        _runs(plain, 2, seed=1),
        _runs(plain, 3, seed=2),
        _runs([_DIGITS.sub("0", lead[:_LEAD]) for lead in leads], 2, seed=3),
        # What kind of title it is, three times: this is what two columns differ in foremost.
        *(_runs([f"文种{genre_of(title)}"[:4] for title in titles], 4, seed=4 + turn) for turn in range(3)),
    ]
    counts = np.sum([np.diff(starts) for _, starts in parts], axis=0)
    owners = np.concatenate([np.repeat(np.arange(len(titles)), np.diff(starts)) for _, starts in parts])
    ids = np.concatenate([ids for ids, _ in parts])
    return ids[np.argsort(owners, kind="stable")], counts


def _runs(texts: Sequence[str], length: int, *, seed: int) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.int64]]:
    """Hashed runs of so many letters of each text, and where each text's begin."""
    codes, edges = letter_codes(texts)
    counts = np.maximum(np.diff(edges) - (length - 1), 0)
    starts = np.concatenate(([0], np.cumsum(counts)))
    at = np.arange(starts[-1]) + np.repeat(edges[:-1] - starts[:-1], counts)
    hashes = np.full(len(at), seed * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF, np.uint64)
    for step in range(length):
        hashes = (hashes ^ codes[at + step].astype(np.uint64)) * np.uint64(0x100000001B3)
    hashes ^= hashes >> np.uint64(29)
    return ((hashes * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _BITS)).astype(np.uint16), starts


def _scores(features: _Features, taught: npt.NDArray[np.int64], *, classes: int) -> Floats:
    """How likely each post is in each column, as a sum of logarithms against the whole portal, itself left out."""
    size = 1 << _BITS
    counts, whole = np.zeros((classes, size), np.float32), np.full(size, 0.5, np.float32)
    for some, ids, sizes in _some(features, _TOGETHER):
        whole += np.bincount(ids, minlength=size)
        owner = np.repeat(taught[some], sizes)
        for number in np.unique(owner[owner >= 0]).tolist():
            counts[number] += np.bincount(ids[owner == number], minlength=size)
    share = whole / whole.sum()
    totals = counts.sum(axis=1)
    weight = np.float32(_SMOOTH * size / 64)
    prior = weight * share
    logs = np.log((counts + prior) / (totals[:, None] + weight)) - np.log(share)
    scores = np.zeros((len(taught), classes), np.float32)
    for some, ids, sizes in _some(features, max(1, _ROOM // classes)):
        if not len(ids):
            continue
        filled = np.flatnonzero(sizes)
        begins = (np.cumsum(sizes) - sizes)[filled]
        here = np.zeros((len(sizes), classes), np.float32)
        here[filled] = np.add.reduceat(logs[:, ids], begins, axis=1).T
        # In its own column a post must not vouch for itself.
        mine, many = np.repeat(taught[some], sizes), np.repeat(sizes, sizes)
        known = mine >= 0
        column, feature = mine[known], ids[known]
        less = np.maximum(counts[column, feature] - 1, 0) + prior[feature]
        left = np.log(less / (totals[column] - many[known] + weight)) - np.log(share[feature])
        change = np.zeros(len(ids), np.float32)
        change[known] = left - logs[column, feature]
        own = taught[some][filled]
        inside = own >= 0
        here[filled[inside], own[inside]] += np.add.reduceat(change, begins)[inside]
        scores[some] = here
    return scores * features.weights[:, None]


def _some(features: _Features, count: int) -> Iterator[tuple[slice, npt.NDArray[np.uint16], npt.NDArray[np.int64]]]:
    """So many posts at a time: which they are, their features, and how many each has."""
    posts = len(features.starts) - 1
    for first in range(0, posts, count):
        last = min(first + count, posts)
        starts = features.starts[first : last + 1]
        yield slice(first, last), features.ids[starts[0] : starts[-1]], np.diff(starts)


def _interchangeable(scores: Floats, own: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which columns hold the same things: many posts of each would do better in the other."""
    classes = scores.shape[1]
    best = scores.argmax(axis=1)
    confusion = np.bincount(own * classes + best, minlength=classes * classes).reshape(classes, classes)
    share = confusion / np.maximum(confusion.sum(axis=1, keepdims=True), 1)
    both = np.minimum(share, share.T) > _SHARED
    np.fill_diagonal(both, True)
    together: npt.NDArray[np.bool_] = both
    return together


def _beaten(scores: Floats, own: npt.NDArray[np.int64], together: npt.NDArray[np.bool_]) -> Floats:
    """By how much the best column that is not interchangeable with a post's own beats it."""
    others = np.where(together[own], -np.inf, scores)
    mine = np.where(together[own], scores, -np.inf).max(axis=1)
    margins: Floats = others.max(axis=1) - mine
    return margins


def _usual_fit(scores: Floats, own: npt.NDArray[np.int64], taught: npt.NDArray[np.int64]) -> Floats:
    """Below which score a post is unusual in each column, by the posts that were left in it."""
    usual = np.zeros(scores.shape[1], np.float32)
    for number in range(scores.shape[1]):
        core = scores[(own == number) & (taught == number), number]
        usual[number] = np.quantile(core, _UNUSUAL) if len(core) else 0.0
    return usual
