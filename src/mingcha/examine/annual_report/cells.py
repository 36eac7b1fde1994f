"""Every cell of a report's tables with its row, its column, and the name people know it by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.examine.annual_report.sums import format_of
from mingcha.model.annual_report import AnnualReport, Figure
from mingcha.standards.annual_reports import FormColumn


@dataclass(frozen=True, slots=True)
class NamedCell:
    """`name` is 表三“2.重复申请”的“自然人”; `key` names the cell for ever."""

    table: str
    column: FormColumn
    figure: Figure
    name: str
    key: str


def every_cell(report: AnnualReport) -> Iterator[NamedCell]:
    """The cells of all tables that were read, in the order of the form."""
    for form in format_of(report).tables:
        table = report.table(form.id)
        for row in form.rows:
            for column in form.columns_of(row):
                figure = table.figure(row.id, column.id)
                if figure is None:
                    continue
                head = f"{column.group}·{column.label}" if column.group else column.label
                said = f"“{row.label}”的" if row.label else "的"
                yield NamedCell(
                    form.id, column, figure, f"{form.label}{said}“{head}”", f"{form.id}.{row.id}.{column.id}"
                )
