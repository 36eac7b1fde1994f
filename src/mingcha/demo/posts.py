"""The sample county's posts: made up, the same every time, and summing to the real counts.

December's count and the year's are given for every unit; January to November share the rest unevenly, as units do.
Posts with a part in the story stand in place of as many others, so the counts stay what they are.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from mingcha.calendar import WorkingCalendar
from mingcha.demo.county import DECEMBER, SampleUnit, sample_places, sample_units
from mingcha.demo.places import ANNUAL_REPORTS, PORTAL_CODE
from mingcha.demo.story import NamedPost, story
from mingcha.model.month import Month
from mingcha.model.unit import Unit

VILLAGES = "东坑 西坝 上屋 下湾 石桥 塘背 竹山 莲塘 樟树 新坪 龙口 长岭 石塅 黄泥 高排 水背 罗坳 邓塅".split()
MATTERS = "专项检查 集中整治 业务培训 入户宣传 信息核查 自查自纠 督导评估 宣传月活动".split()
# Posts of a unit that has nearly stopped publishing come in bursts, with silent months between.
QUIET_UNIT = 420
_TRIES = 8


@dataclass(frozen=True, slots=True)
class SamplePost:
    """A post as its page shows it. `number` is unique on the portal and part of the address.

    `published` is the date it bears, `appears` the day it came; `modified` the day of its last change. `told` is what
    the story says of its body, empty for nearly all.
    """

    number: int
    unit: str
    column: str
    title: str
    published: date
    appears: date
    topic: str = ""
    village: str = ""
    counted: bool = True
    modified: date | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""

    @property
    def address(self) -> str:
        """The path of its page."""
        return sample_places()[self.unit, self.column].address(self.appears, self.number)

    @property
    def minute(self) -> int:
        """The minute of the day it was published, in office hours."""
        return 510 + self.number * 7919 % 540


def month_posts(sample: SampleUnit, month: Month, *, calendar: WorkingCalendar) -> list[SamplePost]:
    """The counted posts of one unit in a month of the year, by date, as they stood at the end of the year."""
    unit, chance = sample.unit, random.Random(f"{sample.unit.code}-{month.key}")
    named = [post for post in counted_named_posts(unit.code) if Month.of(post.published) == month]
    days = _days(month, calendar)
    if month.number == 1 and not any(post.column == ANNUAL_REPORTS for post in named):
        day = days[len(days) // 2 + chance.randrange(len(days) // 2)]
        named.append(annual_report(sample, 2022, day, number=9001))
    published = sorted(chance.choices(days, k=monthly_counts(sample)[month] - len(named)))
    taken: set[str] = set()
    posts = [_made(unit, day, number, chance, taken) for number, day in enumerate(published, start=1)]
    return sorted([*posts, *named], key=lambda post: post.published)


def counted_named_posts(unit: str) -> list[SamplePost]:
    """The unit's counted posts of the story, as they stood at the end of the year; one that was withdrawn before, and was
    published all the same, as it first stood."""
    told = (post for post in story().posts if post.counted and post.unit == unit)
    states = (state_of(post, DECEMBER.last) or state_of(post, post.appears) for post in told)
    return [state for state in states if state is not None]


def state_of(named: NamedPost, on: date) -> SamplePost | None:
    """A post of the story at the end of a day; None when it was not there yet, or no longer."""
    if on < named.appears:
        return None
    told = dict(named.told)
    if original := told.pop("copy_of", ""):
        (model,) = (post for post in story().posts if post.key == original)
        told = {**model.told, **told, "model": _number(model)}
    state = SamplePost(
        number=_number(named),
        unit=named.unit,
        column=named.column,
        title=named.title,
        published=named.published,
        appears=named.appears,
        counted=named.counted,
        told=told,
        key=named.key,
    )
    for event in story().of_post(named.key):
        if event.on > on:
            break
        if event.what == "deleted":
            return None
        if event.what == "moved":
            state = replace(state, column=event.column, modified=event.on)
            continue
        change = dict(event.change)
        title, published = change.pop("title", state.title), change.pop("published", state.published)
        state = replace(state, title=title, published=published, modified=event.on, told={**state.told, **change})
    return state


def annual_report(sample: SampleUnit, year: int, day: date, *, number: int) -> SamplePost:
    """A unit's annual report of a year, published in January of the next."""
    return SamplePost(
        number=_in_full(sample.unit.code, day.month, number),
        unit=sample.unit.code,
        column=ANNUAL_REPORTS,
        title=f"{sample.unit.in_prose}{year}年政府信息公开工作年度报告",
        published=day,
        appears=day,
        counted=day.year == DECEMBER.year,
    )


