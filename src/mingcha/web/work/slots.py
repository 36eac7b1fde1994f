"""When a line of the plan is due: worked out from the time and the slot that was queued last, and from nothing else."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mingcha.web.rounds.sites import quiet_hours
from mingcha.web.work.models import Schedule


@dataclass(frozen=True, slots=True)
class Due:
    """The slot to be queued; with `is_anew` the clock was put back and the plan begins anew at this slot, which counts
    as done."""

    slot: datetime
    is_anew: bool = False
    told: str = ""


def due(line: Schedule, *, at: datetime) -> Due | None:
    """What of this line is to be queued now; of several missed times only the last. None: nothing, or quiet hours.

    A clock put back by less than a period does nothing twice, for the slot is known; put back further it would stop the
    plan until it has caught up, so that the plan begins anew.
    """
    slot = slot_before(line, at)
    if line.last_slot is None:
        # A new line waits for its next time; what comes every few minutes begins at once.
        return Due(slot, is_anew=line.every != Schedule.Every.MINUTES)
    if line.last_slot > next_after(line, at):
        back = f"{timezone.localtime(line.last_slot):%Y-%m-%d %H:%M}"
        return Due(slot, is_anew=True, told=f"系统时钟被往回拨过（上次排期为 {back}），计划从现在重新排，没有重复执行")
    if slot <= line.last_slot or is_quiet(line, at):
        return None
    return Due(slot)


def slot_before(line: Schedule, at: datetime) -> datetime:
    """The last planned time up to this moment."""
    if line.every == Schedule.Every.MINUTES:
        seconds = max(1, line.minutes) * 60
        return at - timedelta(seconds=at.timestamp() % seconds)
    here = timezone.localtime(at)
    slot = _at(line, _day(line, here.date()))
    return slot if slot <= at else _at(line, _day_before(line, here.date()))


def next_after(line: Schedule, at: datetime) -> datetime:
    """The first planned time after this moment."""
    if line.every == Schedule.Every.MINUTES:
        return slot_before(line, at) + timedelta(minutes=max(1, line.minutes))
    day = timezone.localtime(at).date()
    for ahead in range(0, 63):
        slot = _at(line, _day(line, day + timedelta(days=ahead)))
        if slot > at:
            return slot
    raise AssertionError("every line has a time within two months")


def is_quiet(line: Schedule, at: datetime) -> bool:
    """Whether nothing shall be begun now."""
    here = timezone.localtime(at).time()
    for first, last in quiet_hours(line.quiet.replace("，", "\n").replace(",", "\n")):
        if first <= here < last if first < last else here >= first or here < last:
            return True
    return False


def _day(line: Schedule, day: date) -> date:
    """The planned day of the day's own week or month."""
    if line.every == Schedule.Every.WEEKLY:
        return day + timedelta(days=line.weekday - day.weekday())
    if line.every == Schedule.Every.MONTHLY:
        return day.replace(day=min(line.monthday, monthrange(day.year, day.month)[1]))
    return day


def _day_before(line: Schedule, day: date) -> date:
    if line.every == Schedule.Every.WEEKLY:
        return _day(line, day - timedelta(days=7))
    if line.every == Schedule.Every.MONTHLY:
        return _day(line, day.replace(day=1) - timedelta(days=1))
    return day - timedelta(days=1)


def _at(line: Schedule, day: date) -> datetime:
    hour = line.at_time if isinstance(line.at_time, time) else time.fromisoformat(str(line.at_time))
    return timezone.make_aware(datetime.combine(day, hour))
