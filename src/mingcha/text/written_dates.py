"""Days as running text writes them, found with their places and with whatever of year, month and day they say.

Unlike `dates.read_date`, which takes a cell that is a day and nothing else, this finds days in sentences and keeps
those that cannot be: 2023年2月30日 is given as it stands.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_WORDS = "〇○零一二三四五六七八九十"
_DIGIT = {sign: str(value) for value, signs in enumerate(("〇○零", *"一二三四五六七八九")) for sign in signs}
# From 月 to both sides; the year stands at most this far before.
_BEFORE, _AFTER = 14, 8
_FIGURES = re.compile(
    r"(?:(?<![0-9])(?P<year>[0-9]{4})[ 　]*年[ 　]*)?(?<![0-9.．])(?P<month>[0-9]{1,2})[ 　]*月(?:[ 　]*(?P<day>[0-9]{1,2})(?:[ 　]*[日号]|(?=[ 　]*[-—–~～至到][ 　]*[0-9]{1,2}[ 　]*[日号])))?"
)
_IN_WORDS = re.compile(
    rf"(?:(?P<year>[一二][{_WORDS[:-1]}]{{3}})年)?(?P<month>[一二三四五六七八九十]{{1,2}})月(?:(?P<day>[一二三四五六七八九十]{{1,3}})[日号])?"
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """text[start:end] says year (0: unsaid), month and day (0: unsaid), possible or not."""

    start: int
    end: int
    year: int
    month: int
    day: int
    in_words: bool = False

    @property
    def fault(self) -> str:
        """Why there is no such day, in Chinese; empty when there is one, in some year if none is said."""
        if not 1 <= self.month <= 12:
            return f"没有{self.month}月"
        if not self.day:
            return ""
        last = monthrange(self.year or 2000, self.month)[1] if self.year != 0 or self.month == 2 else _LAST[self.month]
        if self.day > last:
            which = f"{self.year}年" if self.month == 2 and self.day == 29 else ""
            return f"{which}{self.month}月只有{last}天"
        return ""

    def in_year(self, year: int) -> date | None:
        """The day it is in that year, if there is one."""
        try:
            return date(self.year or year, self.month, self.day)
        except ValueError:
            return None


_LAST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def written_dates(text: str) -> Iterator[WrittenDate]:
    """Every month, and day of a month, that a text names, in order."""
    at, taken = text.find("月"), 0
    while at >= 0:
        if at and (text[at - 1] in " 　" or text[at - 1].isdecimal() or text[at - 1] in _WORDS):
            found = _around(text, at, taken)
            if found is not None:
                yield found
                taken = found.end
        at = text.find("月", at + 1)


def _around(text: str, at: int, taken: int) -> WrittenDate | None:
    first = max(taken, at - _BEFORE)
    piece = text[first : at + _AFTER]
    for pattern in (_FIGURES, _IN_WORDS):
        for match in pattern.finditer(piece):
            if match.start("month") < at - first < match.end():
                return _date(match, first, in_words=pattern is _IN_WORDS)
    return None


def _date(match: re.Match[str], first: int, *, in_words: bool) -> WrittenDate | None:
    read = _read_words if in_words else int
    year, month, day = match["year"], read(match["month"]), read(match["day"] or "0") if match["day"] else 0
    if in_words:
        year = "".join(_DIGIT[sign] for sign in year) if year else None
    return WrittenDate(first + match.start(), first + match.end(), int(year or 0), month, day, in_words)


def _read_words(text: str) -> int:
    """一 to 九十九; -1 for what is no number (一二, 十十)."""
    tens, ten, ones = text.partition("十")
    if len(tens) > 1 or len(ones) > 1 or (not ten and len(text) > 1) or "十" in ones:
        return -1
    return (10 * int(_DIGIT[tens] if tens else 1) if ten else 0) + int(
        _DIGIT[ones if ten else tens] if ones or not ten else 0
    )
