"""A cell that holds no whole number where the form asks for one.

Looks for: cells of tables 2, 3 and 4 with words, a negative number, a fraction, a letter O for a nought, or merged
    with the next cell.
Matters because: the cell cannot be counted, and every relation it stands in goes unproved.
To fix: write a whole number, 0 where there is nothing; only the amount of fees may have decimals, in 万元.
Cannot see: a number that is written well and is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from mingcha.examine.annual_report.cells import every_cell
from mingcha.examine.annual_report.sample import sample
from mingcha.examine.declaration import check, found
from mingcha.model.annual_report import AnnualReport, Written
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.MEDIUM,
    clauses=["AR-FORMAT"],
    message="年报表格的一格填得不对：{quote}",
    advice="改成不小于 0 的整数（没有的填 0，收费金额可有小数），重新发布。",
    bad=[
        sample("新收写“若干”", {("3", "A", "C1"): "若干"}),
        sample("复议维持写 -1", {("4", "R4", "P1"): "-1"}),
        sample("行政许可写 1.5", {("2", "lic", "handled"): "1.5"}),
        sample("重复申请写字母 O", {("3", "N2", "C1"): "O"}),
    ],
    good=[
        sample("各格都是 0"),
        sample("收费有小数", {("2", "fee", "fee"): "12.35"}),
        sample("写 1,234", {("2", "lic", "handled"): "1,234"}),
    ],
)
def wrong_figure_in_report(report: AnnualReport) -> Iterator[Evidence]:
    for one in every_cell(report):
        figure, why, instead = one.figure, "", ""
        if figure.how is Written.WORDS:
            why = "不是数字"
            instead = "0" if figure.words.strip().lower() in ("o", "ｏ") else ""
        elif figure.how is Written.MERGED:
            why = "与旁边的格合并了，分不出是哪一列、哪一行的数"
        elif figure.value is not None and figure.value < 0 and not one.column.signed:
            why = "小于 0"
        elif figure.value is not None and figure.value % 1 != Decimal(0) and not one.column.decimal:
            why = "不是整数"
        if why:
            quote = f"{one.name}写的是“{figure.words}”，{why}"
            yield found(figure.start, figure.end, quote=quote, suggestion=instead, secret=one.key)
