"""Files read as annual reports and examined, each by itself and all laid side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mingcha import extract
from mingcha.examine.annual_report.reading import read_report
from mingcha.examine.declaration import Check
from mingcha.examine.runner import Result, examine_subjects
from mingcha.model.annual_report import AnnualReport, AnnualReports
from mingcha.model.document import NotExamined, Outcome
from mingcha.model.finding import Finding
from mingcha.standards.annual_reports import Deadlines


@dataclass(frozen=True, slots=True)
class ReadReports:
    """The reports in some files, what of them was not examined, and the files that hold no report, with the reason."""

    reports: tuple[AnnualReport, ...] = ()
    not_examined: tuple[NotExamined, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


def read_reports(
    files: Sequence[tuple[Path | bytes, str]],
    *,
    unit: str = "",
    year: int | None = None,
    days: Deadlines | None = None,
    county_day: date | None = None,
) -> ReadReports:
    """Every annual report in the files; never raises for what a file holds.

    `unit` and `year` are what the reports should be for; `county_day` is the county's last day instead of `days`' own.
    """
    reports: list[AnnualReport] = []
    missed: list[NotExamined] = []
    others: list[tuple[str, str]] = []
    for path, name in files:
        reading = extract.read(path, name=name)
        read = [
            read_report(one, unit=unit, year=year, missed=reading.not_examined, days=days) for one in reading.documents
        ]
        found = [one for one in read if one.report is not None]
        if not found:
            others.append((name, _why(reading.not_examined)))
            if all(len(one.text) < _SAYS_SOMETHING for one in reading.documents):
                # A scan or a broken file may be a report: it is not clean.
                missed += reading.not_examined
            continue
        for one in found:
            report = one.report
            assert report is not None
            reports.append(report if county_day is None else replace(report, due_county=county_day, county_is_own=True))
            missed += one.not_examined
        missed += [one for one in reading.not_examined if one.outcome is not Outcome.PICTURE]
    return ReadReports(tuple(reports), tuple(missed), tuple(others))


# With so many characters a document would show what it is.
_SAYS_SOMETHING = 200


def _why(missed: Sequence[NotExamined]) -> str:
    if missed:
        first = missed[0]
        return first.outcome.value + (f"（{first.reason}）" if first.reason else "")
    return "不是政府信息公开工作年度报告：没有这样的标题，也没有报告的三张表"


def examine_reports(
    reports: Sequence[AnnualReport], checks: Sequence[Check], *, key: bytes, last: Sequence[AnnualReport] = ()
) -> Result:
    """Every finding in the reports; `last` are those of the year before, which are only compared with."""
    alone = examine_subjects(reports, checks, key=key)
    whole = AnnualReports((*reports, *last))
    across = examine_subjects([whole], checks, key=key)
    ours = {one.source for one in reports}
    findings: list[Finding] = [one for one in across.findings if one.source in ours]
    return alone + Result(tuple(findings), across.not_examined)


def the_last_year_of(report: AnnualReport, last: AnnualReport) -> AnnualReport:
    """Last year's report as that of the same unit, and of the year before where its title names none."""
    year = last.year if last.year is not None or report.year is None else report.year - 1
    return replace(last, unit=report.unit, year=year, document=replace(last.document, unit=report.document.unit))
