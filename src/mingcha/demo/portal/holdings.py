"""Everything the sample county's portal ever held: the counted posts of the year and all that does not count."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from heapq import nsmallest
from zlib import crc32

from mingcha.calendar import WorkingCalendar
from mingcha.demo.county import COUNTY, DECEMBER, SampleUnit, sample_units
from mingcha.demo.places import ANNUAL_REPORTS
from mingcha.demo.posts import SamplePost, annual_report, made_up, month_posts
from mingcha.demo.story import story
from mingcha.model.unit import Unit

# The portal's own editors: no unit that is counted, so nobody's posts.
EDITORS = Unit(code="", name=f"{COUNTY}人民政府办公室", group="portal", order=0)
_OLD_YEARS = (2021, 2022)
_OLD_POSTS_OF_A_UNIT = 6
_EDITORS_POSTS_A_MONTH = 9


@dataclass(frozen=True, slots=True)
class Fault:
    """One of the scattered faults: what kind, which of its wordings or hosts, and the day it was put right."""

    kind: str
    which: int
    righted: date


@dataclass(frozen=True, slots=True)
class Holdings:
    """All posts but those of the story, by date; and the faults in their bodies by post number."""

    posts: tuple[SamplePost, ...]
    faults: dict[int, Fault]


@lru_cache(maxsize=1)
def holdings() -> Holdings:
    calendar = WorkingCalendar.from_standards()
    posts = list(_editors_posts())
    for sample in sample_units():
        posts.extend(_old_posts(sample))
        for month in DECEMBER.year_to_date:
            posts.extend(post for post in month_posts(sample, month, calendar=calendar) if not post.key)
    posts.sort(key=lambda post: (post.published, post.minute, post.number))
    return Holdings(tuple(posts), _faults(posts, calendar))


def _editors_posts() -> list[SamplePost]:
    chance, posts = random.Random("portal"), []
    for month in DECEMBER.year_to_date:
        for number in range(1, _EDITORS_POSTS_A_MONTH + 1):
            day = month.first + timedelta(days=chance.randrange(28))
            posts.append(made_up(EDITORS, day, number, chance))
    return posts


def _old_posts(sample: SampleUnit) -> list[SamplePost]:
    """What a unit published before the year that counts; its annual reports among it."""
    chance, posts = random.Random(f"{sample.unit.code}-old"), []
    numbers = iter(range(9101, 9999))
    for year in _OLD_YEARS:
        for _ in range(_OLD_POSTS_OF_A_UNIT):
            day = date(year, 1, 4) + timedelta(days=chance.randrange(360))
            posts.append(made_up(sample.unit, day, next(numbers), chance))
    told = {(post.unit, post.title) for post in story().posts}
    for year in (2019, 2020, 2021):
        day = date(year + 1, 1, 10) + timedelta(days=chance.randrange(18))
        annual = annual_report(sample, year, day, number=next(numbers))
        if (annual.unit, annual.title) not in told:
            posts.append(annual)
    return posts


def _faults(posts: list[SamplePost], calendar: WorkingCalendar) -> dict[int, Fault]:
    """Which posts carry a scattered fault: the same ones always, spread over units and months."""
    faults: dict[int, Fault] = {}
    for kind, row in story().scattered.items():
        wordings = row.get("wrong_right") or row["hosts"]
        first, last, total = row["first"], row["last"], row["total"]
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        days = [day for day in days if calendar.is_working(day)]
        eligible = (
            post.number
            for post in posts
            if post.counted
            and row["published_from"] <= post.published < row["published_before"]
            and post.column != ANNUAL_REPORTS
            and post.number not in faults
        )
        chosen = nsmallest(total, eligible, key=lambda number: crc32(b"%s-%d" % (kind.encode(), number)))
        for index, number in enumerate(chosen):
            faults[number] = Fault(kind, index % len(wordings), days[index * len(days) // total])
    return faults
