"""Times of day as running text writes them, found with their places: 8:30, 14时30分, 上午9点, and those that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_BEFORE, _AFTER = 26, 10
_CLOCK = re.compile(
    r"(?P<half>上午|下午|中午|凌晨|早上|早晨|晚上|傍晚|[早晚])?[ 　]*(?<![0-9.:：/])(?P<hour>[0-9]{1,2})[ 　]?"
    r"(?:[:：][ 　]?(?P<sharp>[0-9]{2})(?::[0-9]{2})?(?![0-9:：.%])|[时点](?:[ 　]?(?P<minute>[0-9]{1,2})[ 　]?分|整|半)?)"
)
_MARK = re.compile("(?<=[0-9 ])[:：时点]")
# What stands right before a number that is surely a time of day: a day, a part of a day, or another time and a dash.
_SURELY = re.compile(
    r"(?:[0-9]{1,2}[ 　]*月[ 　]*[0-9]{1,2}[ 　]*[日号]|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[每当次本同翌][天日]|(?:星期|周)[一二三四五六日天]"
    r"|[0-9]{1,2}(?:[:：][0-9]{2}|[时点](?:[0-9]{1,2}分)?)[ 　]*[至到—–\-～~]+)[ 　]*[)）]?[ 　]*$"
)
MORNING = frozenset(("上午", "凌晨", "早上", "早晨", "早"))
AFTERNOON = frozenset(("下午", "晚上", "傍晚", "晚"))


@dataclass(frozen=True, slots=True)
class WrittenClock:
    """text[start:end] says a time of day, possible or not; `half` is 上午, 晚 … or empty, minute -1 when unsaid.

    `is_sure`: what stands around says that it is a time and no duration, score or scale.
    """

    start: int
    end: int
    half: str
    hour: int
    minute: int
    is_sure: bool

    @property
    def fault(self) -> str:
        """Why there is no such time, in Chinese; empty when there is."""
        if self.hour > 24:
            return f"一天没有{self.hour}时"
        if self.minute > 59:
            return f"一小时没有{self.minute}分"
        if self.hour == 24 and self.minute > 0:
            return "24时之后应写为次日0时"
        if self.half in MORNING and self.hour > 12:
            return f"{self.hour}时不在{self.half}"
        return ""

    @property
    def minutes(self) -> int:
        """Minutes of the day as written, with a 下午 put on the other twelve hours."""
        hour = self.hour + 12 if self.half in AFTERNOON and self.hour < 12 else self.hour
        if self.half in MORNING and hour == 12:
            hour = 12
        return hour * 60 + max(self.minute, 0)


def written_clocks(text: str, marks: Iterable[int] | None = None) -> Iterator[WrittenClock]:
    """Every time of day in a text, in order. `marks` are the offsets of : ： 时 点 after a digit, where they are known."""
    taken = 0
    for at in (match.start() for match in _MARK.finditer(text)) if marks is None else marks:
        if at >= taken:
            found = _around(text, at, taken)
            if found is not None:
                yield found
                taken = found.end


def _around(text: str, at: int, taken: int) -> WrittenClock | None:
    first = max(taken, at - 12)
    piece = text[first : at + _AFTER]
    for match in _CLOCK.finditer(piece):
        if match.start("hour") < at - first < match.end():
            start = first + match.start()
            if match["half"] is None:
                start = first + match.start("hour")
            minute = int(match["sharp"] or match["minute"] or -1)
            before = text[max(0, start - _BEFORE) : start]
            sure = (
                bool(match["half"]) or bool(_SURELY.search(before)) or bool(match["minute"] and int(match["hour"]) < 25)
            )
            return WrittenClock(start, first + match.end(), match["half"] or "", int(match["hour"]), minute, sure)
    return None
