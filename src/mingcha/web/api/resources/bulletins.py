"""Bulletins, and their figures with what each counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from mingcha.model.bulletin import Figure
from mingcha.web.api.doors import speaker
from mingcha.web.api.faults import FAULTS
from mingcha.web.api.paging import Key, Paged, Paging, page_at, paged, told
from mingcha.web.bulletins.access import visible_bulletins
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.bulletins.places import places
from mingcha.web.bulletins.values import value

router = Router(tags=["督查专报"])


class BulletinOut(Schema):
    """An issue."""

    id: int = Field(description="编号")
    year: int = Field(description="年")
    number: int = Field(description="期号")
    month: int = Field(description="统计月份，如 202312")
    dated: date = Field(description="日期")
    state: Literal["draft", "issued"] = Field(description="draft 草稿，issued 已印发")
    issued_at: datetime | None = Field(description="印发时间")


class FigureOut(Schema):
    """A printed number that counts posts, and the question to the ledger that gives it again."""

    key: str = Field(description="位置，永不改变")
    place: str = Field(description="在专报的何处")
    text: str = Field(description="印出的数")
    measure: Literal["posts", "target", "ratio"] = Field(description="posts 条数，target 年度任务，ratio 完成率")
    units: list[str] = Field(description="所数单位的代码")
    first: int = Field(description="起始月份，如 202301")
    last: int = Field(description="截止月份，如 202312")
    net: bool = Field(description="是否不计重复")


@router.get("/bulletins", response={200: Paged[BulletinOut], **FAULTS}, summary="专报列表", operation_id="bulletins")
def bulletins(request: HttpRequest, paging: Query[Paging]) -> Any:
    """督查专报，新的在前。单位只看到已印发的。"""
    found = visible_bulletins(speaker(request)).defer("frozen").order_by("-year", "-number", "-pk")
    return paged(found, paging, to=_bulletin_out)


@router.get("/bulletins/{key}", response={200: BulletinOut, **FAULTS}, summary="一期专报", operation_id="bulletin")
def bulletin(request: HttpRequest, key: Key) -> Any:
    """按编号查一期专报。"""
    return _bulletin_out(_one(request, key))


@router.get(
    "/bulletins/{key}/figures", response={200: Paged[FigureOut], **FAULTS}, summary="专报的数字", operation_id="figures"
)
def figures(request: HttpRequest, key: Key, paging: Query[Paging]) -> Any:
    """专报里数信息条数的每个数字和它的查询条件：用同样的单位、月份查 /posts，得到同样的数。草稿按此刻的台账计算。"""
    found = [(run, place) for run, place in places(value(_one(request, key))) if isinstance(run, Figure)]
    page = page_at(paging, len(found))
    return told((_figure_out(run, place) for run, place in found[page.start : page.stop]), page)


def _one(request: HttpRequest, key: int) -> Bulletin:
    found = visible_bulletins(speaker(request)).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _bulletin_out(row: Bulletin) -> dict[str, Any]:
    return {
        "id": row.pk,
        "year": row.year,
        "number": row.number,
        "month": row.month,
        "dated": row.dated,
        "state": row.state,
        "issued_at": row.issued_at,
    }


def _figure_out(run: Figure, place: str) -> dict[str, Any]:
    return {
        "key": run.key,
        "place": place,
        "text": run.text,
        "measure": run.measure.value,
        "units": list(run.posts.units),
        "first": run.posts.first.key,
        "last": run.posts.last.key,
        "net": run.posts.net,
    }
