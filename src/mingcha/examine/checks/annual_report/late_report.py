"""A report published after its last day, or before its year was over.

Looks for: the day of publication against 31 January for departments, 31 March for governments, and the county's own
    day (AR-P-01).
Matters because: the law sets the day; late is one of the few breaches it names.
To fix: publish at once, and say in the county's circular who was late.
Cannot see: a page whose day of publication was set back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, doubt, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.HIGH,
    clauses=["OGI-49"],
    message="年报没有按期公布：{quote}",
    advice="已经超期的立即公布；发布日期有误的，按实际日期改正。",
    bad=[
        sample("2 月才发布", posted=date(2024, 2, 3)),
        sample("超过县里期限", posted=date(2024, 1, 25), own_deadline=True),
        sample("上一年 12 月就发布", posted=date(2023, 12, 20)),
    ],
    good=[sample("1 月发布", posted=date(2024, 1, 15)), sample("没有发布日期")],
)
def late_report(report: AnnualReport) -> Iterator[Evidence]:
    year, posted = report.about_year, report.posted
    if year is None or posted is None:
        return
    if posted < date(year + 1, 1, 1):
        quote = f"{year} 年度的报告发布日期是 {posted}，当时 {year} 年还没有结束"
        yield found(0, 0, quote=quote, secret=f"{year}", where="发布日期")
    elif report.due is not None and posted > report.due:
        late = (posted - report.due).days
        yield found(
            0, 0, quote=f"{posted} 发布，法定期限是 {report.due}，超过 {late} 天", secret=f"{year}", where="发布日期"
        )
    elif report.due_county is not None and posted > report.due_county:
        late = (posted - report.due_county).days
        quote = f"{posted} 发布，县里的期限是 {report.due_county}，超过 {late} 天"
        tell = found if report.county_is_own else doubt
        yield tell(
            0, 0, quote=quote, secret=f"{year}", where="发布日期", note="没有超过法定期限。" if report.due else ""
        )
