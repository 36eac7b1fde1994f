"""One quiet message a day for each unit: what is new, what is due by the next working day, what is overdue.

Nothing is sent when nothing is new since the last one, at night, or on a day off. Who gets what is told by `news`, which
reads no clock and no table.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from mingcha.model.case import CaseState, RecheckResult
from mingcha.web.cases.models import Case
from mingcha.web.notices import hours
from mingcha.web.notices.models import Digest
from mingcha.web.notices.sending import enlist_digests
from mingcha.web.notices.wording import day
from mingcha.web.units.models import Unit
from mingcha.web.workdays import calendar

# In the unit's hands: told and not answered, or looked at again and not right.
_OWED = (CaseState.TOLD, CaseState.RECHECKED)
_OPEN = (*_OWED, CaseState.ANSWERED)
# How many cases of a kind are named; the rest is on the unit's page.
NAMED = 10
# What was looked at before the last message is no news; farther back nobody needs to read.
LOOKED_BACK = timedelta(days=40)

NextWorkingDay = Callable[[date], date]


@dataclass(frozen=True, slots=True)
class CaseToday:
    """A case that a unit was told of, as far as a reminder goes."""

    key: int
    about: str
    state: CaseState
    told: datetime
    due: date | None
    rechecked: datetime | None = None
    result: RecheckResult | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What a unit is to hear today. `states` counts its open cases by state."""

    new: tuple[CaseToday, ...]
    due_soon: tuple[CaseToday, ...]
    newly_overdue: tuple[CaseToday, ...]
    overdue: tuple[CaseToday, ...]
    rechecked: tuple[CaseToday, ...]
    states: tuple[tuple[CaseState, int], ...]

    @property
    def is_any(self) -> bool:
        """Whether something happened; that much is still overdue is no news."""
        return bool(self.new or self.due_soon or self.newly_overdue or self.rechecked)


def news(cases: Iterable[CaseToday], *, today: date, since: datetime | None, next_working_day: NextWorkingDay) -> News:
    """What has happened to a unit's cases since its last message. What is due by the next working day is told once."""
    soon = next_working_day(today)
    held = sorted(cases, key=lambda one: (one.due or date.max, one.key))
    owed = [one for one in held if one.state in _OWED]
    told_until = timezone.localtime(since).date() if since else date.min
    reminded_until = next_working_day(told_until) if since else date.min
    overdue = [one for one in owed if one.due and one.due < today]
    counts = Counter(one.state for one in held)
    return News(
        new=tuple(one for one in owed if since is None or one.told > since),
        due_soon=tuple(one for one in owed if one.due and today <= one.due <= soon and one.due > reminded_until),
        newly_overdue=tuple(one for one in overdue if one.due and one.due >= told_until),
        overdue=tuple(overdue),
        rechecked=tuple(one for one in held if since and one.rechecked and one.rechecked > since),
        states=tuple((state, counts[state]) for state in _OPEN if counts[state]),
    )


def make_digests(at: datetime) -> int:
    """Write today's messages and have them sent; returns how many are new. May be run as often as you like."""
    if not hours.is_time_for_digests(at, calendar=calendar()):
        return 0
    today = timezone.localtime(at).date()
    made = 0
    known = set(Digest.objects.filter(day=today).values_list("unit", flat=True))
    last = dict(Digest.objects.order_by("made_at").values_list("unit", "made_at"))
    for unit, cases in _cases_by_unit(at).items():
        if unit in known:
            continue
        found = news(
            cases,
            today=today,
            since=last.get(unit),
            next_working_day=lambda one: hours.next_working_day(one, calendar=calendar()),
        )
        if found.is_any:
            made += _write(unit, found, today=today, at=at)
    # Also those that an earlier run wrote before it was killed.
    enlist_digests(Digest.objects.filter(day=today), at=at)
    return made


def _write(unit_id: int, found: News, *, today: date, at: datetime) -> int:
    unit = Unit.objects.get(pk=unit_id)
    try:
        with transaction.atomic():
            Digest.objects.create(
                unit=unit,
                day=today,
                title=title(found, today=today),
                text=text(found, unit=unit.prose_name or unit.name),
                facts=json.dumps(asdict(found), ensure_ascii=False, default=str),
                made_at=at,
            )
    except IntegrityError:
        return 0  # somebody else has just written it
    return 1


def _cases_by_unit(at: datetime) -> dict[int, list[CaseToday]]:
    rows = Case.objects.filter(told_at__isnull=False, unit__isnull=False).exclude(state=CaseState.WITHDRAWN.value)
    rows = rows.exclude(state=CaseState.CLOSED.value, rechecked_at=None)
    rows = rows.exclude(state=CaseState.CLOSED.value, rechecked_at__lt=at - LOOKED_BACK)
    names = ("unit", "pk", "about", "state", "told_at", "due", "rechecked_at", "result")
    found: dict[int, list[CaseToday]] = {}
    for unit, key, about, state, told, due, rechecked, result in rows.order_by().values_list(*names):
        case = CaseToday(key, about, CaseState(state), told, due, rechecked, RecheckResult(result) if result else None)
        found.setdefault(unit, []).append(case)
    return found


def title(found: News, *, today: date) -> str:
    parts = [
        f"{words} {len(some)} 项"
        for words, some in (
            ("新交办", found.new),
            ("即将到期", found.due_soon),
            ("已超期", found.overdue),
            ("新复核", found.rechecked),
        )
        if some
    ]
    return f"政务公开整改提醒（{today.month}月{today.day}日）：" + "，".join(parts)


def text(found: News, *, unit: str) -> str:
    """The message, in the order of what must be done first."""
    parts = (
        ("已超过整改期限", found.overdue),
        ("最迟下一个工作日到期", found.due_soon),
        ("新交办", found.new),
        ("新复核", found.rechecked),
    )
    lines = [f"{unit}："]
    for words, some in parts:
        if some:
            lines += ["", f"{words} {len(some)} 项", *(_line(one) for one in some[:NAMED])]
            lines += [f"　　……共 {len(some)} 项，其余见清单。"] if len(some) > NAMED else []
    if found.states:
        counts = "，".join(f"{state.label} {number} 项" for state, number in found.states)
        lines += ["", f"目前未销号：{counts}。"]
    return "\n".join([*lines, "", "请登录“明察”查看清单、答复整改情况，或在期限前申请延期。"])


def _line(one: CaseToday) -> str:
    """A quote in it is masked already; a whole sentence is not needed to know which one it is."""
    tail = f"（期限{day(one.due)}）" if one.due else ""
    if one.state is not CaseState.TOLD and one.result:
        tail = f"（复核：{one.result.label}）" + tail
    about = one.about if len(one.about) <= 50 else one.about[:49] + "…"
    return f"　　{one.key}　{about}{tail}"
