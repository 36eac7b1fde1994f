"""A total of table 3 that is not the sum of the cells beside it.

Looks for: rows of table 3 whose 总计 is not the sum of the six kinds of applicants (AR3-01).
Matters because: these figures are added up over the county, the city and the nation; one wrong cell spoils every
    total above it.
To fix: check the row against the register, correct the wrong cell, and publish the corrected report in the same
    place.
Cannot see: which of the cells is wrong; it says so only where the columns give it away.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import unequal_sums
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.annual_reports import rules

# More totals left empty than this are one fault: nobody filled the column in.
FEW = 2


@check(
    severity=Severity.HIGH,
    clauses=["AR-FORMAT", "OGI-50"],
    message="年报表格的横向合计不符：{quote}",
    advice="对照申请台账改正这一行，重新发布，原位替换旧版。",
    bad=[
        sample(
            "表三“2.重复申请”自然人 1 件，总计写 0", {("3", "N2", "C1"): 1, ("3", "S", "C1"): 1, ("3", "A", "C1"): 1}
        ),
        sample("“本年新收”总计空着", {("3", "A", "C1"): 2, ("3", "A", "C7"): " "}),
    ],
    good=[
        sample("各格都是 0"),
        sample("总计用全角数字", {("3", "A", "C1"): 2, ("3", "A", "C7"): "２"}),
        sample("有一格不是数字", {("3", "A", "C1"): "若干", ("3", "A", "C7"): 3}),
    ],
)
def row_total_mismatch(report: AnnualReport) -> Iterator[Evidence]:
    basis = f"AR3-01：{rules()['AR3-01'].says}"
    told = list(unequal_sums(report, "AR3-01"))
    empty = [one for one in told if one.is_blank]
    if len(empty) > FEW:
        first = empty[0]
        yield found(
            first.start,
            first.end,
            quote=f"表三有 {len(empty)} 行的“总计”空着，如{first.quote.removeprefix('表三')}",
            secret="3.C7.blank",  # noqa: S106
            more_places=[str(report.place_at(one.start)) for one in empty[1:5]],
            places=len(empty),
            basis=basis,
        )
        told = [one for one in told if not one.is_blank]
    for one in told:
        yield found(
            one.start,
            one.end,
            quote=one.quote,
            note=f"{one.mend}。",
            suggestion=one.should_be,
            secret=one.key,
            basis=basis,
        )
