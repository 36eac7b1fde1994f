"""A fifth part that tells of problems without improvement, or of improvement without a problem.

Looks for: the part 存在的主要问题及改进情况 without any word for a problem, or without any for what is done about it (AR-F-06).
Matters because: the law asks for both.
To fix: write down what was not good enough, and what is done about it.
Cannot see: whether what it says is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity

PROBLEMS = re.compile(
    "问题|不足|短板|差距|不够|不高|不强|不深|不全|不及时|薄弱|欠缺|有待|困难|滞后|需进一步|还需|仍需|不平衡|单一"
)
IMPROVEMENTS = re.compile(
    "改进|整改|下一步|今后|将|加强|提升|提高|完善|优化|强化|加大|措施|推进|健全|落实|规范|拓展|丰富"
)


@check(
    severity=Severity.LOW,
    clauses=["OGI-50"],
    message="年报第五部分不完整：{quote}",
    advice="问题和改进情况都要写，写具体。",
    bad=[sample("只写问题", words={"problems": "存在的问题：公开内容少，更新不及时。"})],
    good=[sample("问题和改进都写")],
)
def missing_problem_or_improvement(report: AnnualReport) -> Iterator[Evidence]:
    section = report.section("problems")
    if section is None:
        return
    words = report.narrative(section)
    if not words.strip():
        return
    if not PROBLEMS.search(words):
        lacks = "没有写存在的问题"
    elif not IMPROVEMENTS.search(words):
        lacks = "没有写改进情况"
    else:
        return
    yield doubt(section.heading_start, section.start, quote=lacks, confidence=0.7)
