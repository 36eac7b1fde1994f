"""A year in the report that is not the year it reports on.

Looks for: a title, a period of the figures or the words of the first part that name another year than the report
    (AR-F-01, AR-F-02).
Matters because: it shows that last year's report was copied, and puts every figure in doubt.
To fix: correct the year, and prove every figure of the part that was copied.
Cannot see: what was copied without a year in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.years import wrong_years
from mingcha.examine.declaration import check, doubt, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.HIGH,
    clauses=["OGI-49", "AR-FORMAT"],
    message="年报中的年份不对：{quote}",
    advice="改正年份，并核对全文和表格是否沿用了往年内容。",
    bad=[
        sample(
            "统计期限是上一年",
            words={"overall": "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。2023年，我局公开信息。"},
        ),
        sample("应当是 2023 年度，标题写 2022", year=2022, asked_year=2023),
        sample("正文都写上一年", words={"overall": "2022年，我局高度重视政府信息公开工作，公开信息20条。"}),
    ],
    good=[
        sample("年份都对"),
        sample(
            "提到往年的文件",
            words={"overall": "2023年，我局落实《样例县2022年政务公开工作方案》遗留任务，较2022年增加3条。"},
        ),
    ],
)
def wrong_year_in_report(report: AnnualReport) -> Iterator[Evidence]:
    told = list(wrong_years(report))
    for sure in (True, False):
        some = [one for one in told if one.sure is sure]
        if not some or (not sure and len(some) < len(told)):
            continue
        tell = found if sure else doubt
        yield tell(
            some[0].start,
            some[0].end,
            quote="；".join(one.quote for one in some),
            suggestion=some[0].instead,
            secret=some[0].key,
            more_places=[str(report.place_at(one.start)) for one in some[1:]],
            places=len(some),
            confidence=1.0 if sure else 0.6,
        )
