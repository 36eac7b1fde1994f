"""The ledger: posts, by the same filters as its page."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError

from mingcha.model.month import Month
from mingcha.web.api.doors import speaker
from mingcha.web.api.faults import FAULTS
from mingcha.web.api.paging import Day, Key, Paged, Paging, Words, page_at, told
from mingcha.web.days import SPAN, month_of
from mingcha.web.publishing.access import visible_posts
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.selection import NEWEST, OLDEST, Selection
from mingcha.web.units.access import visible_units
from mingcha.web.units.models import Group

router = Router(tags=["信息台账"])


class PostOut(Schema):
    """A post of the ledger."""

    id: int = Field(description="编号")
    unit: str = Field(description="责任单位代码")
    unit_name: str = Field(description="责任单位")
    column: str = Field(description="栏目；不明的为空")
    title: str = Field(description="标题")
    url: str = Field(description="网址；没有的为空")
    published: date = Field(description="发布日期")
    is_duplicate: bool = Field(description="是否重复；重复的不计入净数")
    gone: date | None = Field(description="哪天发现已从网站撤下")


class PostAsked(Schema):
    """Which posts."""

    unit: list[Words] = Field([], max_length=200, description="责任单位代码，可以重复写多个")
    group: Words = Field("", max_length=20, description="分组代码")
    column: Words = Field("", max_length=120, description="栏目名称中的文字")
    words: Words = Field("", max_length=100, description="标题中的文字，几个词用空格隔开")
    first: str = Field("", pattern=r"^(\d{6})?$", description="起始月份，如 202301", examples=["202301"])
    last: str = Field("", pattern=r"^(\d{6})?$", description="截止月份，如 202312", examples=["202312"])
    since: Day | None = Field(None, description="起始日期")
    until: Day | None = Field(None, description="截止日期")
    source: Literal["", "file", "crawled"] = Field("", description="来源：file 文件导入，crawled 网站采集")
    repeat: Literal["", "yes", "no"] = Field("", description="yes 只看重复，no 不含重复（净数）")
    oldest_first: bool = Field(False, description="从旧到新")


@router.get("/posts", response={200: Paged[PostOut], **FAULTS}, summary="信息列表", operation_id="posts")
def posts(request: HttpRequest, asked: Query[PostAsked], paging: Query[Paging]) -> Any:
    """台账中的信息，默认从新到旧；条件与“信息台账”页相同，总数与页面一致。"""
    user = speaker(request)
    selection = _selection(user, asked)
    page = page_at(paging, selection.total(user))
    return told(map(post_out, selection.page(user, page)), page)


@router.get("/posts/{key}", response={200: PostOut, **FAULTS}, summary="一条信息", operation_id="post")
def post(request: HttpRequest, key: Key) -> Any:
    """按编号查一条信息。"""
    found = visible_posts(speaker(request)).select_related("unit", "column").filter(pk=key).first()
    if found is None:
        raise Http404
    return post_out(found)


def post_out(row: Post) -> dict[str, Any]:
    return {
        "id": row.pk,
        "unit": row.unit.code,
        "unit_name": row.unit.name,
        "column": row.column.name if row.column else "",
        "title": row.title,
        "url": row.url,
        "published": row.published,
        "is_duplicate": row.duplicate_of_id is not None,
        "gone": row.gone,
    }


def _selection(user: Any, asked: PostAsked) -> Selection:
    units = tuple(visible_units(user).filter(code__in=asked.unit)) if asked.unit else ()
    if len(units) < len(set(asked.unit)):
        raise Http404
    group = Group.objects.filter(code=asked.group).first() if asked.group else None
    if asked.group and group is None:
        raise Http404
    return Selection(
        units=units,
        group=group,
        column=asked.column.strip(),
        words=tuple(asked.words.split()),
        first=month(asked.first) if asked.first else None,
        last=month(asked.last) if asked.last else None,
        since=asked.since,
        until=asked.until,
        source=asked.source,
        repeat=asked.repeat,
        sort=OLDEST if asked.oldest_first else NEWEST,
    )


def month(text: str) -> Month:
    """The month written as 202312."""
    found = month_of(text)
    if found is None:
        raise HttpError(422, f"“{text}”不是 {SPAN}的月份，应写成 202312。")
    return found
