"""The headers of tables 2 and 3: which column of the form stands where, though a page break tore them."""

from __future__ import annotations

from dataclasses import replace

from mingcha.examine.annual_report.figures import may_be_figure
from mingcha.examine.annual_report.grids import GridRow
from mingcha.examine.annual_report.labels import column_like, row_like
from mingcha.examine.annual_report.taken import Taken
from mingcha.standards.annual_reports import Form


def in_place(columns: dict[int, str], form: Form, width: int) -> dict[int, str]:
    """Where a page break tore some headers off and all others stand in their places at the right, so do those."""
    if form.rows[0].columns or len(columns) == len(form.columns):
        return columns
    first = width - len(form.columns)
    whole = {first + at: column.id for at, column in enumerate(form.columns)}
    fits = first > 0 and len(columns) * 2 > len(whole) and all(whole.get(at) == code for at, code in columns.items())
    return whole if fits else columns


def go_on_with_heads(taken: Taken, row: GridRow) -> None:
    """A header that a page break cut in two is read with its second half: 社会公 and 益组织."""
    halves = ["".join(cell.words.split()) for cell in row.cells if cell.own and cell.words.strip()]
    for code, label in taken.columns.items():
        for half in () if label.decreed else halves:
            match = column_like(taken.form, label.words + half)
            if match is not None and match.decreed and match.id == code:
                taken.columns[code] = replace(label, words=label.words + half, decreed=True)
                break


def heads_of(row: GridRow, form: Form) -> dict[int, str]:
    """The columns a header row names, by their index."""
    found = {}
    for at, cell in enumerate(row.cells):
        if cell.words.strip() and (match := column_like(form, cell.words)) is not None:
            found[at] = match.id
    return found


def is_row(row: GridRow, form: Form, heads: dict[int, str]) -> bool:
    """Whether what looks like a header is a row: 3.其他 is a column's name as well."""
    values = sum(cell.own and any(c.isdigit() for c in cell.words) and may_be_figure(cell.words) for cell in row.cells)
    return values > 0 or (len(set(heads.values())) == 1 and _has_row_label(row, form))


def _has_row_label(row: GridRow, form: Form) -> bool:
    return any(
        cell.words.strip() and (match := row_like(form, cell.words)) is not None and match.decreed for cell in row.cells
    )
