"""Documents in force that do not follow from last year's.

Looks for: table 2 of two years running: in force = last year's in force + made − repealed (AR2-02), and never more
    repealed than there were (AR2-03).
Matters because: this is where figures are copied from year to year without looking.
To fix: make a list of the documents in force and count it.
Cannot see: documents that expired by themselves, or came over from another unit; then say so.
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
    severity=Severity.MEDIUM,
    clauses=["AR-FORMAT", "OGI-50"],
    message="年报的现行有效件数与上一年报告不衔接：{quote}",
    advice="列出现行有效文件清单逐件核对，改正错的一年；有自动失效或划转的，写明。",
    bad=[
        side_by_side(
            sample("2022 年有效 5 件", {("2", "norm", "valid"): 5}, year=2022),
            sample("2023 年制发 1 件，有效 5 件", {("2", "norm", "made"): 1, ("2", "norm", "valid"): 5}),
        ),
        side_by_side(
            sample("2022 年有效 1 件", {("2", "norm", "valid"): 1}, year=2022),
            sample("2023 年废止 3 件", {("2", "norm", "repealed"): 3}),
        ),
    ],
    good=[
        side_by_side(
            sample("2022 年有效 5 件", {("2", "norm", "valid"): 5}, year=2022),
            sample("2023 年制发 1 件，有效 6 件", {("2", "norm", "made"): 1, ("2", "norm", "valid"): 6}),
        )
    ],
)
def valid_documents_mismatch(reports: AnnualReports) -> Iterator[Evidence]:
    for at, report, last in years_running(reports):
        form = format_of(report).form("2")
        for row in (one for one in form.rows if one.id in ("reg", "norm")):
            now = report.table("2").figure(row.id, "valid")
            made, gone = (report.table("2").counted(row.id, code) for code in ("made", "repealed"))
            before = last.table("2").counted(row.id, "valid")
            if now is None or now.counted is None or made is None or gone is None or before is None:
                continue
            should = before + made - gone
            sums = f"上一年现行有效 {shown(before)}＋本年制发 {shown(made)}－本年废止 {shown(gone)}"
            head = f"{report.unit} {report.year} 年“{row.label}”"
            if should < 0:
                rule, quote = (
                    "AR2-03",
                    f"{head}本年废止 {shown(gone)} 件，多于上一年现行有效与本年制发之和 {shown(before + made)} 件",
                )
                yield found(
                    now.start,
                    now.end,
                    quote=quote,
                    document=at,
                    secret=f"2.{row.id}.repealed",
                    basis=f"{rule}：{rules()[rule].says}",
                )
            elif now.counted != should:
                rule, quote = "AR2-02", f"{head}现行有效 {shown(now.counted)} 件，推算应为 {shown(should)} 件（{sums}）"
                yield found(
                    now.start,
                    now.end,
                    quote=quote,
                    document=at,
                    suggestion=shown(should),
                    secret=f"2.{row.id}.valid",
                    basis=f"{rule}：{rules()[rule].says}",
                    confidence=0.9,
                )
