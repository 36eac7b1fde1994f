"""Applications said to have come by telephone.

Looks for: 电话申请 and the like in the first part (AR-T-05).
Matters because: an application needs writing; one by telephone is counted that the law does not know, or was
    written down and should be told of as such.
To fix: count it where it belongs, or say that the office wrote it down for the applicant.
Cannot see: what really happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.annual_report.prose import prose_of
from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity

BY_PHONE = re.compile(
    r"电话(?:方式)?申请(?!人)|(?:通过|以)电话(?:方式|形式)?(?:提出|提交|收到)?[^，。；、咨询]{0,6}申请|电话(?:渠道)?\d+(?:件|条|宗|份)"
)


@check(
    severity=Severity.LOW,
    clauses=["OGI-29"],
    message="年报把电话列为申请渠道：{quote}",
    advice="核实是否由受理机构代为填写；电话咨询不计作申请。",
    bad=[
        sample(
            "电话申请 1 件",
            {("3", "A", "C7"): 3},
            words={"overall": "收到政府信息公开申请3件，其中书面申请2件、电话申请1件。"},
        )
    ],
    good=[
        sample(
            "接受电话咨询", words={"overall": "全年接听咨询电话30次，收到网络申请0件。申请人可拨打电话了解申请办法。"}
        )
    ],
)
def wrong_application_channel(report: AnnualReport) -> Iterator[Evidence]:
    section = report.section("overall")
    if section is None:
        return
    prose = prose_of(report, section)
    for at, sentence in prose.sentences():
        match = BY_PHONE.search(sentence)
        if match and "申请" in sentence and "咨询" not in match[0]:
            start = prose.place(at + match.start())
            yield doubt(start, start + len(match[0]), quote=f"“{match[0]}”", confidence=0.7)
