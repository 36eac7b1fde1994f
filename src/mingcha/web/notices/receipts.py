"""Who has read a list and who has signed for it, by their own hand or as the office heard it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.notices.models import NoticeCopy
from mingcha.web.publishing.refusals import Refused


@transaction.atomic
def note_reading(copy: NoticeCopy, *, by: User, at: datetime) -> bool:
    """The first of the unit's people who opens the list; returns whether this was the one."""
    row = _held(copy)
    if row.read_at is not None:
        return False
    row.read_at, row.read_by = at, by
    row.save(update_fields=["read_at", "read_by"])
    record(actor=by, action="阅读整改清单", target=str(row))
    return True


@transaction.atomic
def receive(copy: NoticeCopy, *, name: str, by: User, at: datetime) -> None:
    """The unit signs for its list."""
    row = _unreceived(copy, name=name)
    row.received_at, row.received_by = at, name.strip()
    row.save(update_fields=["received_at", "received_by"])
    record(actor=by, action="签收整改清单", target=str(row), detail=row.received_by)


@transaction.atomic
def note_receipt(copy: NoticeCopy, *, name: str, note: str, received_at: datetime, by: User, at: datetime) -> None:
    """The office notes a receipt it heard of elsewhere, such as by telephone or in the OA."""
    row = _unreceived(copy, name=name)
    if not note.strip():
        raise Refused("请写明从哪里得知签收，如“OA 显示已签收”“电话确认”。")
    if received_at > at:
        raise Refused("签收时间不能晚于现在。")
    if row.notice.issued_at is not None and received_at < row.notice.issued_at:
        raise Refused("签收时间不能早于印发时间。")
    row.received_at, row.received_by = received_at, name.strip()
    row.received_note, row.noted_by = note.strip(), by
    row.save(update_fields=["received_at", "received_by", "received_note", "noted_by"])
    record(actor=by, action="登记签收", target=str(row), detail=f"{row.received_by}：{row.received_note}")


def _unreceived(copy: NoticeCopy, *, name: str) -> NoticeCopy:
    row = _held(copy)
    if row.received_at is not None:
        raise Refused(f"这份清单已由{row.received_by}签收。")
    if not name.strip():
        raise Refused("请填写签收人姓名。")
    return row


def _held(copy: NoticeCopy) -> NoticeCopy:
    row = NoticeCopy.objects.select_for_update(of=("self",)).select_related("notice", "unit").get(pk=copy.pk)
    if row.notice.is_draft:
        raise Refused("通知还没有印发。")
    return row
