"""Which reports of a run belong together: those of one unit, and of one unit for two years running."""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.model.annual_report import AnnualReport, AnnualReports
from mingcha.text.width import comparable


def same_unit(one: AnnualReport, other: AnnualReport) -> bool:
    """Whether two reports are of one unit: by its code when both have one, else by its name."""
    if one.document.unit and other.document.unit:
        return one.document.unit == other.document.unit
    return bool(one.unit) and _name(one.unit) == _name(other.unit)


def _name(unit: str) -> str:
    """甲乡 and 甲乡人民政府 are one."""
    plain = comparable(unit)
    for ending in ("人民政府", "政府"):
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            return plain.removesuffix(ending)
    return plain


def years_running(reports: AnnualReports) -> Iterator[tuple[int, AnnualReport, AnnualReport]]:
    """Each report with the same unit's report for the year before, and its place in the run; the first where there are two."""
    for at, report in enumerate(reports.parts):
        if report.year is None:
            continue
        last = next((one for one in reports.parts if one.year == report.year - 1 and same_unit(one, report)), None)
        if last is not None:
            yield at, report, last
