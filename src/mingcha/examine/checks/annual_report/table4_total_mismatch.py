"""A 总计 of reviews or suits in table 4 that is not the sum of its four outcomes.

Looks for: the three blocks of table 4 (AR4-01).
Matters because: reviews and suits are the outside measure of how applications were answered.
To fix: check the row against the register, correct the wrong cell, and publish the corrected report in the same
    place.
Cannot see: an outcome counted under the wrong heading.
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
    message="年报表四的合计不符：{quote}",
    advice="对照复议、诉讼文书改正这一块，重新发布，原位替换旧版。",
    bad=[
        sample("复议维持 1 件，总计写 2", {("4", "R4", "P1"): 1, ("4", "R4", "P5"): 2}),
        sample("复议后起诉尚未审结 1 件，总计写 0", {("4", "R4", "M4"): 1}),
    ],
    good=[sample("各格都是 0"), sample("直接起诉其他结果 1 件，总计 1", {("4", "R4", "L3"): 1, ("4", "R4", "L5"): 1})],
)
def table4_total_mismatch(report: AnnualReport) -> Iterator[Evidence]:
    for one in unequal_sums(report, "AR4-01"):
        yield found(
            one.start,
            one.end,
            quote=one.quote,
            note=f"{one.mend}。",
            suggestion=one.should_be,
            secret=one.key,
            basis=f"AR4-01：{rules()['AR4-01'].says}",
        )
