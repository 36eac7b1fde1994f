"""Figures of a report that differ from what the office counted itself.

Looks for: applications, normative documents and published posts as the report gives them against the office's own
    registers, where these were handed over (AR2-06, XDOC).
Matters because: the county adds up what units report; its own registers are the only thing to prove it by.
To fix: lay the report beside the register and correct whichever is wrong, or say why they differ (another last day).
Cannot see: which of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.claims import published_total
from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReport, OwnCounts
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-47", "OGI-50"],
    message="年报与本办掌握的数字不同：{quote}",
    advice="与单位核对，改正其中一处；统计口径不同的，在报告中说明。",
    bad=[
        sample("登记的申请 5 件，表中 3 件", {("3", "A", "C7"): 3}, counts=OwnCounts("依申请公开登记", applications=5))
    ],
    good=[
        sample("一致", {("3", "A", "C7"): 3}, counts=OwnCounts("依申请公开登记", applications=3)),
        sample("没有自己的数"),
    ],
)
def report_disagrees_with_counts(report: AnnualReport) -> Iterator[Evidence]:
    own = report.counts
    if own is None:
        return
    pairs = [
        ("表三“本年新收政府信息公开申请数量”的“总计”", report.table("3").figure("A", "C7"), own.applications),
        ("表二“行政规范性文件”的“本年制发件数”", report.table("2").figure("norm", "made"), own.normative),
    ]
    for name, figure, counted in pairs:
        if figure is None or figure.counted is None or counted is None or figure.counted == counted:
            continue
        quote = f"{name}是 {figure.words or 0}，{own.source}是 {counted}"
        yield doubt(figure.start, figure.end, quote=quote, secret=name, suggestion=str(counted), confidence=0.7)
    total = published_total(report)
    if total is not None and own.published is not None and total.value != own.published:
        quote = f"文字写“{total.words}”，{own.source}是 {own.published}"
        yield doubt(total.start, total.end, quote=quote, secret="published", confidence=0.6)  # noqa: S106
