"""Cells left empty, or filled with a dash, where the form asks for 0.

Looks for: tables 2, 3 and 4 with empty cells, or with / — 无 in them; one finding a table.
Matters because: an empty cell may mean nought or forgotten, and the reader of the county cannot know which.
To fix: write 0.
Cannot see: a nought that should have been a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.annual_report.cells import every_cell
from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport, Written
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.LOW,
    clauses=["AR-FORMAT"],
    message="年报表格有没填的格：{quote}",
    advice="没有的填 0，不留空、不划线，重新发布。",
    bad=[
        sample("表三两格空着", {("3", "D1", "C1"): "", ("3", "D1", "C2"): " "}),
        sample("表四划线", {("4", "R4", "P1"): "/"}),
    ],
    good=[sample("各格都是 0")],
)
def blank_figure_in_report(report: AnnualReport) -> Iterator[Evidence]:
    for code in report.tables:
        empty = [
            one for one in every_cell(report) if one.table == code and one.figure.how in (Written.BLANK, Written.DASH)
        ]
        if not empty:
            continue
        dashes = sum(one.figure.how is Written.DASH for one in empty)
        how = "划了线或写“无”" if dashes == len(empty) else "空着" if not dashes else "空着或划线"
        rest = f"等 {len(empty)} 格" if len(empty) > 1 else ""
        first = empty[0].figure
        yield found(
            first.start,
            first.end,
            quote=f"{empty[0].name}{rest}{how}",
            suggestion="0",
            secret=code,
            more_places=[str(report.place_at(one.figure.start)) for one in empty[1:5]],
            places=len(empty),
        )
