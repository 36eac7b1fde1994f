"""A county small enough to count by hand: three units in two groups, a year of posts, and one person in each role."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from types import SimpleNamespace

from web.small_county import make_groups

from mingcha.bulletin.sentences import SENTENCES
from mingcha.model.month import Month
from mingcha.web.accounts.models import Role, User
from mingcha.web.bulletins import layouts, paragraphs
from mingcha.web.bulletins.drafting import draft
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.publishing.models import Column, Import, Post
from mingcha.web.publishing.services import rebuild_counts
from mingcha.web.units.models import Liaison, Target, Unit

AT = datetime(2024, 1, 12, 1, 30, tzinfo=UTC)
ISSUED_ON = date(2024, 1, 12)
DECEMBER = Month(2023, 12)
PASSWORD = "correct horse 9"

# Unit code: posts in each month of 2023. 县水利局 reaches 120 of 100, 县财政局 60 of 200, 嘉定镇 72 of 60.
MONTHLY = {"S1": 10, "S2": 5, "Z1": 6}
ROSTER = [("S1", "县水利局", "county", 100), ("S2", "县财政局", "county", 200), ("Z1", "嘉定镇", "town", 60)]


def publish(unit: str, day: date, *, posts: int = 1, count: bool = True) -> list[Post]:
    """Put posts of a unit on a day into the ledger, and into the roll-up unless told not to."""
    owner = Unit.objects.get(code=unit)
    column, _ = Column.objects.get_or_create(name="工作动态")
    source, _ = Import.objects.get_or_create(
        digest="0" * 64,
        defaults={"file_name": "台账.xlsx", "size": 1, "uploaded_at": AT, "state": Import.State.CONFIRMED},
    )
    start = Post.objects.filter(unit=owner, published=day).count()
    made = []
    for number in range(start, start + posts):
        url = f"https://www.example.gov.cn/{unit}/{day:%Y%m%d}/{number}.html"
        made.append(
            Post(
                unit=owner,
                column=column,
                title=f"{owner.name}{day.month}月第{number + 1}条",
                url=url,
                published=day,
                month=Month.of(day).key,
                identity=hashlib.md5(url.encode()).hexdigest(),
                by_title=hashlib.md5(f"{unit}{day}{number}".encode()).hexdigest(),
                source_import=source,
                source_sheet="Sheet1",
                source_line=number + 2,
            )
        )
    Post.objects.bulk_create(made)
    if count:
        rebuild_counts()
    return made


def make_county() -> dict[str, Unit]:
    """The units by code, with targets for two years and every month of 2023 in the ledger."""
    groups = make_groups()
    units = {}
    for order, (code, name, group, target) in enumerate(ROSTER, start=1):
        units[code] = Unit.objects.create(code=code, name=name, group=groups[group], order=order)
        for year in (2023, 2024):
            Target.objects.create(unit=units[code], year=year, posts=target)
    for month in range(1, 13):
        for code, posts in MONTHLY.items():
            publish(code, date(2023, month, 15), posts=posts, count=False)
    rebuild_counts()
    return units


def make_people(units: dict[str, Unit]) -> SimpleNamespace:
    """One account per role; the liaison speaks for 县水利局."""
    made = {role.value: User.objects.create_user(username=role.value, password=PASSWORD, role=role) for role in Role}
    made["operator"].display_name = "经办员"
    made["operator"].save()
    Liaison.objects.create(user=made["unit"], unit=units["S1"])
    return SimpleNamespace(**made)


def open_draft(
    people: SimpleNamespace,
    month: Month = DECEMBER,
    *,
    number: int = 1,
    dated: date = ISSUED_ON,
    full: bool = True,
) -> Bulletin:
    """A draft; `full` writes a paragraph into every section that would be empty without a record of cases."""
    layout = layouts.current()
    bulletin = draft(layout=layout, month=month, number=number, dated=dated, by=people.operator, at=AT)
    if full:
        for plan in layouts.plan_of(layout).sections:
            if not plan.fixed and not set(plan.generated) & set(SENTENCES):
                text = f"{plan.title}由人撰写。"
                paragraphs.add(bulletin=bulletin, section=plan.key, lead="", text=text, by=people.operator, at=AT)
    return bulletin
