"""Table 4: one line of figures below headers of three rows."""

from __future__ import annotations

from collections.abc import Sequence

from mingcha.examine.annual_report.figures import may_be_figure, read_figure
from mingcha.examine.annual_report.grids import Cell, GridRow
from mingcha.examine.annual_report.labels import column_like
from mingcha.examine.annual_report.taken import Taken, distinct, label_of
from mingcha.model.annual_report import Figure, ReadLabel


def take_one_line(taken: Taken, rows: list[GridRow]) -> None:
    heads: list[GridRow] = []
    for row in rows:
        taken.reach(row)
        values = [cell for cell in distinct(row.cells) if may_be_figure(cell.words)]
        numbers = [cell for cell in values if any(c.isdigit() for c in cell.words)]
        if len(numbers) >= 2 and len(values) * 2 > len(list(distinct(row.cells))):
            _take_figures(taken, row, heads)
            if taken.cells:
                return
        heads.append(row)


def _take_figures(taken: Taken, row: GridRow, heads: Sequence[GridRow]) -> None:
    """By the headers above each cell; where a page break tore those off, fifteen cells are the fifteen columns."""
    form = taken.form
    line = form.rows[0].id
    above: dict[int, list[Cell]] = {}
    for head in heads:
        for at, cell in enumerate(head.cells if len(head.cells) == len(row.cells) else ()):
            if cell.words.strip():
                above.setdefault(at, []).append(cell)
    found: dict[str, tuple[ReadLabel, Figure]] = {}
    for at, cell in enumerate(row.cells):
        over = above.get(at, [])
        match = column_like(form, over[-1].words, above=[one.words for one in over[:-1]]) if over else None
        if match is not None and match.id not in found and cell.own:
            found[match.id] = label_of(match, over[-1]), read_figure(cell.words, cell.start, cell.end)
    cells = list(distinct(row.cells))
    # Labels such as 件数 may stand before the figures.
    while len(cells) > len(form.columns) and not any(c.isdigit() for c in cells[0].words):
        cells = cells[1:]
    if len(found) < len(form.columns) and len(cells) == len(form.columns):
        found = {
            column.id: (
                ReadLabel(column.id, column.label, cell.start, cell.end),
                read_figure(cell.words, cell.start, cell.end),
            )
            for column, cell in zip(form.columns, cells, strict=True)
        }
    for code, (label, figure) in found.items():
        taken.columns[code] = label
        taken.cells[line, code] = figure
    if found:
        taken.rows[line] = ReadLabel(line, "", row.start, row.end)
