"""A number in the running words that is not the number of the table.

Looks for: applications received, carried over and answered, reviews and suits, normative documents and fees told of
    in the first and last part, against tables 2, 3 and 4 (AR3-07, AR-T-03).
Matters because: one of the two is wrong, and nobody can tell which.
To fix: take the number from the register and write it in both places.
Cannot see: figures told of in other words than these, and parts of a total such as applications by post.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.claims import claims
from mingcha.examine.annual_report.figures import shown
from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.annual_reports import rules


@check(
    severity=Severity.HIGH,
    clauses=["OGI-50", "AR-FORMAT"],
    message="年报文字与表格的数字不一致：{quote}",
    advice="对照台账核实，文字和表格改成同一个数，重新发布。",
    bad=[
        sample(
            "文字说收到 3 件，表中 2 件",
            {("3", "A", "C7"): 2},
            words={"overall": "2023年，我局收到政府信息公开申请3件。"},
        ),
        sample("文字说未收到，表中 1 件", {("3", "A", "C7"): 1}, words={"overall": "全年未收到政府信息公开申请。"}),
        sample("文字说制发 4 件", {("2", "norm", "made"): 3}, words={"overall": "全年制发行政规范性文件4件。"}),
    ],
    good=[
        sample(
            "文字与表一致",
            {("3", "A", "C7"): 3},
            words={"overall": "2023年，我局共收到政府信息公开申请3件，较上年增加2件。"},
        ),
        sample("只说其中一部分", {("3", "A", "C7"): 3}, words={"overall": "收到网络申请2件。"}),
        sample("没有说申请", {("3", "A", "C7"): 3}),
        sample(
            "未发生因申请引起的复议",
            {("3", "A", "C7"): 3},
            words={"overall": "未发生因政府信息公开申请引发的行政复议、行政诉讼。"},
        ),
    ],
)
def narrative_mismatch(report: AnnualReport) -> Iterator[Evidence]:
    for one in claims(report):
        if one.agrees:
            continue
        told = shown(one.told[0])
        yield found(
            one.start,
            one.end,
            quote=f"文字写“{one.words}”，{one.label}是 {told}",
            note=f"应改文字为 {told}，或改表格为 {shown(one.value)}。",
            suggestion=told,
            basis=f"{one.rule}：{rules()[one.rule].says}",
            confidence=0.95,
        )
