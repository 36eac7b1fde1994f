"""A county, township or county department that reports rules (规章) of its own.

Looks for: a row 规章 of table 2 that is not nought in the report of a unit of a county or below (AR2-04).
Matters because: only provinces and cities with districts make rules; the figures mostly belong into the row below.
To fix: write 0 in the row 规章, and count normative documents (行政规范性文件) in theirs.
Cannot see: whether a city has districts: of a city and of its departments this is only a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.annual_report.sample import sample
from mingcha.examine.annual_report.sums import format_of
from mingcha.examine.declaration import check, doubt, found
from mingcha.model.annual_report import AnnualReport
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.annual_reports import rules

# Names of units that certainly have no such power, and of those that may.
BELOW = re.compile(r"县|镇|乡|街道|社区")
MAY = re.compile(r"^(?:[^县区]*省|[^县区]{1,5}市|.*自治[区州])(?:人民政府)?$|^国务院|.*部$")


@check(
    severity=Severity.HIGH,
    clauses=["LEGISLATION-93", "AR-FORMAT"],
    message="没有规章制定权的单位报了规章：{quote}",
    advice="规章一行都填 0；如果其实是规范性文件，填到下一行，并核对本单位依据。",
    bad=[sample("甲局报规章 2 件", {("2", "reg", "valid"): 2})],
    good=[sample("各格都是 0"), sample("甲市人民政府报规章", {("2", "reg", "valid"): 2}, unit="甲市人民政府")],
)
def rulemaking_without_power(report: AnnualReport) -> Iterator[Evidence]:
    table = report.table("2")
    form = format_of(report).form("2")
    told = [(column, table.figure("reg", column.id)) for column in form.columns_of(form.row("reg"))]
    some = [(column, figure) for column, figure in told if figure is not None and figure.counted]
    if not some or MAY.search(report.unit):
        return
    said = "，".join(f"{column.label} {figure.words}" for column, figure in some)
    figure = some[0][1]
    tell = found if BELOW.search(report.unit) else doubt
    yield tell(
        figure.start,
        figure.end,
        quote=f"{report.unit or '本单位'}的表二“规章”一行写着{said}",
        suggestion="0",
        secret="2.reg",  # noqa: S106
        basis=f"AR2-04：{rules()['AR2-04'].says}",
        confidence=0.95,
    )
