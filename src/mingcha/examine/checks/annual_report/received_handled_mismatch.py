"""Applications that came in and applications accounted for differ.

Looks for: columns of table 3 in which new plus carried over is not results plus carried on (AR3-03).
Matters because: an application that came in and is neither answered nor carried on was lost; the form prints this
    relation in its head.
To fix: check the row against the register, correct the wrong cell, and publish the corrected report in the same
    place.
Cannot see: two wrong figures that cancel each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import unequal_balances
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.annual_reports import rules


@check(
    severity=Severity.HIGH,
    clauses=["AR-FORMAT", "OGI-50"],
    message="年报表三收到与办理不平衡：{quote}",
    advice="对照申请台账核对新收、结转、办结各数，改正后重新发布，原位替换旧版。",
    bad=[sample("新收 3 件，办结 2 件，结转 0 件", {("3", "A", "C1"): 3, ("3", "S", "C1"): 2})],
    good=[
        sample("各格都是 0"),
        sample("新收 3 件，办结 2 件，结转 1 件", {("3", "A", "C1"): 3, ("3", "S", "C1"): 2, ("3", "E", "C1"): 1}),
    ],
)
def received_handled_mismatch(report: AnnualReport) -> Iterator[Evidence]:
    for one in unequal_balances(report, "AR3-03"):
        yield found(
            one.start,
            one.end,
            quote=one.quote,
            note=f"{one.mend}。",
            suggestion=one.should_be,
            secret=one.key,
            basis=f"AR3-03：{rules()['AR3-03'].says}",
        )
