"""A group of results reported in one row where the form has a row for each.

Looks for: a group such as （六）其他处理 that has figures itself and none of its rows.
Matters because: the form asks how many fell under each ground; one lump sum tells none of them.
To fix: split the row as the form has it and spread the figures.
Cannot see: rows that are split and filled with the lump sum in one.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.MEDIUM,
    clauses=["AR-FORMAT"],
    message="年报表三有一项没有按格式分行填：{quote}",
    advice="按规定格式把这一项拆成各小项分别填数，重新发布。",
    bad=[sample("其他处理没有分行", drop=("O1", "O2"), labels={"3.其他": "（六）其他处理"})],
    good=[sample("分行填报"), sample("2020 年的格式本来只有一行", year=2020)],
)
def unsplit_row_in_report(report: AnnualReport) -> Iterator[Evidence]:
    for form in format_of(report).tables:
        for one in report.table(form.id).strange:
            if one.unsplit:
                rows = "、".join(row.label for row in form.rows if row.group and row.group in one.unsplit)
                quote = f"{form.label}的“{one.unsplit}”只填了一行，应分为：{rows}"
                yield found(one.start, one.end, quote=quote, secret=f"{form.id}.{one.unsplit}")
