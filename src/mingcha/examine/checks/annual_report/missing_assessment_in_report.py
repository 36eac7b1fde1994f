"""A government's report without assessment, public appraisal or accountability.

Looks for: reports of governments, townships among them, that do not name 工作考核, 社会评议 and 责任追究 (AR-T-06).
Matters because: the law asks it of governments besides what it asks of every agency.
To fix: say in the first part how the work was assessed, how the public judged it, and who was held to account.
Cannot see: other words for the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity

GOVERNMENT = re.compile(r"(?:[县市区镇乡旗](?:人民)?政府|[县镇乡])$")
WANTED = {
    "工作考核": re.compile("考核|考评"),
    "社会评议": re.compile("评议|满意度|评价"),
    "责任追究": re.compile("责任追究|追责|问责|追究"),
}


@check(
    severity=Severity.LOW,
    clauses=["OGI-50"],
    message="政府的年报没有写监督保障的规定内容：{quote}",
    advice="在“总体情况”的监督保障中写明工作考核、社会评议和责任追究结果情况，没有的写明没有。",
    bad=[sample("乡政府没有写考核", unit="样例县甲乡人民政府")],
    good=[
        sample("部门不要求"),
        sample(
            "三项都写", unit="样例县甲乡人民政府", words={"overall": "纳入工作考核，开展社会评议，未发生责任追究。"}
        ),
    ],
)
def missing_assessment_in_report(report: AnnualReport) -> Iterator[Evidence]:
    section = report.section("overall")
    if section is None or not GOVERNMENT.search(report.unit):
        return
    words = report.text[section.start : section.end]
    lacks = [name for name, pattern in WANTED.items() if not pattern.search(words)]
    if lacks:
        quote = f"没有提到{'、'.join(lacks)}"
        yield doubt(section.heading_start, section.start, quote=quote, confidence=0.6)
