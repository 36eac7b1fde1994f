"""The history of an address: when it was first seen, stayed, changed, went and came back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mingcha.model.fetch import FetchOutcome
from mingcha.model.snapshot import Kept, Snapshot

_GONE = {FetchOutcome.GONE, FetchOutcome.SOFT_GONE}
_SEEN = {FetchOutcome.OK, FetchOutcome.NOT_MODIFIED}


class Change(StrEnum):
    """What a snapshot says beside the one before; the value is what people read."""

    FIRST = "首次采集"
    SAME = "没有变化"
    CHANGED = "内容有变化"
    GONE = "网页不存在"
    BACK = "重新出现"
    NOT_KNOWN = "没有取到"


@dataclass(frozen=True, slots=True)
class Event:
    """One snapshot in the history. `before` is the last snapshot with content before it: what to compare it with."""

    snapshot: Snapshot
    change: Change
    before: Snapshot | None = None

    @property
    def sentence(self) -> str:
        """2023年12月1日 08:30 内容有变化（12,345 字节）"""
        one = self.snapshot
        told = f"{one.at.year}年{one.at.month}月{one.at.day}日 {one.at:%H:%M} {self.change}"
        if self.change in (Change.GONE, Change.NOT_KNOWN):
            return f"{told}：{one.outcome.sentence}"
        if self.change is Change.BACK and self.before and self.before.digest == one.digest:
            return f"{told}，内容与消失前相同"
        purged = "，内容已按保存期限清除" if one.kept is Kept.PURGED else ""
        return f"{told}（{one.size:,} 字节）{purged}"


def history(snapshots: Iterable[Snapshot]) -> tuple[Event, ...]:
    """The events of one address, oldest first. That nothing was got says nothing of the page: it is not gone."""
    events: list[Event] = []
    last: Snapshot | None = None
    is_gone = False
    for one in snapshots:
        if one.outcome in _GONE:
            change, is_gone = Change.GONE, True
        elif one.outcome not in _SEEN:
            change = Change.NOT_KNOWN
        elif is_gone:
            change, is_gone = Change.BACK, False
        elif last is None:
            change = Change.FIRST
        elif one.kept is Kept.NOT_MODIFIED or one.digest == last.digest:
            change = Change.SAME
        else:
            change = Change.CHANGED
        events.append(Event(one, change, last))
        if one.outcome in _SEEN:
            last = one
    return tuple(events)
