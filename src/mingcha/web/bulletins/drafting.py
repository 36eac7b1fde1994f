"""Opening, renaming and discarding drafts."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from mingcha.model.month import Month
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.bulletins.layouts import plan_of
from mingcha.web.bulletins.models import Bulletin, BulletinLayout, WrittenParagraph
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.values import workings

FIXED = "固定段落"  # the author of a paragraph that came from the layout and nobody touched since


def next_number(year: int) -> int:
    """One more than the year's last issue, drafts included."""
    last = Bulletin.objects.filter(year=year).order_by("-number").first()
    return last.number + 1 if last else 1


def draft(*, layout: BulletinLayout, month: Month, number: int, dated: date, by: User, at: datetime) -> Bulletin:
    """A new draft, with the layout's fixed paragraphs ready to be edited.

    Refused: a number used in that year, a date before the month is over, a month the ledger knows nothing of.
    """
    _check_date(month, dated)
    with transaction.atomic():
        _check_number(number, dated.year, but=None)
        try:
            with transaction.atomic():
                bulletin = Bulletin.objects.create(
                    layout=layout,
                    year=dated.year,
                    number=number,
                    month=month.key,
                    dated=dated,
                    created_by=by,
                    created_at=at,
                )
        except IntegrityError as error:
            raise Refused(_taken(dated.year, number)) from error
        for section in plan_of(layout).sections:
            for position, (lead, text) in enumerate(section.fixed):
                WrittenParagraph.objects.create(
                    bulletin=bulletin,
                    section=section.key,
                    position=position,
                    lead=lead,
                    text=text,
                    author=FIXED,
                    changed_at=at,
                )
        _check_evidence(bulletin, month)
        record(actor=by, action="起草专报", target=str(bulletin), detail=f"统计月份 {month}")
    return bulletin


def readdress(*, bulletin: Bulletin, number: int, dated: date, by: User) -> None:
    """Give a draft another number or date."""
    with transaction.atomic():
        bulletin = locked_draft(bulletin)
        _check_date(Month.from_key(bulletin.month), dated)
        _check_number(number, dated.year, but=bulletin)
        before = f"{bulletin}（{bulletin.dated}）"
        bulletin.year, bulletin.number, bulletin.dated = dated.year, number, dated
        try:
            with transaction.atomic():
                bulletin.save(update_fields=["year", "number", "dated"])
        except IntegrityError as error:
            raise Refused(_taken(dated.year, number)) from error
        record(actor=by, action="修改专报期号日期", target=str(bulletin), detail=f"原为 {before}，现为 {dated}")


def discard(*, bulletin: Bulletin, by: User) -> None:
    """Delete a draft with everything written in it."""
    with transaction.atomic():
        bulletin = locked_draft(bulletin)
        name, paragraphs = str(bulletin), bulletin.paragraphs.count()
        bulletin.delete()
        record(actor=by, action="删除专报草稿", target=name, detail=f"含段落 {paragraphs} 段")


def locked_draft(bulletin: Bulletin) -> Bulletin:
    """The row, locked for the rest of the transaction, when it is still a draft."""
    row = Bulletin.objects.select_for_update().filter(pk=bulletin.pk).first()
    if row is None:
        raise Refused(f"{bulletin}已被删除，请返回专报列表。")
    if not row.is_draft:
        raise Refused(f"{bulletin}已经印发，不能再修改；数字有变时以更正说明公布。")
    return row


def _check_date(month: Month, dated: date) -> None:
    if dated < month.last:
        raise Refused(
            f"日期 {dated:%Y-%m-%d} 早于统计月份的最后一天 {month.last:%Y-%m-%d}，"
            "请在当月结束后起草，或改选更早的月份。"
        )


def _check_number(number: int, year: int, *, but: Bulletin | None) -> None:
    if number < 1:
        raise Refused(f"期号应从 1 起，现为 {number}。")
    taken = Bulletin.objects.filter(year=year, number=number)
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if taken.exists():
        raise Refused(_taken(year, number))


def _taken(year: int, number: int) -> str:
    return f"{year}年第{number}期已经存在，请改用第{next_number(year)}期。"


def _check_evidence(bulletin: Bulletin, month: Month) -> None:
    if month not in workings(bulletin).statistics.covered:
        raise Refused(f"台账中没有{month}的任何信息，请先在“批量导入”中导入该月台账，再起草专报。")
