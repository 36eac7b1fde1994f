"""An amount of fees that looks like yuan where the form asks for 万元.

Looks for: table 2 of two years running: an amount more than a hundred times last year's (AR2-07).
Matters because: the county's sum is then wrong by four places.
To fix: divide by ten thousand.
Cannot see: the first report of a unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.figures import shown
from mingcha.examine.annual_report.sample import sample, side_by_side
from mingcha.examine.annual_report.successive import years_running
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReports
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.annual_reports import rules

TIMES, YUAN = 100, 10000


@check(
    severity=Severity.MEDIUM,
    clauses=["AR-FORMAT"],
    message="年报的收费金额可能填错单位：{quote}",
    advice="收费金额以万元为单位，核对后改正。",
    bad=[
        side_by_side(
            sample("2022 年 12.5 万元", {("2", "fee", "fee"): "12.5"}, year=2022),
            sample("2023 年填 130000", {("2", "fee", "fee"): 130000}),
        )
    ],
    good=[
        side_by_side(
            sample("2022 年 12.5 万元", {("2", "fee", "fee"): "12.5"}, year=2022),
            sample("2023 年 30 万元", {("2", "fee", "fee"): 30}),
        )
    ],
)
def wrong_fee_unit_in_report(reports: AnnualReports) -> Iterator[Evidence]:
    for at, report, last in years_running(reports):
        now, before = report.table("2").figure("fee", "fee"), last.table("2").counted("fee", "fee")
        if now is None or now.value is None or not before or now.value <= before * TIMES:
            continue
        quote = f"{report.unit} {report.year} 年写 {now.words} 万元，{last.year} 年是 {shown(before)} 万元"
        yield doubt(
            now.start,
            now.end,
            quote=quote,
            document=at,
            suggestion=shown(now.value / YUAN),
            secret="2.fee.fee",  # noqa: S106
            basis=f"AR2-07：{rules()['AR2-07'].says}",
            confidence=0.7,
        )
