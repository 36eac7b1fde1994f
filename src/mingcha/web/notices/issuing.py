"""Issuing a notice: it gets its number, its files are kept, its cases are told, and it never changes again."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from mingcha.model.case import CaseState
from mingcha.model.notice import UnitList
from mingcha.text.numerals import issue_number
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.cases import life
from mingcha.web.cases.time_limits import limits
from mingcha.web.notices import sending
from mingcha.web.notices.deadlines import due_of
from mingcha.web.notices.documents import Document, documents, keep
from mingcha.web.notices.drafting import TELLABLE, draft, locked_draft
from mingcha.web.notices.lists import filled_in, frozen, lists_of
from mingcha.web.notices.models import Notice, NoticeCopy, NoticeFile, NoticeLine, Numbering
from mingcha.web.notices.wording import TITLE_PLACES, faults, fill
from mingcha.web.publishing.refusals import Refused
from mingcha.web.workdays import calendar

__all__ = ["begin_at", "draft", "issue", "may_issue", "next_number"]

# Somebody else may issue while our files are being made; then they are made again with the next number.
ATTEMPTS = 3


class _Overtaken(Exception):
    """The number, the cases or the words are not those the files were made of."""


def next_number(year: int) -> int:
    """The number a notice issued now would get; it is given for good only by issuing."""
    return (Numbering.objects.filter(year=year).values_list("last", flat=True).first() or 0) + 1


@transaction.atomic
def begin_at(year: int, first: int, *, by: User | None, at: datetime) -> None:
    """Let the year's numbers begin at `first`, where earlier lists were issued without this program."""
    if first < 1:
        raise Refused("期号从 1 起。")
    row = _held(year)
    if Notice.objects.filter(year=year, state=Notice.State.ISSUED).exists():
        raise Refused(f"{year}年已经用本系统印发过通知，期号接着往下编，不能再改起始期号。")
    row.last = first - 1
    row.save(update_fields=["last"])
    record(actor=by, action="设定起始期号", target=f"{year}年", detail=f"下一期为{issue_number(first)}")


def may_issue(notice: Notice) -> tuple[str, ...]:
    """Every reason why this draft may not be issued now, each with what to do; empty when it may."""
    if not notice.is_draft:
        return (f"{notice}已经印发。",)
    told = []
    cases = NoticeLine.objects.filter(copy__notice=notice)
    if not cases.exists():
        told.append("清单里没有整改事项，请先选入。")
    if notice.due <= notice.dated:
        told.append(f"整改期限 {notice.due} 不晚于通知日期 {notice.dated}，请改期限。")
    elsewhere = cases.exclude(case__state__in=TELLABLE)
    for line in elsewhere.select_related("case", "copy__unit")[:20]:
        state = CaseState(line.case.state).label
        told.append(f"{line.copy.unit}的“{line.case}”现为“{state}”，请移出清单。")
    moved = cases.exclude(case__unit=F("copy__unit"))
    told += [f"“{line.case}”已不属于{line.copy.unit}，请移出后重新选入。" for line in moved[:20]]
    told += [*faults(notice.title, known=TITLE_PLACES), *faults(notice.text)]
    if not notice.text.strip():
        told.append("正文是空的，请填写。")
    return tuple(told)


def issue(notice: Notice, *, by: User | None, at: datetime) -> None:
    """Number the notice, keep each unit's files with their digests, tell its cases, and hand it over to be sent.

    The files are made before anything is locked, since that takes seconds; then, in one transaction, it is made sure
    that neither the number nor what the files say has changed meanwhile. Whatever fails leaves the draft as it was.
    """
    for attempt in range(ATTEMPTS):
        if reasons := may_issue(Notice.objects.get(pk=notice.pk)):
            raise Refused("暂不能印发：" + "；".join(reasons))
        number = next_number(notice.dated.year)
        lists = _lists(notice, number)
        made = documents(notice, lists)
        kept: list[NoticeFile] = []
        try:
            with transaction.atomic():
                _issue_now(notice, number=number, lists=lists, made=made, kept=kept, by=by, at=at)
        except _Overtaken:
            if attempt == ATTEMPTS - 1:
                raise Refused("印发过程中清单有变动，没有印发；请核对后再次印发。") from None
        except BaseException:
            for item in kept:
                item.file.storage.delete(item.file.name)
            raise
        else:
            break
    notice.refresh_from_db()


def _issue_now(
    notice: Notice,
    *,
    number: int,
    lists: dict[int, UnitList],
    made: list[Document],
    kept: list[NoticeFile],
    by: User | None,
    at: datetime,
) -> None:
    row = locked_draft(notice)
    numbering = _held(row.dated.year)
    if numbering.last + 1 != number or may_issue(row) or _lists(row, number) != lists:
        raise _Overtaken
    numbering.last = number
    numbering.save(update_fields=["last"])
    _sweep(row)
    for document in made:
        keep(row, document, kept)
    row.title = fill(row.title, filled_in(row, number=number))
    row.number, row.year = number, row.dated.year
    copies = list(NoticeCopy.objects.filter(notice=row))
    for copy in copies:
        copy.frozen = frozen(lists[copy.pk])
    NoticeCopy.objects.bulk_update(copies, ["frozen"], batch_size=100)
    _tell(row, by=by, at=at)
    row.state = Notice.State.ISSUED
    row.issued_by, row.issued_at = by, at
    row.save(update_fields=["title", "number", "year", "state", "issued_by", "issued_at"])
    digests = "；".join(f"{item.name} SHA-256 {item.sha256}" for item in kept)
    record(actor=by, action="印发整改通知", target=str(row), detail=f"{len(copies)} 个单位。{digests}")
    sending.enlist(row, at=at)


def _tell(notice: Notice, *, by: User | None, at: datetime) -> None:
    """Every case is told with its own last day; the line keeps the day, too."""
    lines, days = list(NoticeLine.objects.filter(copy__notice=notice).select_related("case")), limits()
    for line in lines:
        line.due = due_of(
            line.case.severity,
            due=notice.due,
            dated=notice.dated,
            by_severity=notice.by_severity,
            calendar=calendar(),
            days=days,
        )
    NoticeLine.objects.bulk_update(lines, ["due"], batch_size=500)
    lines.sort(key=lambda line: (line.due or notice.due, line.case_id))
    for due, some in groupby(lines, key=_due):
        life.tell([line.case for line in some], due=due, by=by, at=at)


def _due(line: NoticeLine) -> date:
    assert line.due is not None
    return line.due


def _lists(notice: Notice, number: int) -> dict[int, UnitList]:
    return lists_of(NoticeCopy.objects.filter(notice=notice).select_related("notice", "unit"), number=number)


def _held(year: int) -> Numbering:
    """The year's row, held until the transaction ends."""
    Numbering.objects.get_or_create(year=year)
    return Numbering.objects.select_for_update().get(year=year)


def _sweep(notice: Notice) -> None:
    """Remove what an attempt that was killed half-way may have left: a draft has no files of its own."""
    folder = f"notices/{notice.pk}"
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
