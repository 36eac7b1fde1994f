"""A part of the report under whose heading nothing stands.

Looks for: the parts in words (总体情况, 存在的主要问题, 其他需要报告的事项) without any (AR-F-03).
Matters because: an empty part tells that nobody wrote it.
To fix: write the part; where there is nothing to tell, say 无其他需要报告的事项.
Cannot see: a part filled with empty phrases.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity

# A part whose words were not understood as such may be long all the same.
SHORT = 20


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-50", "AR-FORMAT"],
    message="年报有一部分没有内容：{quote}",
    advice="补写这一部分；确实没有的，写明“无其他需要报告的事项”。",
    bad=[sample("第五部分是空的", words={"problems": ""})],
    good=[sample("各部分都有内容"), sample("写明没有", words={"other": "无。"})],
)
def empty_section_in_report(report: AnnualReport) -> Iterator[Evidence]:
    for section in report.sections:
        if section.id in ("overall", "problems", "other") and not report.narrative(section).strip():
            if section.end - section.start > SHORT:
                continue
            quote = f"“{section.number}、{section.words}”" if section.number else f"“{section.words}”"
            yield found(section.heading_start, section.start, quote=quote, secret=section.id)
