"""The ledger of columns: what the office laid down for each, what the rounds found, and when the last post came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet

from mingcha.bulletin.forms.sheet import SheetPlan, workbook_bytes
from mingcha.collect.addresses import host_of
from mingcha.model import site as value
from mingcha.standards.column_updates import column_categories, due
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.models import Column
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units.access import own_units, sees_all
from mingcha.web.units.models import Unit

HEADER = (
    "栏目",
    "上级栏目",
    "网址",
    "负责单位",
    "类别",
    "更新期限",
    "信息数",
    "最近更新",
    "更新状态",
    "来源",
    "待确认",
)
WIDTHS = (24, 30, 50, 20, 12, 12, 10, 14, 14, 12, 10)
_PATH = " › "


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column a round came across: how many posts its lists showed, and the newest day among them."""

    column: value.Column
    listed: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class State:
    """How a column stands with its update rule: in words, with a colour that only repeats them."""

    words: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A line of the ledger of columns."""

    column: Column
    posts: int
    newest: date | None
    limit: str
    state: State


def visible_columns(user: Any) -> QuerySet[Column]:
    """All columns for the county's people; for a liaison those the own unit answers for."""
    return Column.objects.all() if sees_all(user) else Column.objects.filter(unit_id__in=own_units(user))


def lines(columns: QuerySet[Column], *, today: date) -> list[ColumnLine]:
    """The columns with their numbers; one query."""
    counted = columns.select_related("unit").annotate(number=Count("posts"), latest=Max("posts__published"))
    return [_line(row, today) for row in counted.order_by("path", "name", "url")]


def _line(row: Any, today: date) -> ColumnLine:
    newest = max((day for day in (row.newest, row.latest) if day), default=None)
    known = column_categories().get(row.category)
    limit = f"{row.days} 天" if row.days else known.limit if known else ""
    return ColumnLine(row, row.number, newest, limit, _state(row, newest, today, has_limit=bool(limit)))


def _state(row: Column, newest: date | None, today: date, *, has_limit: bool) -> State:
    if not row.category and not row.days:
        return State("未定类别")
    if newest is None:
        return State("没有信息", "amber" if has_limit else "")
    limit = due(newest, category=row.category, days=row.days)
    if limit is None:
        return State("不要求")
    if today > limit.last:
        return State(f"超期 {(today - limit.last).days} 天", "red")
    if today >= limit.near:
        return State(f"剩 {(limit.last - today).days} 天", "amber")
    return State("正常", "green")


def values(hosts: Collection[str]) -> tuple[value.Column, ...]:
    """The confirmed columns that lie on these hosts, as the engine's values."""
    rows = Column.objects.exclude(url="").filter(is_new=False, dismissed=False).select_related("unit").order_by("url")
    return tuple(
        value.Column(
            row.url,
            row.name,
            row.unit.code if row.unit else "",
            row.category,
            tuple(filter(None, row.path.split(_PATH))),
            row.days,
        )
        for row in rows
        if host_of(row.url) in hosts
    )


@transaction.atomic
def meet(found: Iterable[FoundColumn]) -> tuple[dict[str, int], int]:
    """Take note of what a round found; returns the columns' keys by address, and how many are new.

    What the office wrote stays. A column a file named gets its address when one found column alone has that name.
    """
    found = list(found)
    rows: dict[str, Column] = {}
    for part in chunks([each.column.url for each in found]):
        rows |= {row.url: row for row in Column.objects.filter(url__in=part)}
    named = Counter(_name(each.column) for each in found)
    unplaced = {row.name: row for row in Column.objects.filter(url="")}
    fresh, changed = [], []
    for each in found:
        row, name = rows.get(each.column.url), _name(each.column)
        if row is None and named[name] == 1 and name in unplaced:
            row = unplaced.pop(name)
            row.url, row.path = each.column.url, _PATH.join(each.column.path)[:300]
            row.origin, row.is_new = Column.Origin.FOUND, True
        if row is None:
            row = Column(
                name=name, url=each.column.url, path=_PATH.join(each.column.path)[:300], origin=Column.Origin.FOUND
            )
            row.is_new = True
            fresh.append(row)
        else:
            changed.append(row)
        row.listed, row.newest = each.listed, each.newest
        rows[each.column.url] = row
    Column.objects.bulk_create(fresh)
    Column.objects.bulk_update(changed, ["url", "path", "listed", "newest", "origin", "is_new"], batch_size=200)
    keys: dict[str, int] = {}
    for part in chunks(rows):
        keys |= Column.objects.filter(url__in=part).order_by().values_list("url", "pk")
    return keys, len(fresh)