@lru_cache(maxsize=256)
def monthly_counts(sample: SampleUnit) -> dict[Month, int]:
    """How many posts in each month of the year; December and the sum are the real figures."""
    chance = random.Random(f"{sample.unit.code}-year")
    months = list(DECEMBER.january.until(DECEMBER.shift(-1)))
    weights = [0.4 + chance.random() for _ in months]
    if sample.year < QUIET_UNIT:
        weights[chance.randrange(2, 9)] = 0.0
    rest = sample.year - sample.december
    total = sum(weights)
    edges = [round(rest * sum(weights[:index]) / total) for index in range(len(months) + 1)]
    counts = {month: edges[index + 1] - edges[index] for index, month in enumerate(months)}
    counts[DECEMBER] = sample.december
    return counts


def made_up(unit: Unit, day: date, number: int, chance: random.Random) -> SamplePost:
    """An uncounted post from the patterns, as the unit might write it on any day of any year."""
    return replace(_made(unit, day, number, chance, set()), counted=False)


def _number(named: NamedPost) -> int:
    return _in_full(named.unit, named.appears.month, named.number)


def _in_full(unit: str, month: int, number: int) -> int:
    return (int(unit) * 100 + month) * 10_000 + number


def _days(month: Month, calendar: WorkingCalendar) -> list[date]:
    every = [month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1)]
    return [day for day in every if calendar.is_working(day)]


def _rows(name: str, group: str) -> list[dict[str, str]]:
    text = files("mingcha.demo").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if row["group"] == group]


_GROUPS = ("county", "town", "portal")
_PATTERNS = {group: [(row["column"], row["title"]) for row in _rows("titles", group)] for group in _GROUPS}
_WEIGHTS = {group: list(accumulate(int(row["weight"]) for row in _rows("titles", group))) for group in _PATTERNS}
_TOPICS = {group: [row["topic"] for row in _rows("topics", group)] for group in _PATTERNS}
_TOPICS["portal"] = _TOPICS["county"]


@lru_cache(maxsize=1)
def towns() -> tuple[str, ...]:
    return tuple(sample.unit.in_prose for sample in sample_units() if sample.unit.group == "town")


def _made(unit: Unit, day: date, number: int, chance: random.Random, taken: set[str]) -> SamplePost:
    """A post whose title none of `taken` has, which it joins."""
    group = unit.group
    patterns, topics = _PATTERNS[group], _TOPICS[group]
    ((column, pattern),) = chance.choices(patterns, cum_weights=_WEIGHTS[group])
    for _ in range(_TRIES):
        topic, village = topics[int(chance.random() * len(topics))], VILLAGES[int(chance.random() * len(VILLAGES))]
        title = pattern.format(
            unit=unit.in_prose,
            topic=topic,
            village=village,
            town=towns()[int(chance.random() * 16)],
            matter=MATTERS[int(chance.random() * len(MATTERS))],
            year=day.year,
            month=day.month,
            day=day.day,
            number=number,
        )
        if title not in taken:
            break
    else:
        title = f"{title}（{number}）"
    taken.add(title)
    return SamplePost(
        number=_in_full(unit.code or PORTAL_CODE, day.month, number),
        unit=unit.code,
        column=column,
        title=title,
        published=day,
        appears=day,
        topic=topic,
        village=village,
    )
