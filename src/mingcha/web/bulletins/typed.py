"""Figures typed in from other documents, such as a county's annual report, to be compared with ours."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingcha.model.month import Month
from mingcha.model.reconciliation import TypedFigure as TypedValue
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.bulletins.models import TypedFigure
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.units.models import Group


@transaction.atomic
def enter(
    *, document: str, first: Month, last: Month, group: Group | None, value: int, by: User, at: datetime
) -> TypedFigure:
    """One figure of one document; the same place of the same document can only be entered once."""
    document = " ".join(document.split())
    if not document:
        raise Refused("请写明数字出自哪份文件。")
    if last < first:
        raise Refused(f"截止月份 {last} 早于起始月份 {first}，请更正。")
    if first.year != last.year:
        raise Refused(f"起止月份应在同一年内，现为 {first} 至 {last}。")
    if value < 0:
        raise Refused(f"数字不能为负数，现为 {value}。")
    same = TypedFigure.objects.filter(
        document=document, first_month=first.key, last_month=last.key, group=group
    ).first()
    scope = group.name if group else "全县"
    if same is not None:
        raise Refused(f"《{document}》{scope} {first}至{last}的数字已经录入为 {same.value}，如有误请先删除再录入。")
    figure = TypedFigure.objects.create(
        document=document,
        first_month=first.key,
        last_month=last.key,
        group=group,
        value=value,
        entered_by=str(by)[:50],
        entered_at=at,
    )
    record(actor=by, action="录入外部数字", target=document, detail=f"{scope} {first}至{last}：{value}")
    return figure


@transaction.atomic
def remove(*, figure: TypedFigure, by: User) -> None:
    record(actor=by, action="删除外部数字", target=figure.document, detail=f"{figure}，由{figure.entered_by}录入")
    figure.delete()


def typed_values(month: Month) -> tuple[TypedValue, ...]:
    """The typed figures whose months include this one."""
    rows = TypedFigure.objects.filter(first_month__lte=month.key, last_month__gte=month.key).select_related("group")
    return tuple(
        TypedValue(
            document=row.document,
            first=Month.from_key(row.first_month),
            last=Month.from_key(row.last_month),
            group=row.group.code if row.group else None,
            value=row.value,
        )
        for row in rows
    )
