"""The sample county's posts: made up, the same every time, and summing to the real counts.

December's count and the year's are given for every unit; January to November share the rest unevenly, as units
do. Nothing here is a real post: titles come from patterns, addresses end in the reserved domain .example.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from importlib.resources import files

from mingcha.calendar import WorkingCalendar
from mingcha.demo.county import DECEMBER, SampleUnit
from mingcha.model.month import Month
from mingcha.model.post import Post

PORTAL = "http://www.yangli.example"
VILLAGES = "东坑 西坝 上屋 下湾 石桥 塘背 竹山 莲塘 樟树 新坪 龙口 长岭".split()
# Posts of a unit that has nearly stopped publishing come in bursts, with silent months between.
QUIET_UNIT = 420


def sample_posts(sample: SampleUnit, months: Sequence[Month], *, calendar: WorkingCalendar) -> Iterator[Post]:
    """The posts of one unit in these months, by date."""
    counts = monthly_counts(sample)
    for month in months:
        chance = random.Random(f"{sample.unit.code}-{month.key}")
        days = _days(month, calendar)
        published = sorted(chance.choices(days, k=counts[month]))
        for number, day in enumerate(published, start=1):
            column, title = _title(sample, day, number, chance)
            page = f"t{day:%Y%m%d}_{sample.unit.code}{month.number:02d}{number:04d}.html"
            yield Post(
                unit=sample.unit.code,
                unit_name=sample.unit.name,
                column=column,
                title=title,
                url=f"{PORTAL}/xxgk/{sample.unit.code}/{month.key}/{page}",
                published=day,
                source="",
            )


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


def _days(month: Month, calendar: WorkingCalendar) -> list[date]:
    every = [month.first + timedelta(days=n) for n in range((month.last - month.first).days + 1)]
    return [day for day in every if calendar.is_working(day)]


def _rows(name: str, group: str) -> list[dict[str, str]]:
    text = files("mingcha.demo").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if row["group"] == group]


_PATTERNS = {group: _rows("titles", group) for group in ("county", "town")}
_WEIGHTS = {group: [int(row["weight"]) for row in rows] for group, rows in _PATTERNS.items()}
_TOPICS = {group: [row["topic"] for row in _rows("topics", group)] for group in ("county", "town")}


def _title(sample: SampleUnit, day: date, number: int, chance: random.Random) -> tuple[str, str]:
    group = sample.unit.group
    pattern = chance.choices(_PATTERNS[group], _WEIGHTS[group])[0]
    title = pattern["title"].format(
        unit=sample.unit.in_prose,
        topic=chance.choice(_TOPICS[group]),
        village=chance.choice(VILLAGES),
        year=day.year,
        month=day.month,
        number=number,
    )
    return pattern["column"], title
