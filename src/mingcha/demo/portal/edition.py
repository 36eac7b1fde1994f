"""The portal's content as it stood at the end of one day: which posts there were, and in which lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mingcha.demo.county import sample_places
from mingcha.demo.places import Place
from mingcha.demo.portal.holdings import Fault, holdings
from mingcha.demo.posts import SamplePost, state_of
from mingcha.demo.story import story

# Which of the units' own posts the editors also show to the whole county: every so manieth.
_ALSO_IN_PORTAL = {"工作动态": ("要闻动态", 37), "乡镇动态": ("要闻动态", 41), "通知公告": ("通知公告", 11)}


@dataclass(frozen=True)
class Edition:
    """One day's content. Build it with `edition`; lists are newest first."""

    day: date
    posts: dict[int, SamplePost]
    lists: Mapping[int, Sequence[SamplePost]]
    changed: dict[int, date]

    def of(self, place: Place) -> Sequence[SamplePost]:
        return self.lists.get(place.number, ())

    @cached_property
    def _positions(self) -> dict[int, dict[int, int]]:
        return {}

    def position(self, post: SamplePost) -> int:
        """Where the post stands in the list of its own column."""
        place = sample_places()[post.unit, post.column]
        positions = self._positions.get(place.number)
        if positions is None:
            positions = {other.number: index for index, other in enumerate(self.of(place))}
            self._positions[place.number] = positions
        return positions[post.number]

    def fault(self, post: SamplePost) -> Fault | None:
        """The scattered fault in the post's body, if there is one that day."""
        fault = holdings().faults.get(post.number)
        return fault if fault is not None and self.day < fault.righted else None

    def modified(self, post: SamplePost) -> date:
        """The day of the post's last change."""
        fault = holdings().faults.get(post.number)
        righted = fault.righted if fault is not None and fault.righted <= self.day else post.appears
        return max(righted, post.modified or post.appears)


def edition(day: date) -> Edition:
    """The content at the end of that day."""
    places = sample_places()
    told = [state for named in story().posts if (state := state_of(named, day)) is not None]
    general = [post for post in holdings().posts if post.appears <= day]
    posts = {post.number: post for post in general} | {post.number: post for post in told}
    lists: dict[int, list[SamplePost]] = defaultdict(list)
    ordered = sorted([*reversed(general), *told], key=lambda p: (p.published, p.minute, p.number), reverse=True)
    for post in ordered:
        lists[places[post.unit, post.column].number].append(post)
        column, every = _ALSO_IN_PORTAL.get(post.column, ("", 0))
        if every and post.unit and post.counted and not post.key and post.number % every == 0:
            lists[places["", column].number].append(post)
    changed: dict[int, date] = {}
    for event in story().events:
        if event.on > day:
            continue
        if event.what == "emptied":
            number = places[event.unit, event.column].number
            for post in lists.pop(number, ()):
                posts.pop(post.number)
            changed[number] = event.on
        elif event.what in ("changed", "deleted", "moved"):
            (named,) = (post for post in story().posts if post.key == event.to)
            for column in filter(None, (named.column, event.column)):
                changed[places[named.unit, column].number] = event.on
    return Edition(day, posts, lists, changed)