def _name(column: value.Column) -> str:
    return (column.name or column.url)[:120]


@transaction.atomic
def save_column(
    row: Column,
    *,
    name: str,
    url: str,
    unit: Unit | None,
    category: str,
    days: int | None,
    path: str,
    by: User | None,
) -> list[str]:
    """Bring a column to this state, which confirms it; returns what changed, in Chinese. Raises Refused."""
    if url and Column.objects.filter(url=url).exclude(pk=row.pk).exists():
        raise Refused("这个网址已登记为另一个栏目，请核对。")
    if not url and Column.objects.filter(url="", name=name).exclude(pk=row.pk).exists():
        raise Refused("已有同名而没有网址的栏目，请填写网址以便区分。")
    wanted = {"name": name, "path": path, "url": url, "unit": unit, "category": category, "days": days}
    labels = {field.name: str(field.verbose_name) for field in Column._meta.concrete_fields}
    changes = [
        f"{labels[key]} {getattr(row, key) or '（空）'} → {new or '（空）'}"
        for key, new in wanted.items()
        if (getattr(row, key) or None) != (new or None)
    ]
    if row.pk and (row.is_new or row.dismissed):
        changes.append("确认")
    if row.pk is None:
        row.origin = Column.Origin.OFFICE
    elif not changes:
        return []
    action = "修改栏目" if row.pk else "登记栏目"
    for key, new in wanted.items():
        setattr(row, key, new)
    row.is_new = row.dismissed = False
    row.save()
    record(actor=by, action=action, target=name, detail="；".join(changes))
    return changes


@transaction.atomic
def confirm_columns(columns: QuerySet[Column], *, by: User | None) -> int:
    """Take newly found columns into the ledger as they are; returns how many."""
    names = list(columns.filter(is_new=True).values_list("name", flat=True))
    columns.filter(is_new=True).update(is_new=False)
    if names:
        record(actor=by, action="确认栏目", target=f"{len(names)} 个栏目", detail="、".join(names))
    return len(names)


@transaction.atomic
def dismiss_columns(columns: QuerySet[Column], *, by: User | None) -> int:
    """Say of newly found columns that they are none; returns how many. No round brings them up again."""
    names = list(columns.filter(is_new=True).values_list("name", flat=True))
    columns.filter(is_new=True).update(is_new=False, dismissed=True)
    if names:
        record(actor=by, action="标为不是栏目", target=f"{len(names)} 个栏目", detail="、".join(names))
    return len(names)


def asked_for(columns: QuerySet[Column], given: dict[str, Any]) -> QuerySet[Column]:
    """The columns the filter of the page asks for."""
    if words := given.get("words"):
        columns = columns.filter(Q(name__icontains=words) | Q(path__icontains=words) | Q(url__icontains=words))
    if unit := given.get("unit"):
        columns = columns.filter(unit=unit)
    if category := given.get("category"):
        columns = columns.filter(category="" if category == "none" else category)
    columns = columns.filter(dismissed=given.get("state") == "dismissed")
    if given.get("state") == "new":
        columns = columns.filter(is_new=True)
    elif given.get("state") == "unowned":
        columns = columns.filter(unit=None)
    return columns


def columns_xlsx(found: Iterable[ColumnLine]) -> bytes:
    """The ledger of columns as a workbook."""
    rows = (
        (
            line.column.name,
            line.column.path,
            line.column.url,
            line.column.unit.name if line.column.unit else "",
            line.column.category,
            line.limit,
            line.posts,
            line.newest,
            line.state.words,
            line.column.get_origin_display(),
            "新发现" if line.column.is_new else "",
        )
        for line in found
    )
    plan = SheetPlan("栏目台账", HEADER, rows, widths=WIDTHS, formats={HEADER.index("最近更新"): "yyyy-mm-dd"})
    return workbook_bytes([plan])
