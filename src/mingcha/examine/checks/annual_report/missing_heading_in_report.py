"""One of the six parts of the report is not there.

Looks for: headings of the decreed parts that no line of the report holds (AR-F-03).
Matters because: the law lists what the report must tell; a part left out is a duty left undone.
To fix: add the part with its decreed heading; where there is nothing to tell, say so.
Cannot see: a part that stands under another heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-50", "AR-FORMAT"],
    message="年报缺少规定的部分：{quote}",
    advice="按规定的六个部分补写，没有内容的写明“无”。",
    bad=[sample("没有第五部分", without=["problems"])],
    good=[sample("六个部分都有")],
)
def missing_heading_in_report(report: AnnualReport) -> Iterator[Evidence]:
    there = {one.id for one in report.sections}
    if not there:
        return
    for heading in format_of(report).headings:
        if heading.id in there:
            continue
        quote = f"没有“{heading.number}、{heading.label}”"
        yield found(0, 0, quote=quote, secret=heading.id, where="全文")
