"""Drafting a notice: which cases may stand on it, grouped by unit in official order, and its words and days."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from mingcha.model.case import CaseState, RecheckResult
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.cases.models import Case
from mingcha.web.notices import wording
from mingcha.web.notices.models import Notice, NoticeCopy, NoticeLine
from mingcha.web.publishing.refusals import Refused

# Those a unit may be told of, for the first time or again; an answered one is looked at first.
TELLABLE = (CaseState.CONFIRMED.value, CaseState.TOLD.value, CaseState.RECHECKED.value)
# What is right, or could not be looked at, is not told again by itself.
_RIGHT = (RecheckResult.FIXED.value, RecheckResult.PAGE_GONE.value, RecheckResult.NOT_LOOKED.value, "")


def waiting() -> QuerySet[Case]:
    """Confirmed cases that no unit has been told of and that stand on no draft, whether somebody knows their unit or not."""
    drafted = NoticeLine.objects.filter(copy__notice__state=Notice.State.DRAFT).values("case")
    return Case.objects.filter(state=CaseState.CONFIRMED.value).exclude(pk__in=drafted)


def tellable() -> QuerySet[Case]:
    """Whatever may be put on a list: what waits, and what was told before and is not mended."""
    drafted = NoticeLine.objects.filter(copy__notice__state=Notice.State.DRAFT).values("case")
    return Case.objects.filter(state__in=TELLABLE, unit__isnull=False).exclude(pk__in=drafted)


def draft(
    *,
    cases: Iterable[Case],
    title: str = "",
    dated: date,
    due: date,
    by: User | None,
    at: datetime,
    text: str = "",
    by_severity: bool = False,
    repeats: Notice | None = None,
) -> Notice:
    """A new draft with a copy for each unit. Without title and text it takes the office's template.

    Refused: no cases, one without unit or already done with or on another draft, a deadline that is no later than the
    date.
    """
    words = wording.current()
    title, text = title.strip() or words.title, wording.tidy(text) or words.text
    _check_words(title, text)
    _check_days(dated, due)
    with transaction.atomic():
        notice = Notice.objects.create(
            year=dated.year,
            title=title,
            text=text,
            sender=words.sender,
            dated=dated,
            due=due,
            by_severity=by_severity,
            repeats=repeats,
            created_by=by,
            created_at=at,
        )
        number = _add(notice, cases)
        record(actor=by, action="起草整改通知", target=str(notice), detail=f"{number} 项")
    return notice


def follow_up(notice: Notice, *, dated: date, due: date, by: User | None, at: datetime) -> Notice:
    """A draft that tells again what an issued notice told in vain: overdue and unanswered, or looked at and not right.

    Refused when there is nothing of the kind.
    """
    cases = unmended(notice, today=dated)
    if not cases.exists():
        raise Refused(f"{notice}没有超期未答复或复核未通过的事项，不用再次交办。")
    return draft(cases=list(cases), dated=dated, due=due, by=by, at=at, repeats=notice)


def unmended(notice: Notice, *, today: date) -> QuerySet[Case]:
    """The cases of a notice that may be told again, as far as they stand on no draft yet."""
    late = Q(state=CaseState.TOLD.value, due__lt=today)
    looked_at = Q(state=CaseState.RECHECKED.value) & ~Q(result__in=_RIGHT)
    return tellable().filter(late | looked_at, lines__copy__notice=notice)


@transaction.atomic
def add_cases(notice: Notice, cases: Iterable[Case], *, by: User | None, at: datetime) -> int:
    """Put more cases on a draft; returns how many."""
    row = locked_draft(notice)
    number = _add(row, cases)
    record(actor=by, action="清单选入事项", target=str(row), detail=f"{number} 项")
    return number


@transaction.atomic
def remove_cases(notice: Notice, cases: Collection[Case], *, by: User | None, at: datetime) -> int:
    """Take cases off a draft; a unit with none left gets no copy. Returns how many."""
    row = locked_draft(notice)
    gone, _ = NoticeLine.objects.filter(copy__notice=row, case__in=cases).delete()
    NoticeCopy.objects.filter(notice=row, lines=None).delete()
    _renumber(row)
    record(actor=by, action="清单移出事项", target=str(row), detail=f"{gone} 项")
    return gone


@transaction.atomic
def change(
    notice: Notice,
    *,
    title: str,
    text: str,
    sender: str,
    dated: date,
    due: date,
    by_severity: bool,
    by: User | None,
    at: datetime,
) -> None:
    """Other words and days for a draft."""
    row = locked_draft(notice)
    _check_words(title, text)
    _check_days(dated, due)
    row.title, row.text, row.sender = title.strip(), wording.tidy(text), sender.strip()
    row.year, row.dated, row.due, row.by_severity = dated.year, dated, due, by_severity
    row.save()
    record(actor=by, action="修改整改通知", target=str(row), detail=f"期限 {due}")


@transaction.atomic
def discard(notice: Notice, *, by: User | None, at: datetime) -> None:
    """Throw a draft away; its cases wait again."""
    row = locked_draft(notice)
    name = str(row)
    row.delete()
    record(actor=by, action="删除整改通知草稿", target=name)


def locked_draft(notice: Notice) -> Notice:
    """The row for changing, held until the transaction ends; Refused when it was issued or discarded meanwhile."""
    row = Notice.objects.select_for_update(of=("self",)).filter(pk=notice.pk).first()
    if row is None:
        raise Refused("这份通知草稿已经删除。")
    if not row.is_draft:
        raise Refused(f"{row}已经印发，不能再修改。")
    return row


def _add(notice: Notice, cases: Iterable[Case]) -> int:
    keys = {case.pk for case in cases}
    rows = list(
        Case.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .select_related("unit")
        .order_by("unit__group__order", "unit__order", "unit_id", "-severity", "check_name", "pk")
    )
    _check_cases(notice, rows)
    copies = {copy.unit_id: copy for copy in NoticeCopy.objects.filter(notice=notice)}
    for row in rows:
        if row.unit_id not in copies:
            copies[row.unit_id] = NoticeCopy.objects.create(notice=notice, unit=row.unit)
    there = set(NoticeLine.objects.filter(copy__notice=notice).values_list("case", flat=True))
    new = [row for row in rows if row.pk not in there]
    NoticeLine.objects.bulk_create(NoticeLine(copy=copies[row.unit_id], case=row, position=0) for row in new)
    _renumber(notice)
    return len(new)


def _check_cases(notice: Notice, rows: list[Case]) -> None:
    if not rows:
        raise Refused("没有选中整改事项，请先选择要交办的事项。")
    nobodys = [row for row in rows if row.unit_id is None]
    if nobodys:
        raise Refused(f"“{nobodys[0]}”等 {len(nobodys)} 项还不知道属于哪个单位，不能交办；请先在“待归属”中确定单位。")
    for row in rows:
        if row.state not in TELLABLE:
            raise Refused(f"“{row}”现为“{CaseState(row.state).label}”，不能列入清单。")
    others = NoticeLine.objects.filter(case__in=rows, copy__notice__state=Notice.State.DRAFT)
    taken = others.exclude(copy__notice=notice).select_related("case", "copy__notice").first()
    if taken:
        raise Refused(f"“{taken.case}”已在另一份草稿“{taken.copy.notice}”中，请先从那份草稿移出。")


def _renumber(notice: Notice) -> None:
    """Positions count from one within each unit, the gravest first."""
    lines = list(
        NoticeLine.objects.filter(copy__notice=notice).order_by("copy", "-case__severity", "case__check_name", "case")
    )
    copy, position = None, 0
    for line in lines:
        position = position + 1 if line.copy_id == copy else 1
        copy, line.position = line.copy_id, position
    NoticeLine.objects.bulk_update(lines, ["position"], batch_size=500)


def _check_days(dated: date, due: date) -> None:
    if due <= dated:
        raise Refused(f"整改期限 {due} 应晚于通知日期 {dated}，请改期限。")


def _check_words(title: str, text: str) -> None:
    for fault in (*wording.faults(title, known=wording.TITLE_PLACES), *wording.faults(text)):
        raise Refused(fault)
