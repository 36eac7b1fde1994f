"""“All answered on time” though the table carries applications on.

Looks for: words such as 均已按时办结 about applications, no word of 结转, and a table 3 that carries some on (AR-T-04).
Matters because: both cannot be said without the word that joins them.
To fix: say how many were carried on to the next year.
Cannot see: other ways to say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.annual_report.prose import prose_of
from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity

ALL_DONE = re.compile(
    r"(?:均|全部|都|已全部)(?:已)?(?:按时|按期|依法|及时|在法定期限内|按规定|依规)*(?:办结|答复|办理完毕|回复)"
)


@check(
    severity=Severity.LOW,
    clauses=["OGI-50"],
    message="年报说申请全部办结，表格却有结转：{quote}",
    advice="在文字中写明结转下年度继续办理几件，或改正表格。",
    bad=[
        sample(
            "全部办结而结转 1 件",
            {("3", "E", "C7"): 1, ("3", "A", "C7"): 2},
            words={"overall": "收到政府信息公开申请2件，均已按时办结。"},
        )
    ],
    good=[
        sample("没有结转", {("3", "A", "C7"): 2}, words={"overall": "收到政府信息公开申请2件，均已按时办结。"}),
        sample(
            "写明结转",
            {("3", "E", "C7"): 1, ("3", "A", "C7"): 2},
            words={"overall": "收到政府信息公开申请2件，到期的均已按时办结，结转下年度继续办理1件。"},
        ),
    ],
)
def missing_carry_over_statement(report: AnnualReport) -> Iterator[Evidence]:
    left = report.table("3").counted("E", "C7")
    section = report.section("overall")
    if not left or section is None:
        return
    prose = prose_of(report, section)
    if "结转" in prose.text:
        return
    for at, sentence in prose.sentences():
        match = ALL_DONE.search(sentence)
        if match and "申请" in sentence[: match.start()]:
            start = prose.place(at + match.start())
            quote = f"文字写“{match[0]}”，表三结转下年度继续办理 {left} 件"
            yield doubt(start, start + len(match[0]), quote=quote, confidence=0.7)
