"""A 总计 of results in table 3 that is not the sum of the results above it.

Looks for: columns of table 3 whose row （七）总计 is not the sum of all results (AR3-02).
Matters because: the total of results is what tells how many applications were answered.
To fix: check the row against the register, correct the wrong cell, and publish the corrected report in the same
    place.
Cannot see: a column in which a row is missing or cannot be read; that is told of by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import unequal_sums
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.annual_reports import rules


@check(
    severity=Severity.HIGH,
    clauses=["AR-FORMAT", "OGI-50"],
    message="年报表三的纵向合计不符：{quote}",
    advice="对照申请台账改正这一列，重新发布，原位替换旧版。",
    bad=[sample("予以公开 2 件，总计写 1", {("3", "G1", "C1"): 2, ("3", "S", "C1"): 1})],
    good=[
        sample("各格都是 0"),
        sample(
            "予以公开 1 件，部分公开 1 件，总计 2", {("3", "G1", "C1"): 1, ("3", "G2", "C1"): 1, ("3", "S", "C1"): 2}
        ),
    ],
)
def result_total_mismatch(report: AnnualReport) -> Iterator[Evidence]:
    for one in unequal_sums(report, "AR3-02"):
        yield found(
            one.start,
            one.end,
            quote=one.quote,
            note=f"{one.mend}。",
            suggestion=one.should_be,
            secret=one.key,
            basis=f"AR3-02：{rules()['AR3-02'].says}",
        )
