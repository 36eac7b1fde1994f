"""Notices: each unit's list, when it was read and received."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from mingcha.web.accounts.models import Role
from mingcha.web.api.doors import speaker
from mingcha.web.api.faults import FAULTS
from mingcha.web.api.paging import Key, Paged, Paging, Words, paged
from mingcha.web.notices import receipts
from mingcha.web.notices.access import visible_copies
from mingcha.web.notices.models import Notice, NoticeCopy, NoticeLine

router = Router(tags=["整改通知"])


class CopyOut(Schema):
    """One unit's list."""

    id: int = Field(description="编号")
    notice: int = Field(description="通知的编号")
    year: int = Field(description="年")
    number: int | None = Field(description="期号；草稿没有")
    title: str = Field(description="标题")
    dated: date = Field(description="日期")
    due: date = Field(description="整改期限")
    unit: str = Field(description="单位代码")
    unit_name: str = Field(description="单位")
    received_at: datetime | None = Field(description="签收时间")
    received_by: str = Field(description="签收人")
    read_at: datetime | None = Field(description="首次阅读时间")


class LineOut(Schema):
    """One case on a list."""

    position: int = Field(description="序号")
    case: int = Field(description="整改事项的编号")
    about: str = Field(description="问题")
    due: date | None = Field(description="整改期限")


class ReceiptIn(Schema, extra="forbid"):
    """Signing for a list."""

    name: Words = Field(min_length=1, max_length=50, description="签收人姓名")


@router.get("/notices", response={200: Paged[CopyOut], **FAULTS}, summary="整改清单列表", operation_id="notices")
def notices(request: HttpRequest, paging: Query[Paging]) -> Any:
    """各单位的整改清单，新的在前。单位只看到本单位已印发的。"""
    found = visible_copies(speaker(request)).select_related("notice", "unit").order_by("-pk")
    return paged(found, paging, to=_copy_out)


@router.get("/notices/{key}", response={200: CopyOut, **FAULTS}, summary="一份整改清单", operation_id="notice")
def notice(request: HttpRequest, key: Key) -> Any:
    """按编号查一份整改清单。经接口查看不算阅读；签收用 receipt。"""
    return _copy_out(_one(request, key))


@router.get(
    "/notices/{key}/lines", response={200: Paged[LineOut], **FAULTS}, summary="清单内容", operation_id="notice_lines"
)
def lines(request: HttpRequest, key: Key, paging: Query[Paging]) -> Any:
    """清单上的整改事项，按序号。"""
    found = NoticeLine.objects.filter(copy=_one(request, key)).select_related("case").order_by("position", "pk")
    return paged(
        found,
        paging,
        to=lambda row: {"position": row.position, "case": row.case_id, "about": row.case.about, "due": row.due},
    )


@router.post("/notices/{key}/receipt", response={200: CopyOut, **FAULTS}, summary="签收", operation_id="receipt")
def receipt(request: HttpRequest, key: Key, given: ReceiptIn) -> Any:
    """单位签收本单位的整改清单。"""
    user = speaker(request, Role.UNIT)
    receipts.receive(_one(request, key), name=given.name, by=user, at=timezone.now())
    return _copy_out(_one(request, key))


def _one(request: HttpRequest, key: int) -> NoticeCopy:
    found = visible_copies(speaker(request)).select_related("notice", "unit").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _copy_out(row: NoticeCopy) -> dict[str, Any]:
    about: Notice = row.notice
    return {
        "id": row.pk,
        "notice": about.pk,
        "year": about.year,
        "number": about.number,
        "title": about.title,
        "dated": about.dated,
        "due": about.due,
        "unit": row.unit.code,
        "unit_name": row.unit.name,
        "received_at": row.received_at,
        "received_by": row.received_by,
        "read_at": row.read_at,
    }
