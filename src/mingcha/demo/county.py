"""The sample county's units: 56 of them, with the targets and counts of a real December bulletin (2023)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from mingcha.demo.places import Place, column_rows, place
from mingcha.demo.story import story
from mingcha.model.month import Month
from mingcha.model.unit import Alias, Group, Target, Unit

COUNTY = "样例县"
YEAR = 2023
DECEMBER = Month(YEAR, 12)
GROUPS = (
    Group(code="county", name="县直单位", prose="县直单位", order=1),
    Group(code="town", name="乡镇", prose="乡（镇）", order=2),
)


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A unit with its target, its posts of the year, those of December, and the folder of its pages."""

    unit: Unit
    target: Target
    year: int
    december: int
    folder: str


@lru_cache(maxsize=1)
def sample_units() -> tuple[SampleUnit, ...]:
    text = files("mingcha.demo").joinpath("data/units.csv").read_text(encoding="utf-8")
    return tuple(_sample_unit(row) for row in csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def sample_places() -> dict[tuple[str, str], Place]:
    """Every column by (unit's code, name); the portal's own under an empty code."""
    places = [place(unit="", group="portal", unit_folder="xwzx", column=column) for column in column_rows("portal")]
    for sample in sample_units():
        own = [column for column in story().columns if column["unit"] == sample.unit.code]
        places.extend(
            place(unit=sample.unit.code, group=sample.unit.group, unit_folder=sample.folder, column=column)
            for column in [*column_rows(sample.unit.group), *own]
        )
    return {(place.unit, place.column): place for place in places}


def _sample_unit(row: dict[str, str]) -> SampleUnit:
    unit = Unit(
        code=row["code"],
        name=row["name"],
        group=row["group"],
        order=int(row["order"]),
        prose_name=row["prose_name"],
        vertical=row["vertical"] == "1",
        parent=row["parent"] or None,
        aliases=tuple(Alias(name) for name in row["aliases"].split("|") if name),
    )
    target = Target(unit.code, YEAR, int(row["target"]))
    return SampleUnit(unit, target, year=int(row["year"]), december=int(row["december"]), folder=row["folder"])
