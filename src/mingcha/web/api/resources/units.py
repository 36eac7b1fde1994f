"""Units: who they are, and since when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from mingcha.web.api.doors import speaker
from mingcha.web.api.faults import FAULTS
from mingcha.web.api.paging import Paged, Paging, Words, paged
from mingcha.web.units.access import visible_units
from mingcha.web.units.models import Unit

router = Router(tags=["单位"])


class UnitOut(Schema):
    """A unit."""

    code: str = Field(description="代码")
    name: str = Field(description="单位名称，表格中的写法")
    prose_name: str = Field(description="行文称谓；与名称相同时为空")
    group: str = Field(description="分组代码")
    group_name: str = Field(description="分组名称")
    vertical: bool = Field(description="是否垂管")
    active_from: date | None = Field(description="启用日期")
    active_to: date | None = Field(description="停用日期；在用的为空")
    successor: str | None = Field(description="并入单位的代码")


class UnitAsked(Schema):
    """Which units."""

    words: Words = Field("", max_length=60, description="名称、行文称谓或别名中的文字")
    group: Words = Field("", max_length=20, description="分组代码")
    active: bool | None = Field(None, description="true 只要在用的，false 只要停用的")


@router.get("/units", response={200: Paged[UnitOut], **FAULTS}, summary="单位列表", operation_id="units")
def units(request: HttpRequest, asked: Query[UnitAsked], paging: Query[Paging]) -> Any:
    """可以查看的单位，按官方排序。"""
    found = visible_units(speaker(request)).select_related("successor")
    if asked.words:
        named = Q(name__icontains=asked.words) | Q(prose_name__icontains=asked.words)
        found = found.filter(named | Q(aliases__name__icontains=asked.words)).distinct()
    if asked.group:
        found = found.filter(group__code=asked.group)
    if asked.active is not None:
        found = found.filter(active_to__isnull=asked.active)
    return paged(found, paging, to=unit_out)


@router.get("/units/{code}", response={200: UnitOut, **FAULTS}, summary="一个单位", operation_id="unit")
def unit(request: HttpRequest, code: str) -> Any:
    """按代码查一个单位。"""
    found = visible_units(speaker(request)).select_related("successor").filter(code=code).first()
    if found is None:
        raise Http404
    return unit_out(found)


def unit_out(row: Unit) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "prose_name": row.prose_name,
        "group": row.group.code,
        "group_name": row.group.name,
        "vertical": row.vertical,
        "active_from": row.active_from,
        "active_to": row.active_to,
        "successor": row.successor.code if row.successor else None,
    }


def code_of(unit: Unit | None) -> str | None:
    return unit.code if unit is not None else None
