"""Suits without the review that must come first.

Looks for: from 2024 on, more than a few suits without review (未经复议直接起诉), and more of them than reviews (AR4-05).
Matters because: since 2024 who is refused information must ask for review first; such figures are mostly counted in
    the wrong block.
To fix: prove the blocks by the court papers.
Cannot see: what the suits were about: a refusal must be reviewed first, other conduct need not.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity

# 不予公开 goes to review first; what goes straight to court is little.
FEW, SINCE = 3, 2024


@check(
    severity=Severity.LOW,
    clauses=["AR-FORMAT"],
    message="年报表四的诉讼与复议对不上：{quote}",
    advice="对照裁判文书核实，填错块的改正。",
    bad=[sample("直接起诉 5 件", {("4", "R4", "L3"): 5, ("4", "R4", "L5"): 5}, year=2024)],
    good=[sample("没有诉讼"), sample("2023 年直接起诉", {("4", "R4", "L3"): 5, ("4", "R4", "L5"): 5})],
)
def missing_review_before_suit(report: AnnualReport) -> Iterator[Evidence]:
    table = report.table("4")
    direct, reviews = table.figure("R4", "L5"), table.counted("R4", "P5")
    if direct is None or direct.value is None or reviews is None or report.about_year is None:
        return
    if report.about_year >= SINCE and direct.value >= FEW and direct.value > reviews:
        quote = f"未经复议直接起诉 {direct.words} 件，行政复议只有 {reviews} 件"
        yield doubt(direct.start, direct.end, quote=quote, secret="4.L5", confidence=0.5)  # noqa: S106
