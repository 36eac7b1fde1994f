"""Parts told of in the running words that do not add up to their total.

Looks for: a total followed by 其中 and its parts: information published by groups of units or channels, applications
    by the way they came (AR-T-01).
Matters because: the reader adds them up and finds the report careless.
To fix: correct the part or the total, or say that the list is not complete.
Cannot see: lists that are not meant to be complete: parts that come to less than the total are only a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mingcha.examine.annual_report.figures import shown
from mingcha.examine.annual_report.lists import lists_of_parts
from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, doubt, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-50"],
    message="年报文字中的各部分与总数不符：{quote}",
    advice="核对总数和各部分，改正后重新发布；不是全部列举的，写明“等”。",
    bad=[
        sample("部分之和大于总数", words={"overall": "全年主动公开政府信息100条，其中门户网站80条、政务新媒体30条。"}),
        sample(
            "申请渠道之和不等于总数",
            {("3", "A", "C7"): 5},
            words={"overall": "收到政府信息公开申请5件，其中网络申请2件、信函申请2件。"},
        ),
    ],
    good=[
        sample("各部分相符", words={"overall": "全年主动公开政府信息100条，其中门户网站70条、政务新媒体30条。"}),
        sample("没有全部列举", words={"overall": "全年主动公开政府信息100条，其中财政信息20条、人事信息10条等。"}),
    ],
)
def narrative_sum_mismatch(report: AnnualReport) -> Iterator[Evidence]:
    for one in lists_of_parts(report):
        added = sum(one.parts, Decimal(0))
        if added == one.total:
            continue
        sure = added > one.total or one.is_whole
        quote = f"“{one.words}”，各部分之和是 {shown(added)}，总数写的是 {shown(one.total)}"
        tell = found if sure else doubt
        yield tell(one.start, one.end, quote=quote, confidence=0.9 if sure else 0.5)
