"""An annual report that lies in another column than that of annual reports.

Looks for: reports whose portal column has no word for annual reports in its name (AR-P-03).
Matters because: people look for it in its own column.
To fix: move it to 政府信息公开年报.
Cannot see: a column with an odd name; the words that are known are in the standards.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.annual_reports import report_words


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-49"],
    message="年报没有放在年报栏目：{quote}",
    advice="移到“政府信息公开年报”栏目，并检查旧链接。",
    bad=[sample("放在工作动态", column="工作动态")],
    good=[sample("在年报栏目", column="政府信息公开年报"), sample("不知道栏目")],
)
def report_outside_column(report: AnnualReport) -> Iterator[Evidence]:
    if report.column and not any(word in report.column for word in report_words().column.names):
        yield found(0, 0, quote=f"现在的栏目是“{report.column}”", secret=report.column, where="所在栏目")
