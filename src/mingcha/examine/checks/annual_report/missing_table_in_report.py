"""One of the three tables is not in the report.

Looks for: reports in which table 2, 3 or 4 cannot be found and no picture stands in its place.
Matters because: the figures are half of what the law asks of the report.
To fix: put the table into the page itself, with every row and column of the form.
Cannot see: a table that is a picture on a page; where the page says nothing of the picture, this is what it looks
    like.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport, Trouble
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.HIGH,
    clauses=["OGI-50", "AR-FORMAT"],
    message="年报缺少表格：{quote}",
    advice="在正文中补上这张表（用文字表格，不用图片），重新发布。",
    bad=[sample("没有表四", without=["4"])],
    good=[sample("三张表都有")],
)
def missing_table_in_report(report: AnnualReport) -> Iterator[Evidence]:
    decreed = format_of(report)
    for form in decreed.tables:
        table = report.table(form.id)
        if table.trouble is Trouble.MISSING:
            heading = next(one.label for one in decreed.headings if one.id == form.heading)
            quote = f"没有找到{form.label}（{heading}）"
            note = "如果页面上看得到表格，那多半是图片，也应改成文字表格。"
            yield found(table.start, table.end, quote=quote, note=note, secret=form.id)
