"""Lists a page at a time, and words and numbers as the database takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Path, Query, Schema
from pydantic import AfterValidator, Field

from mingcha.text.printable import printable
from mingcha.web.days import SPAN, YEARS
from mingcha.web.pages import Page

Row = TypeVar("Row")
# What an address may count to: beyond it no database looks.
MOST = 2**53


class Paging(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="第几页，从 1 起；超过末页的给末页")
    size: int = Field(50, ge=1, le=200, description="每页条数")


class Paged(Schema, Generic[Row]):
    """One page of a list."""

    total: int = Field(description="共几条")
    page: int = Field(description="第几页")
    size: int = Field(description="每页条数")
    rows: list[Row] = Field(description="这一页的各条")


def _whole(text: str) -> str:
    if printable(text) != text:
        raise ValueError("有不能保存的字符")
    return text


def _known_year(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError(f"应在 {SPAN}之间")
    return day


Words = Annotated[str, AfterValidator(_whole)]
Day = Annotated[date, AfterValidator(_known_year)]
Key = Annotated[int, Path(ge=1, le=MOST, description="编号")]
Asked = Query


def page_at(paging: Paging, total: int) -> Page:
    last = max(1, -(-total // paging.size))
    return Page(number=min(paging.page, last), size=paging.size, total=total)


def paged(rows: QuerySet[Any], paging: Paging, *, to: Callable[[Any], Any] = lambda row: row) -> dict[str, Any]:
    """One page of these rows; two queries and whatever the rows bring with them."""
    page = page_at(paging, rows.count())
    return told(map(to, rows[page.start : page.stop]), page)


def told(rows: Iterable[Any] | Sequence[Any], page: Page) -> dict[str, Any]:
    return {"total": page.total, "page": page.number, "size": page.size, "rows": list(rows)}
