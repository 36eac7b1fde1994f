"""The lines of a page outside menus and boxes, each with whether it stands in the head of the post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.collect.patterns.bodies import ASIDE, Box
from mingcha.collect.patterns.head_words import INFO, SEAM
from mingcha.collect.patterns.heads import Head
from mingcha.pages.flow import Flow

__all__ = ["Line", "head_lines"]


def seamed(flow: Flow) -> Iterator[tuple[int, str]]:
    """The lines of a page with a seam between their texts, so that a value never runs into the next label."""
    lines = flow.all_lines()
    for number, (at, words) in enumerate(lines):
        until = lines[number + 1][0] if number + 1 < len(lines) else len(flow)
        pieces = [piece for piece in flow.texts[at:until] if piece]
        yield at, SEAM.join(pieces) if len(pieces) > 1 else words


class _Asides:
    """Which places lie in menus and boxes beside the post; each element is looked at once."""

    def __init__(self, flow: Flow, box: Box | None) -> None:
        self._flow, self._box = flow, box
        self._known: dict[int, bool] = {-1: False}

    def holds(self, place: int) -> bool:
        flow, box = self._flow, self._box
        passed: list[int] = []
        known: bool | None = None
        above = flow.parents[place]
        while known is None:
            known = self._known.get(above)
            if known is None:
                passed.append(above)
                if box and above <= box.start < flow.ends[above]:
                    known = False
                elif self._is_aside(above):
                    known = True
                else:
                    above = flow.parents[above]
        for one in passed:
            self._known[one] = known
        return known

    def _is_aside(self, place: int) -> bool:
        flow = self._flow
        if flow.tags[place] in ("nav", "aside", "footer", "header"):
            return True
        hint = flow.hint(place)
        return bool(hint) and ASIDE.search(hint) is not None and (flow.ends[place] - place) * 2 < len(flow)


@dataclass(frozen=True, slots=True)
class Line:
    place: int
    words: str
    near: bool  # in the head of the post: between its title and its first long words
    next: bool = False  # right below the title


def head_lines(flow: Flow, box: Box | None, head: Head | None) -> list[Line]:
    """The page's lines outside menus and boxes beside the post, each with whether it stands in the post's head."""
    begun = head.end if head else 0
    until = box.start if box and head and box.start >= head.end else None
    found: list[Line] = []
    long_seen, below = False, 0
    count = 0
    asides = _Asides(flow, box)
    for place, words in seamed(flow):
        near = False
        below += head is not None and place >= begun
        if head and place >= begun and not long_seen:
            if until is not None and place >= until:
                near = count < 2 and len(words) < 80
                count += 1
            else:
                near = True
            if len(words) >= 100 and not INFO.search(words):
                long_seen, near = True, False
        elif head and place < head.start:
            near = head.start - place < 120 and INFO.search(words) is not None
        if near or not asides.holds(place):
            found.append(Line(place, words, near, below == 1))
    return found
