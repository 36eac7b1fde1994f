"""Days with the hour, as exports and pages state them: read for certain or refused with a sentence that says why."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

from mingcha.text.dates import NotADate, read_date
from mingcha.text.width import fold_all

# Seconds since 1970 count in universal time, and the country lives eight hours ahead of it, all year.
CHINA = timezone(timedelta(hours=8))
# 2000-01-01 to 2100-01-01; smaller numbers are days or dates written together.
_SECONDS = range(946_684_800, 4_102_444_800)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上|AM|PM)?\s*(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{1,2})(?:\s*[:分]\s*(?P<second>\d{1,2})?)?",
    re.IGNORECASE,
)
_PACKED = re.compile(r"\d{8}(\d{2})(\d{2})(\d{2})")
_LATE = frozenset({"下午", "晚上", "pm"})


def read_moment(value: str | int | float | date | datetime) -> tuple[date, time | None]:
    """The day a cell means and, where it says so, the time of day. Raises NotADate.

    Besides what `read_date` takes, seconds or milliseconds since 1970 as the platforms' own interfaces write them.
    """
    if isinstance(value, bool):
        return read_date(value), None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdecimal() and len(value.strip()) < 16:
        value = _as_number(value.strip())
    if isinstance(value, int | float) and (moment := _since_1970(value)):
        return moment
    if isinstance(value, datetime):
        return value.date(), _unless_midnight(value.time().replace(microsecond=0, tzinfo=None))
    if isinstance(value, float) and 0 < value % 1 < 1 and value < 100_000:
        return read_date(value), _part_of_day(value % 1)
    day = read_date(value)
    return day, _clock(value) if isinstance(value, str) else None


def _as_number(text: str) -> str | int:
    return int(text) if len(text) in (10, 13) and not _PACKED.fullmatch(text) else text


def _since_1970(value: int | float) -> tuple[date, time] | None:
    for seconds in (value, value / 1000):
        if _SECONDS.start <= seconds < _SECONDS.stop:
            moment = datetime.fromtimestamp(int(seconds), CHINA)
            return moment.date(), moment.time()
    return None


def _part_of_day(part: float) -> time | None:
    moment = datetime(2000, 1, 1, tzinfo=CHINA) + timedelta(seconds=round(part * 86_400))
    return moment.time() if moment.day == 1 else None


def _clock(text: str) -> time | None:
    """The time of day written after a date that was understood; None when there is none or it is no time."""
    plain = fold_all(text).strip()
    if packed := _PACKED.fullmatch(plain):
        return _time(*map(int, packed.groups()))
    match = _CLOCK.search(plain)
    if match is None:
        return None
    hour = int(match["hour"])
    if match["half"] and match["half"].lower() in _LATE and hour < 12:
        hour += 12
    return _time(hour, int(match["minute"]), int(match["second"] or 0))


def _time(hour: int, minute: int, second: int) -> time | None:
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _unless_midnight(clock: time) -> time | None:
    """A date cell is a moment at midnight; nobody publishes on its first second."""
    return clock if clock != time() else None


__all__ = ["CHINA", "NotADate", "read_moment"]
