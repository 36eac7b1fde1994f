"""The rule by which a pager's addresses are numbered, learned from some of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["PageRule", "learned"]

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class PageRule:
    """Page p has the address head + (step × p + shift) + tail; steps of −1 number backwards, of 20 count posts."""

    head: str
    tail: str
    step: int
    shift: int
    width: int

    def __call__(self, page: int) -> str:
        return f"{self.head}{str(self.step * page + self.shift).zfill(self.width)}{self.tail}"

    def number_of(self, url: str) -> int | None:
        if url.startswith(self.head) and url.endswith(self.tail):
            middle = url[len(self.head) : len(url) - len(self.tail)]
            if middle.isdecimal() and (int(middle) - self.shift) % self.step == 0:
                return (int(middle) - self.shift) // self.step
        return None


def learned(known: dict[int, str]) -> PageRule | None:
    """The rule that makes all the known addresses, or None."""
    pairs = sorted(known.items())
    if not pairs:
        return None
    if len(pairs) == 1:
        return _from_one(*pairs[0])
    (one, first), (other, second) = pairs[0], pairs[-1]
    for mine, theirs in zip(_DIGITS.finditer(first), _DIGITS.finditer(second), strict=False):
        if first[: mine.start()] == second[: theirs.start()] and first[mine.end() :] == second[theirs.end() :]:
            if mine[0] == theirs[0]:
                continue
            difference = int(theirs[0]) - int(mine[0])
            if difference % (other - one):
                return None
            step = difference // (other - one)
            width = (
                len(mine[0]) if mine[0].startswith("0") or (len(mine[0]) == len(theirs[0]) and mine[0][0] == "0") else 1
            )
            rule = PageRule(first[: mine.start()], first[mine.end() :], step, int(mine[0]) - step * one, width)
            wrong = [number for number, url in pairs if rule(number) != url]
            if not wrong:
                return rule
            if len(pairs) > 2 and wrong == [one]:
                return learned(dict(pairs[1:]))
    if len(pairs) > 2:
        return learned(dict(pairs[1:]))
    return _from_one(*pairs[-1])


def _from_one(number: int, url: str) -> PageRule | None:
    """The rule one address suggests: it holds the page's number itself, or one less, as a number of its own near the end."""
    name = url.rfind("/") + 1
    matches = [match for match in _DIGITS.finditer(url) if match.start() >= name]
    for shift in (0, -1):
        hits = [match for match in matches if int(match[0]) == number + shift]
        if len(hits) == 1 or (hits and shift == 0):
            hit = hits[-1]
            return PageRule(url[: hit.start()], url[hit.end() :], 1, shift, len(hit[0]) if hit[0][0] == "0" else 1)
    return None
