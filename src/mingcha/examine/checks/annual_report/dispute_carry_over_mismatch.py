"""Reviews and suits that do not follow from last year's.

Looks for: table 4 of two years running: fewer cases than were pending (AR4-03), cases though nobody applied in
    either year (AR4-04), suits after review though no review ended in either (AR4-06).
Matters because: pending cases come up again until they end.
To fix: prove both years by the papers of the cases.
Cannot see: cases withdrawn, or from years further back.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.figures import shown
from mingcha.examine.annual_report.sample import sample, side_by_side
from mingcha.examine.annual_report.successive import years_running
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReports
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.annual_reports import rules


@check(
    severity=Severity.LOW,
    clauses=["AR-FORMAT"],
    message="年报表四与上一年报告对不上：{quote}",
    advice="对照复议、诉讼文书核实两年的数字。",
    bad=[
        side_by_side(
            sample("2022 年复议尚未审结 2 件", {("4", "R4", "P4"): 2}, year=2022), sample("2023 年复议总计 0 件")
        ),
        side_by_side(
            sample("2022 年", year=2022), sample("没有申请却有复议", {("4", "R4", "P1"): 1, ("4", "R4", "P5"): 1})
        ),
    ],
    good=[
        side_by_side(
            sample("2022 年复议尚未审结 2 件", {("4", "R4", "P4"): 2}, year=2022),
            sample("2023 年复议总计 2 件", {("4", "R4", "P5"): 2, ("3", "A", "C7"): 2}),
        )
    ],
)
def dispute_carry_over_mismatch(reports: AnnualReports) -> Iterator[Evidence]:
    for at, report, last in years_running(reports):
        now, before = report.table("4"), last.table("4")
        form = format_of(report).form("4")
        told = []
        for one in form.sums:
            total, pending = now.figure("R4", one.total), before.counted("R4", one.parts[-1])
            if total is not None and total.counted is not None and pending is not None and total.counted < pending:
                group = form.column(one.total).group
                words = f"“{group}”总计 {shown(total.counted)} 件，少于上一年尚未审结的 {shown(pending)} 件"
                told.append((total, "AR4-03", words))
        totals = [now.figure("R4", one.total) for one in form.sums]
        asked = [one.table("3").counted("A", "C7") for one in (report, last)]
        some = next((figure for figure in totals if figure is not None and figure.counted), None)
        if some is not None and asked == [0, 0]:
            told.append((some, "AR4-04", "今年和去年都没有收到申请，表四却有复议或诉讼"))
        ended = [table.counted("R4", code) for table in (now, before) for code in ("P1", "P2", "P3")]
        suits = now.figure("R4", "M5")
        if suits is not None and suits.counted and not any(value is None or value for value in ended):
            told.append((suits, "AR4-06", f"复议后起诉 {suits.words} 件，今年和去年都没有办结的复议"))
        for figure, rule, words in told:
            quote = f"{report.unit} {report.year} 年{words}"
            basis = f"{rule}：{rules()[rule].says}"
            yield doubt(figure.start, figure.end, quote=quote, document=at, secret=rule, basis=basis, confidence=0.6)
