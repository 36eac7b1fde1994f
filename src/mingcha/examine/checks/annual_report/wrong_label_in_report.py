"""A row or column of a table whose label is not the decreed one.

Looks for: labels that differ from the form by more than marks, spaces and numbering, and rows the form does not have.
Matters because: a reader, and every program that adds reports up, finds rows by their labels; a wrong one is lost.
To fix: copy the label from the decreed form.
Cannot see: a label that is right above the wrong figures.
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
    message="年报表格的行名或列名不对：{quote}",
    advice="照规定格式的原文改正，不要自己改写行名、列名。",
    bad=[
        sample("行名写成“2.其他法律行政止公开”", labels={"2.其他法律行政法规禁止公开": "2.其他法律行政止公开"}),
        sample("列名写成“法律服务结构”", labels={"法律服务机构": "法律服务结构"}),
    ],
    good=[sample("行名都对"), sample("序号和标点不同", labels={"3.危及“三安全一稳定”": '3、危及"三安全一稳定"'})],
)
def wrong_label_in_report(report: AnnualReport) -> Iterator[Evidence]:
    for form in format_of(report).tables:
        table = report.table(form.id)
        for label in (*table.rows, *table.columns):
            if label.decreed or not label.words:
                continue
            row = next((one.label for one in form.rows if one.id == label.id), "")
            right = row or form.column(label.id).label
            quote = f"{form.label}的“{label.words}”应为“{right}”"
            yield found(label.start, label.end, quote=quote, suggestion=right, secret=f"{form.id}.{label.id}")
        for strange in table.strange:
            if strange.unsplit:
                continue
            near = f"，最接近的是“{form.row(strange.near).label}”" if strange.near else ""
            quote = f"{form.label}有一行“{strange.words}”，规定格式里没有{near}"
            yield doubt(strange.start, strange.end, quote=quote, secret=f"{form.id}.{strange.words}", confidence=0.8)
