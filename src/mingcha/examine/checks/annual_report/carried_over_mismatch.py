"""Applications carried over that last year's report did not carry on.

Looks for: reports of one unit for two years running: what came over from last year against what last year's report
    carried on, column by column (AR3-06).
Matters because: what was open on 31 December is open on 1 January; the difference is applications lost or made up.
To fix: prove both by the register; if last year's report was wrong, correct it and say so.
Cannot see: a unit that was merged or split in between.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.figures import shown
from mingcha.examine.annual_report.sample import sample, side_by_side
from mingcha.examine.annual_report.successive import years_running
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReports
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.annual_reports import rules


@check(
    severity=Severity.HIGH,
    clauses=["AR-FORMAT", "OGI-50"],
    message="年报的上年结转与上一年报告不衔接：{quote}",
    advice="对照台账核实，改正错的一年；上一年报告有误的，一并更正并说明；机构改革造成的，写明。",
    bad=[
        side_by_side(
            sample("2022 年结转下年 2 件", {("3", "E", "C1"): 2}, year=2022),
            sample("2023 年上年结转 1 件", {("3", "B", "C1"): 1}),
        )
    ],
    good=[
        side_by_side(
            sample("2022 年结转下年 2 件", {("3", "E", "C1"): 2}, year=2022),
            sample("2023 年上年结转 2 件", {("3", "B", "C1"): 2}),
        ),
        side_by_side(
            sample("甲局 2022 年", {("3", "E", "C1"): 2}, year=2022), sample("乙局 2023 年", unit="样例县乙局")
        ),
    ],
)
def carried_over_mismatch(reports: AnnualReports) -> Iterator[Evidence]:
    for at, report, last in years_running(reports):
        form = format_of(report).form("3")
        for column in form.columns:
            came = report.table("3").figure("B", column.id)
            left = last.table("3").figure("E", column.id)
            if came is None or left is None or came.counted is None or left.counted is None:
                continue
            if came.counted == left.counted:
                continue
            quote = (
                f"{report.unit} {report.year} 年“上年结转”的“{column.label}”是 {shown(came.counted)}，"
                f"{last.year} 年报告“结转下年度继续办理”是 {shown(left.counted)}"
            )
            yield found(
                came.start,
                came.end,
                quote=quote,
                document=at,
                suggestion=shown(left.counted),
                secret=f"3.B.{column.id}",
                basis=f"AR3-06：{rules()['AR3-06'].says}",
            )
