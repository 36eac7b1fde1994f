"""Five units in two groups, two years of posts, and one person in each role, for the pages of the whole site.

2023 December by unit: 101 has 12, 102 has 0 (its second empty month), 103 has 3, 201 has 30, 202 has 1.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from types import SimpleNamespace

from mingcha.model.month import Month
from mingcha.web.accounts.models import Role, User
from mingcha.web.publishing.models import Column, Import, Post
from mingcha.web.publishing.services import rebuild_counts
from mingcha.web.units.models import Alias, Group, Liaison, Target, Unit

AT = datetime(2024, 1, 2, 1, 30, tzinfo=UTC)
PASSWORD = "jintian-tianqi-9"
OWN, OTHER = "103", "101"

# code: name, prose name, group, order, target of 2023
ROSTER = {
    "101": ("县发改委", "", "county", 1, 100),
    "102": ("县教体局", "", "county", 2, 50),
    "103": ("统调队", "县统调队", "county", 3, 40),
    "201": ("大塘镇政府", "大塘镇", "town", 1, 200),
    "202": ("小江镇政府", "小江镇", "town", 2, None),
}
# code: posts of January … December 2023
YEAR = {
    "101": (10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 12),
    "102": (5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 0, 0),
    "103": (3, 3, 3, 3, 3, 0, 3, 3, 3, 3, 3, 3),
    "201": (30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30),
    "202": (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
}
DECEMBER_LAST_YEAR = {"101": 8, "102": 4, "103": 2, "201": 25, "202": 0}


def make_groups() -> dict[str, Group]:
    """The two groups by code, whether the migration has left them here or a test has emptied the database."""
    wanted = {"county": ("县直单位", "县直单位", 1), "town": ("乡镇", "乡（镇）", 2)}
    return {
        code: Group.objects.update_or_create(code=code, defaults={"name": name, "prose": prose, "order": order})[0]
        for code, (name, prose, order) in wanted.items()
    }


def build(*, year: dict[str, tuple[int, ...]] = YEAR) -> SimpleNamespace:
    """The whole county; `units` by code and `people` by role are what tests need."""
    groups = make_groups()
    units = {}
    for code, (name, prose, group, order, target) in ROSTER.items():
        units[code] = Unit.objects.create(code=code, name=name, prose_name=prose, group=groups[group], order=order)
        if target is not None:
            Target.objects.create(unit=units[code], year=2023, posts=target)
    Alias.objects.create(unit=units["103"], name="县统计调查队")
    people = make_people(units)
    source = Import.objects.create(
        file_name="2023年台账.xlsx",
        digest="0" * 64,
        size=12_345,
        state=Import.State.CONFIRMED,
        uploaded_by=people["operator"],
        uploaded_at=AT,
        decided_by=people["operator"],
        decided_at=AT,
    )
    for code, posts in DECEMBER_LAST_YEAR.items():
        publish(units[code], Month(2022, 12), posts, source=source)
    for code, months in year.items():
        for number, posts in enumerate(months, 1):
            publish(units[code], Month(2023, number), posts, source=source)
    rebuild_counts()
    return SimpleNamespace(units=units, people=people, groups=groups, source=source)


def publish(unit: Unit, month: Month, posts: int, *, source: Import | None = None) -> None:
    """Posts spread over the days of a month; the roll-up is for the caller to rebuild."""
    column, _ = Column.objects.get_or_create(name="工作动态" if unit.order % 2 else "通知公告")
    start = Post.objects.filter(unit=unit, month=month.key).count()
    Post.objects.bulk_create(
        Post(
            unit=unit,
            column=column,
            title=f"{unit.name}{month}第{number + 1}条信息",
            url=f"https://www.example.gov.cn/{unit.code}/{month.key}/{number}.html",
            published=date(month.year, month.number, number % 28 + 1),
            month=month.key,
            identity=hashlib.md5(f"{unit.code}/{month.key}/{number}".encode()).hexdigest(),
            by_title=hashlib.md5(f"title {unit.code}/{month.key}/{number}".encode()).hexdigest(),
            source_import=source,
            source_sheet="Sheet1",
            source_line=number + 2,
        )
        for number in range(start, start + posts)
    )


def make_people(units: dict[str, Unit]) -> dict[str, User]:
    """One account for each role, named for it; the liaison speaks for 统调队."""
    people = {}
    for role in Role:
        people[role.value] = User.objects.create_user(
            role.value, password=PASSWORD, role=role, display_name=f"{role.label}甲"
        )
    Liaison.objects.create(user=people["unit"], unit=units[OWN])
    return people
