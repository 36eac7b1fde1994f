"""A file held against the ledger as it is now: what would be new, what is known, what is wrong."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from mingcha.model.ledger import Field, LedgerReading, RowFault
from mingcha.model.unit import Unit as UnitValue
from mingcha.pipeline import read_ledger
from mingcha.web.publishing.differing import Difference, differences
from mingcha.web.publishing.matching import Arrival, Place, Plan, arrival, plan
from mingcha.web.publishing.models import Import
from mingcha.web.units import queries as units
from mingcha.web.units.models import Unit

# More would not be read by anybody; `marked_sheet` has them all.
FAULTS_KEPT = 1000
# What a preview shows of the rows to come.
FIRST_NEW_KEPT = 20


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would do to the ledger, and what keeps it from doing so."""

    plan: Plan
    faults: tuple[RowFault, ...]
    skipped: tuple[str, ...]
    differences: tuple[Difference, ...]
    sheets: tuple[str, ...]

    @property
    def faulty(self) -> int:
        """Rows with a fault; one row may have several."""
        return len({(fault.sheet, fault.line) for fault in self.faults})

    @property
    def rows(self) -> int:
        return len(self.plan.new) + len(self.plan.repeats) + self.faulty


def read(item: Import, *, at: datetime) -> LedgerReading:
    """The stored file understood row by row, as of a moment. Raises FileFault."""
    unit = item.unit.code if item.unit else None
    return _read(item.file.path, item.digest, units.units(), timezone.localdate(at), unit, settings.COUNTY)


@lru_cache(maxsize=1)
def _read(
    path: str, digest: str, roster: tuple[UnitValue, ...], today: date, only_unit: str | None, county: str
) -> LedgerReading:
    """Whoever previews a file mostly confirms it next; the last reading is kept for that, by all it rests on."""
    return read_ledger(Path(path), units=roster, today=today, only_unit=only_unit, county=county)


def forget() -> None:
    """Let the last reading go."""
    _read.cache_clear()


def look_at(item: Import, reading: LedgerReading) -> Look:
    """Hold a reading against the ledger. URLs that belong to another unit are faults."""
    keys = dict(Unit.objects.order_by().values_list("code", "pk"))
    planned = plan([arrival(row, source=item.pk or 0, unit=keys[row.unit]) for row in reading.rows])
    faults = list(reading.faults)
    if planned.clashes:
        names = {unit.pk: unit.prose_name or unit.name for unit in Unit.objects.order_by()}
        faults += [_clash(row, place, names) for row, place in planned.clashes]
        order = {sheet: place for place, sheet in enumerate(dict.fromkeys(fault.sheet for fault in faults))}
        faults.sort(key=lambda fault: (order[fault.sheet], fault.line))
    skipped = list(reading.skipped)
    inside = [(row, place.arrival) for row, place in planned.repeats if place.arrival is not None]
    if inside:
        again, first = inside[0]
        skipped.append(
            f"有 {len(inside)} 行与文件里前面的行是同一条信息，只计一条（如第 {again.line} 行与第 {first.line} 行）"
        )
    differing = differences(planned)
    if differing:
        skipped.append(f"有 {len(differing)} 行是已有的信息，但内容与台账或前面的行不同，未更改，见“内容不同的行”")
    sheets = tuple(dict.fromkeys(row.sheet for row in reading.rows))
    return Look(planned, tuple(faults), tuple(skipped), differing, sheets)


def note(item: Import, look: Look) -> None:
    """Put the numbers of a look on the import, unsaved."""
    item.rows, item.new, item.known = look.rows, len(look.plan.new), len(look.plan.repeats)
    item.faulty = look.faulty
    kept = look.faults[:FAULTS_KEPT]
    item.faults = json.dumps(
        [
            {"sheet": fault.sheet, "line": fault.line, "field": fault.field or "", "message": fault.message}
            for fault in kept
        ],
        ensure_ascii=False,
    )
    item.differing = len(look.differences)
    told = [asdict(difference) for difference in look.differences[:FAULTS_KEPT]]
    item.differences = json.dumps(told, ensure_ascii=False)
    item.sheets = json.dumps(look.sheets, ensure_ascii=False)
    item.skipped = json.dumps(look.skipped, ensure_ascii=False)
    item.first_new = json.dumps(_first_new(look), ensure_ascii=False)


def faults_of(item: Import) -> list[RowFault]:
    """The first faults of an import, as they were found (at most FAULTS_KEPT; `item.faulty` counts all rows)."""
    return [
        RowFault(fault["sheet"], fault["line"], Field(fault["field"]) if fault["field"] else None, fault["message"])
        for fault in json.loads(item.faults)
    ]


def skipped_of(item: Import) -> list[str]:
    """What was passed over on purpose, a sentence each."""
    return list(json.loads(item.skipped))


def differences_of(item: Import) -> list[Difference]:
    """The first known rows that say something else than the ledger (at most FAULTS_KEPT; `item.differing` counts)."""
    return [Difference(**told) for told in json.loads(item.differences)]


def first_new_of(item: Import) -> list[dict[str, Any]]:
    """The first rows that are new (at most FIRST_NEW_KEPT): line, unit's name, column, title, url, day."""
    return list(json.loads(item.first_new))


def _first_new(look: Look) -> list[dict[str, Any]]:
    rows = [place.arrival for place in look.plan.new[:FIRST_NEW_KEPT] if place.arrival is not None]
    names = dict(Unit.objects.filter(pk__in={row.unit for row in rows}).order_by().values_list("pk", "name"))
    return [
        {
            "line": row.line,
            "unit": names[row.unit],
            "column": row.column,
            "title": row.title,
            "url": row.url,
            "published": row.published.isoformat(),
        }
        for row in rows
    ]


def _clash(row: Arrival, place: Place, names: dict[int, str]) -> RowFault:
    owner = names[place.unit]
    if place.arrival is not None:
        message = f"与第 {place.arrival.line} 行的网址相同，而那一行是“{owner}”的；一个网址只能属于一个单位"
    else:
        message = f"这个网址在台账里已是“{owner}”的信息；一个网址只能属于一个单位，请核对责任单位"
    return RowFault(row.sheet, row.line, Field.URL, message)
