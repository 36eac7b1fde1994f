"""Many texts looked at together, in chunks that stay in the processor's cache, whole and squeezed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingcha.examine.wording.expanding import expanded_matches
from mingcha.examine.wording.squeezing import squeezed_matches
from mingcha.text.matching.matcher import Matcher, Matches
from mingcha.text.normal import plain_codes

# How many characters are looked at together; how far a phrase may reach over the end of a long text's chunk.
CHUNK, REACH = 300_000, 256
# No text holds it, and no phrase.
BETWEEN = "\uffff"
# A chunk with more matches than this keeps so many of each phrase.
TOO_MANY, OF_EACH = 50_000, 200

Parts = list[list[Matches]]


@dataclass(frozen=True, slots=True, eq=False)
class Scanned:
    """For each text its matches, and those of phrases that something was put into; parts of one text are in order."""

    whole: Parts
    apart: Parts


def scanned(matcher: Matcher, texts: Sequence[str]) -> Scanned:
    """What the matcher finds in each text; offsets are the text's own."""
    found = Scanned([[] for _ in texts], [[] for _ in texts])
    for chunk, owners, begins, limit in _chunks(texts):
        codes, encoding = plain_codes(chunk)
        plain = codes.tobytes().decode(encoding)
        _share(_some(matcher.find(plain)), owners, begins, limit, found.whole)
        _share(expanded_matches(matcher, codes, plain), owners, begins, limit, found.whole)
        _share(_some(squeezed_matches(matcher, codes, encoding)), owners, begins, limit, found.apart)
    return found


def _some(found: Matches) -> Matches:
    """The first matches of each phrase, where a chunk holds more of them than any prose does: 哈哈哈哈……"""
    if len(found) <= TOO_MANY:
        return found
    order = np.argsort(found.which, kind="stable")
    which = found.which[order]
    firsts = np.flatnonzero(np.concatenate([[True], which[1:] != which[:-1]]))
    ranks = np.arange(len(which)) - np.repeat(firsts, np.diff(np.append(firsts, len(which))))
    return found.where(np.sort(order[ranks < OF_EACH]))


def _chunks(texts: Sequence[str]) -> Iterator[tuple[str, list[int], NDArray[np.int64], int]]:
    """Chunks of text: the text, whose it is, where each owner's text begins in it, and where what begins is not its."""
    waiting: list[int] = []
    length = 0
    for index, text in enumerate(texts):
        if len(text) >= CHUNK:
            for start in range(0, len(text), CHUNK):
                end = min(start + CHUNK, len(text))
                yield text[start : end + REACH], [index], np.array([-start], dtype=np.int64), end - start
            continue
        waiting.append(index)
        length += len(text) + 1
        if length >= CHUNK:
            yield _together(texts, waiting)
            waiting, length = [], 0
    if waiting:
        yield _together(texts, waiting)


def _together(texts: Sequence[str], some: list[int]) -> tuple[str, list[int], NDArray[np.int64], int]:
    lengths = np.array([len(texts[index]) + 1 for index in some], dtype=np.int64)
    text = BETWEEN.join([texts[index] for index in some])
    return text, list(some), np.cumsum(lengths) - lengths, len(text)


def _share(
    found: Matches, owners: list[int], begins: NDArray[np.int64], limit: int, places: list[list[Matches]]
) -> None:
    """Give each owner of a chunk its own matches, with offsets of its own text."""
    if not len(found):
        return
    if len(owners) == 1:
        own = found.where(found.starts < limit)
        if len(own):
            places[owners[0]].append(Matches(own.starts - begins[0], own.ends - begins[0], own.which))
        return
    owner = np.searchsorted(begins, found.starts, side="right") - 1
    cuts = np.flatnonzero(np.diff(owner)) + 1
    for first, last in zip([0, *cuts.tolist()], [*cuts.tolist(), len(owner)], strict=True):
        which = int(owner[first])
        begin = begins[which]
        part = found.where(np.arange(first, last))
        places[owners[which]].append(Matches(part.starts - begin, part.ends - begin, part.which))
