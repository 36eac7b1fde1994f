"""The times of the story: a day of it in office hours, and a clock that goes on from there as real time does."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_HERE = ZoneInfo("Asia/Shanghai")


def at(day: date, *, hour: int = 9, minute: int = 30) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=_HERE)


def clock(moment: datetime) -> Callable[[], datetime]:
    begun = time.monotonic()
    return lambda: moment + timedelta(seconds=time.monotonic() - begun)
