"""A row or a column of the form that the table does not have.

Looks for: rows and columns of tables 2, 3 and 4 that were not found by any wording.
Matters because: a row left out reads as nought and may hide figures.
To fix: put the row back, with 0 where there is nothing.
Cannot see: a row whose label is so mangled that it is not known; it is told of as a wrong label.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, doubt, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.MEDIUM,
    clauses=["AR-FORMAT"],
    message="年报表格缺少行或列：{quote}",
    advice="按规定格式补上缺少的行或列，没有的填 0，重新发布。",
    bad=[sample("缺“3.要求提供公开出版物”一行", drop=("N3",))],
    good=[sample("行列齐全")],
)
def missing_row_in_report(report: AnnualReport) -> Iterator[Evidence]:
    for form in format_of(report).tables:
        table = report.table(form.id)
        if not table.is_read:
            continue
        strange = {one.near for one in table.strange}
        rows = [form.row(code).label for code in table.missing if code not in strange]
        columns = [form.column(code).label for code in table.missing_columns]
        for what, labels in (("行", rows), ("列", columns)):
            if labels:
                quote = (
                    f"{form.label}没有“{'”“'.join(labels)}”{f'共 {len(labels)} ' if len(labels) > 1 else '这一'}{what}"
                )
                tell = found if table.missing or what == "行" else doubt
                yield tell(table.start, table.start, quote=quote, secret=f"{form.id}.{','.join(labels)}")
