"""A report that does not say for which days its figures stand.

Looks for: neither the words above the first part nor that part itself name a period from 1 January to 31 December
    (AR-F-02).
Matters because: figures without a period cannot be compared.
To fix: say: 统计期限自某年1月1日起至12月31日止.
Cannot see: a period told in a picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.years import periods
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.LOW,
    clauses=["AR-FORMAT"],
    message="年报没有写明统计期限：{quote}",
    advice="在开头写明所列数据的统计期限（1月1日至12月31日）。",
    bad=[sample("没有统计期限", words={"overall": "2023年，我局公开信息。"})],
    good=[sample("有统计期限")],
)
def missing_period_in_report(report: AnnualReport) -> Iterator[Evidence]:
    if report.sections and report.year is not None and not list(periods(report)):
        start = report.sections[0].heading_start
        yield doubt(start, start, quote=report.title or "全文", secret="period", confidence=0.6)  # noqa: S106
