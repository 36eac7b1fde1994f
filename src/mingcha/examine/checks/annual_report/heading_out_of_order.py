"""Parts of the report in another order than the decreed one.

Looks for: headings that stand before one that should come earlier (AR-F-03).
Matters because: reports are read side by side, part by part.
To fix: put the parts into the decreed order.
Cannot see: tables that stand under the wrong heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.LOW,
    clauses=["AR-FORMAT"],
    message="年报各部分的顺序不对：{quote}",
    advice="按一至六的规定顺序排列。",
    bad=[sample("第五部分在第四部分前", order=["overall", "active", "requests", "problems", "disputes", "other"])],
    good=[sample("顺序正确")],
)
def heading_out_of_order(report: AnnualReport) -> Iterator[Evidence]:
    order = [heading.id for heading in format_of(report).headings]
    last = None
    for section in report.sections:
        if last is not None and order.index(section.id) < order.index(last.id):
            quote = f"“{section.words}”排在“{last.words}”后面"
            yield found(section.heading_start, section.start, quote=quote, secret=section.id)
        last = section
