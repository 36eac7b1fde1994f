"""A heading of the report in other words, or with another number, than decreed.

Looks for: headings that mean a decreed part and are not worded so; wordings known from earlier forms are passed
    over (AR-F-03).
Matters because: the form has exact headings, and inspectors look for them.
To fix: copy the heading from the form.
Cannot see: a right heading above the wrong part.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.LOW,
    clauses=["AR-FORMAT"],
    message="年报的标题与规定格式不同：{quote}",
    advice="改用规定格式的标题原文和序号。",
    bad=[
        sample("第五部分写成“存在的不足及改进的情况”", headings={"problems": "五、存在的不足及改进的情况"}),
        sample("两个“四”", headings={"problems": "四、存在的主要问题及改进情况"}),
    ],
    good=[sample("标题都对"), sample("可以接受的写法", headings={"problems": "五、存在问题及改进情况"})],
)
def wrong_heading_in_report(report: AnnualReport) -> Iterator[Evidence]:
    headings = {one.id: one for one in format_of(report).headings}
    for section in report.sections:
        right = headings[section.id]
        if not section.decreed:
            quote = f"“{section.words}”应为“{right.number}、{right.label}”"
        elif section.number and section.number != right.number:
            quote = f"“{section.number}、{section.words}”的序号应为“{right.number}”"
        else:
            continue
        whole = f"{right.number}、{right.label}"
        yield doubt(
            section.heading_start, section.start, quote=quote, suggestion=whole, secret=section.id, confidence=0.8
        )
