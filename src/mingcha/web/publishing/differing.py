"""Rows that are known to the ledger and yet say something else of their post: told, and the ledger left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingcha.text.width import comparable
from mingcha.web.publishing.matching import Arrival, Place, Plan, chunks
from mingcha.web.publishing.models import Column, Post


@dataclass(frozen=True, slots=True)
class Difference:
    """A known row that differs from its post; the message says how, in Chinese."""

    sheet: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class _Said:
    title: str
    column: str
    published: date


def differences(plan: Plan) -> tuple[Difference, ...]:
    """Every repeat whose title, column or date is not its post's, in the file's order.

    Width and spaces of a title do not count, nor does a column that the row leaves empty.
    """
    names = dict(Column.objects.order_by().values_list("pk", "name"))
    suspects = [(row, place) for row, place in plan.repeats if _may_differ(row, place, names)]
    stored: dict[int, _Said] = {}
    for part in chunks({place.pk for _, place in suspects if place.pk is not None}):
        posts = Post.objects.filter(pk__in=part).order_by()
        for pk, title, column, published in posts.values_list("pk", "title", "column_id", "published").iterator():
            stored[pk] = _Said(title, names.get(column, ""), published)
    return tuple(_told(suspects, stored))


def _may_differ(row: Arrival, place: Place, names: dict[int, str]) -> bool:
    """Whether title, day or column differ, as far as digests tell; nearly every row ends here."""
    if place.arrival is not None:
        return place.arrival.by_title != row.by_title or _another(place.arrival.column, row.column)
    column = names.get(place.column, "") if place.column is not None else ""
    return place.by_title != row.by_title or _another(column, row.column)


def _told(suspects: list[tuple[Arrival, Place]], stored: dict[int, _Said]) -> Iterator[Difference]:
    for row, place in suspects:
        if place.arrival is not None:
            first = place.arrival
            said, where = _Said(first.title, first.column, first.published), f"第 {first.line} 行"
            known, outcome = f"与{where}是同一条信息", f"以{where}为准"
        else:
            assert place.pk is not None
            said, where, known, outcome = stored[place.pk], "台账", "已有", "未更改"
        how = []
        if comparable(said.title) != comparable(row.title):
            how.append(f"标题不同：{where}为“{said.title}”，本表为“{row.title}”")
        if said.published != row.published:
            how.append(f"日期不同：{where}为{_day(said.published)}，本表为{_day(row.published)}")
        if _another(said.column, row.column):
            before = f"“{said.column}”" if said.column else "空"
            how.append(f"栏目不同：{where}为{before}，本表为“{row.column}”")
        if how:
            yield Difference(row.sheet, row.line, f"{known}，但{'；'.join(how)}，{outcome}")


def _another(before: str, now: str) -> bool:
    return bool(now) and comparable(before) != comparable(now)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
