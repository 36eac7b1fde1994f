"""Two copies of one report, both published.

Looks for: reports of one unit for one year at different addresses (AR-P-02); a page and its own attachment are one
    copy.
Matters because: after a correction the old copy stays, and readers find the wrong figures.
To fix: take down all copies but the right one.
Cannot see: a copy outside this run; files that are no addresses are only a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample, side_by_side
from mingcha.examine.annual_report.successive import same_unit
from mingcha.examine.declaration import check, doubt, found
from mingcha.model.annual_report import AnnualReports
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.HIGH,
    clauses=["OGI-49"],
    message="同一份年报发布了不止一次：{quote}",
    advice="核对各份内容，只保留正确的一份，其余撤下。",
    bad=[
        side_by_side(
            sample("一", url="http://www.yangli.example/a/1.html"),
            sample("二", url="http://www.yangli.example/b/2.html"),
        )
    ],
    good=[
        side_by_side(
            sample("一", url="http://www.yangli.example/a/1.html"),
            sample("同一地址", url="http://www.yangli.example/a/1.html"),
        ),
        side_by_side(
            sample("2022 年", year=2022, url="http://www.yangli.example/a/1.html"),
            sample("2023 年", url="http://www.yangli.example/b/2.html"),
        ),
    ],
)
def report_published_twice(reports: AnnualReports) -> Iterator[Evidence]:
    for at, report in enumerate(reports.parts):
        earlier = [
            one
            for one in reports.parts[:at]
            if one.year is not None
            and one.year == report.year
            and same_unit(one, report)
            and one.source != report.source
            and not (one.post and one.post == report.post)
        ]
        if not earlier:
            continue
        copies = "、".join(one.source for one in earlier[:3])
        published = all("://" in one.source for one in (report, *earlier))
        quote = f"{report.unit} {report.year} 年的报告另有 {len(earlier)} 份：{copies}"
        tell = found if published else doubt
        yield tell(
            0, 0, quote=quote, document=at, where="全文", secret=f"{report.year}", confidence=1.0 if published else 0.5
        )
