"""Tables of a format that is not in force for the year of the report.

Looks for: headers of the 2019 format in a report for 2021 or later, and the other way round (AR-F-05).
Matters because: the figures asked for changed; old tables cannot be added to new ones.
To fix: take the form in force for the year and fill it anew.
Cannot see: a report whose year is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.annual_reports import format_for, formats, rules


@check(
    severity=Severity.HIGH,
    clauses=["AR-FORMAT"],
    message="年报用错了格式：{quote}",
    advice="改用该年度应当使用的格式，重新填报后发布。",
    bad=[sample("2023 年的报告用 2019 年格式", form_year=2019)],
    good=[sample("2023 年的报告用 2021 年格式"), sample("2020 年的报告用 2019 年格式", year=2020)],
)
def wrong_table_format(report: AnnualReport) -> Iterator[Evidence]:
    year = report.about_year
    table = report.table("2")
    if year is None or not table.is_read or year < formats()[0].since:
        return
    wanted, used = format_for(year), format_of(report)
    if wanted.name == used.name:
        return
    words = "、".join(one.words for one in table.columns[:3])
    yield found(
        table.start,
        table.start,
        quote=f"{year} 年度的报告用了{used.name}的表头（{words}），应当用{wanted.name}（{wanted.document}）",
        suggestion=wanted.document,
        secret="format",  # noqa: S106
        basis=f"AR-F-05：{rules()['AR-F-05'].says}",
    )
