"""A table of the report published as a picture.

Looks for: reports without one of the tables but with pictures nobody can read in the file.
Matters because: figures in a picture can be neither searched nor proved nor added up.
To fix: put the table into the page as a table.
Cannot see: pictures of which the page says nothing; then the table is told of as missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport, Trouble
from mingcha.model.document import NotExamined, Outcome
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.MEDIUM,
    clauses=["AR-FORMAT"],
    message="年报的表格是图片：{quote}",
    advice="把图片换成文字表格，重新发布。",
    bad=[sample("表三是图片", without=["3"], missed=[NotExamined("例", Outcome.PICTURE)])],
    good=[sample("三张表都是文字", missed=[NotExamined("例", Outcome.PICTURE)])],
)
def report_table_is_picture(report: AnnualReport) -> Iterator[Evidence]:
    decreed = format_of(report)
    for form in decreed.tables:
        table = report.table(form.id)
        if table.trouble is Trouble.PICTURE:
            heading = next(one.label for one in decreed.headings if one.id == form.heading)
            yield found(table.start, table.end, quote=f"{form.label}（{heading}）", secret=form.id)
