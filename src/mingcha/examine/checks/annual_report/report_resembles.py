"""A report whose words are those of last year's, or of another unit's.

Looks for: the parts in words of two reports, years, numbers and names left out, of which most pieces of three
    characters are the same (AR-F-07).
Matters because: the notice names look-alike reports as a fault of their own: nobody wrote what was done.
To fix: write what this unit did in this year.
Cannot see: reports that copy from one that is not in the run.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.likeness import look_alikes
from mingcha.examine.annual_report.sample import sample, side_by_side
from mingcha.examine.declaration import check, doubt
from mingcha.model.annual_report import AnnualReports
from mingcha.model.finding import Evidence, Severity

WORK = (
    "{year}年，我局坚持把政府信息公开作为转变职能的重要抓手，成立领导小组，明确由办公室牵头、各股室配合，修订公开指南和目录，"
    "对二十三个栏目逐一清理，新开设惠企政策和项目审批两个专题，全年组织三次业务培训，邀请群众代表走进服务大厅参观体验，"
    "在门户网站和便民服务站同步公布办事流程，规范申请的登记、审核、答复和归档，安排专人每日查看来信，按月检查栏目更新，"
    "对发现的错链和错字当天改正，年底前请第三方做了一次评估，根据评估意见补充公开了收费标准、服务电话和办理时限，"
    "把公开工作列入各股室年度目标，纳入绩效评分，全年没有因公开不当引起的投诉，也没有人因此被追究责任。"
)
OTHER = (
    "{year}年，甲乡聚焦农村低保、危房改造、产业奖补等群众关心的事项，在十四个村设立公开栏，由驻村干部逐户讲解政策，"
    "村务监督委员会每季度核对一次公示内容，乡政府把补贴发放清册、项目招标结果、集体资产租赁合同按时上墙上网，"
    "收到意见十六条，采纳十一条，其余当面作了说明，另开通赶集日咨询点，一年接待来访群众四百余人次，"
    "发放明白纸两千份，组织民情恳谈会八场，讨论修路、饮水和养老服务站选址，会议记录和表决结果全部张贴公开，"
    "还请退休教师担任义务监督员，对公开栏里看不懂的术语逐条改写成大白话，受到村民欢迎。"
)


@check(
    severity=Severity.MEDIUM,
    clauses=["AR-FORMAT", "OGI-47"],
    message="年报内容雷同：{quote}",
    advice="按本单位本年度的实际工作重写，不要照抄往年或其他单位的报告。",
    bad=[
        side_by_side(
            sample("2022 年", year=2022, words={"overall": WORK}), sample("2023 年照抄", words={"overall": WORK})
        )
    ],
    good=[
        side_by_side(
            sample("2022 年", year=2022, words={"overall": WORK}), sample("2023 年重写", words={"overall": OTHER})
        )
    ],
)
def report_resembles(reports: AnnualReports) -> Iterator[Evidence]:
    for one in look_alikes(reports.parts):
        report, other = reports.parts[one.at], reports.parts[one.other]
        whose = f"本单位 {other.year} 年" if one.is_last_year else f"{other.unit or other.source} {other.year or ''} 年"
        quote = f"{report.unit} {report.year or ''} 年的报告与{whose}的报告文字相同 {one.share:.0%}"
        yield doubt(
            0,
            0,
            quote=quote,
            document=one.at,
            where="全文",
            secret=f"{other.unit}{other.year}",
            note=f"另一份：{other.source}",
            confidence=round(min(one.share, 0.99), 2),
        )
