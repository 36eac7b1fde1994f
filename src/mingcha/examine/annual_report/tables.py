"""Tables 2, 3 and 4 out of the rows of a document: rows by their labels, columns by their headers, never by position.

Page breaks cut tables and even rows; the pieces are laid together by what their labels say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingcha.examine.annual_report.figures import may_be_figure, read_figure
from mingcha.examine.annual_report.grids import Cell, GridRow, holds
from mingcha.examine.annual_report.heads import go_on_with_heads, heads_of, in_place, is_row
from mingcha.examine.annual_report.labels import Match, column_like, core, group_like, nearest_row, row_like
from mingcha.examine.annual_report.one_line import take_one_line
from mingcha.examine.annual_report.taken import Taken, distinct, label_of
from mingcha.model.annual_report import Figure, ReportTable, StrangeRow, Written
from mingcha.standards.annual_reports import Form, Format, FormColumn


def table_in(rows: Sequence[GridRow], form: Form, decreed: Format) -> ReportTable | None:
    """The table as its rows hold it; None when no row of it is there."""
    own = list(_rows_of_form(rows, form, decreed))
    if not own:
        return None
    taken = Taken(form)
    if len(form.rows) == 1:
        take_one_line(taken, own)
    else:
        _take_rows(taken, own)
    return taken.table()


def _rows_of_form(rows: Sequence[GridRow], form: Form, decreed: Format) -> Iterable[GridRow]:
    """The rows from a sign of this form on until a sign of another; tables without any sign go on with the last one."""
    others = [one for one in decreed.tables if one.id != form.id]
    current = False
    table = -1
    for row in rows:
        if holds(row.words, form.signs) or len(set(heads_of(row, form).values())) >= _HEADS:
            current = True
        elif any(holds(row.words, one.signs) for one in others) or (
            current and row.table != table and not _goes_on(row, form)
        ):
            current = False
        table = row.table
        if current:
            yield row


# So many of the form's columns named in one row are its header.
_HEADS = 4


def _goes_on(row: GridRow, form: Form) -> bool:
    """Whether the first row of a new table belongs to the table before it, which a page break cut."""
    said = [cell.words for cell in row.cells if cell.own and cell.words.strip()]
    if not said:
        return True
    labelled = any(row_like(form, words) or group_like(form, words) for words in said)
    headed = sum(column_like(form, words, above=("行政复议",)) is not None for words in said) >= 2
    figures = sum(may_be_figure(cell.words) for cell in row.cells)
    return labelled or headed or figures >= 5


@dataclass(slots=True)
class _Line:
    """A row with figures: its labels from left to right, and its figures by column."""

    row: GridRow
    labels: list[Cell]
    figures: dict[str, Figure]

    @property
    def is_blank(self) -> bool:
        return all(one.how is Written.BLANK for one in self.figures.values())


def _take_rows(taken: Taken, rows: list[GridRow]) -> None:
    form = taken.form
    columns: dict[int, str] = {}
    width, table = 0, -1
    lines: list[_Line] = []
    for row in rows:
        heads = heads_of(row, form)
        if heads and not is_row(row, form, heads):
            # The headers of table 3 stand in two rows; those of table 2 hold until the next.
            if form.rows[0].columns or row.table != table:
                columns = {}
            table = row.table
            width = len(row.cells)
            columns = in_place(columns | heads, form, width)
            for at, code in heads.items():
                cell = row.cells[at]
                match = column_like(form, cell.words)
                if match is not None and code not in taken.columns:
                    taken.columns[code] = label_of(match, cell)
            taken.reach(row)
            continue
        line = _line(row, form, columns, width)
        if line is not None:
            lines.append(line)
            taken.reach(row)
        elif not lines:
            go_on_with_heads(taken, row)
    _name(taken, _joined(lines, form))


def _line(row: GridRow, form: Form, columns: dict[int, str], width: int) -> _Line | None:
    """A row as labels and figures; None for a row that holds no label or whose columns are not known."""
    by_column: dict[str, Figure] = {}
    if columns and len(row.cells) == width > max(columns):
        first = min(columns)
        labels = list(distinct(row.cells[:first]))
        known = _figures_at(row, columns) or (labels and _is_decreed(form, labels[-1].words))
        by_column = _by_header(row, columns) if known else {}
        if labels and by_column:
            return _Line(row, labels, by_column)
    return _from_the_right(row, form, columns)


def _figures_at(row: GridRow, columns: dict[int, str]) -> bool:
    """Whether anything under the headers could be a figure; else the row is shifted or no row of figures."""
    said = [row.cells[at].words for at in columns if at < len(row.cells)]
    return any(may_be_figure(words) for words in said)


def _by_header(row: GridRow, columns: dict[int, str]) -> dict[str, Figure]:
    """The first cell of its own below each header; headers and cells may span differently many columns."""
    found: dict[str, Figure] = {}
    for at, code in sorted(columns.items()):
        cell = row.cells[at]
        if cell.own:
            if code not in found or found[code].how is Written.MERGED:
                found[code] = read_figure(cell.words, cell.start, cell.end)
        elif code not in found and (columns.get(cell.first) != code or cell.row != _own_row(row)):
            found[code] = Figure(cell.words.strip(), None, Written.MERGED, cell.start, cell.end)
    return found


def _own_row(row: GridRow) -> int:
    return max(cell.row for cell in row.cells)


def _from_the_right(row: GridRow, form: Form, columns: dict[int, str]) -> _Line | None:
    """A row of another width than its header: its last cells are its figures when there are exactly as many."""
    cells = list(distinct(row.cells))
    at = next((i for i in range(len(cells), 0, -1) if not may_be_figure(cells[i - 1].words)), 0)
    values, labels = cells[at:], cells[:at]
    if not labels or not values:
        return None
    wanted = _columns_of(form, labels, columns)
    if len(values) != len(wanted):
        # Spans gone wrong leave empty cells among the figures; those that are filled must be all of them.
        values = [cell for cell in values if cell.words.strip()]
    if len(values) != len(wanted):
        return None
    figures = {
        column.id: read_figure(cell.words, cell.start, cell.end) for column, cell in zip(wanted, values, strict=True)
    }
    return _Line(row, labels, figures)


def _columns_of(form: Form, labels: Sequence[Cell], columns: dict[int, str]) -> Sequence[FormColumn]:
    match = row_like(form, labels[-1].words)
    if match is not None:
        return form.columns_of(form.row(match.id))
    known = set(columns.values())
    return [one for one in form.columns if not known or one.id in known]


def _joined(lines: list[_Line], form: Form) -> list[_Line]:
    """Rows that a page break cut in two, made one again."""
    whole: list[_Line] = []
    for line in lines:
        last = whole[-1] if whole else None
        words = _said(line.labels)
        if last is not None and words and (last.is_blank or line.is_blank) and not _is_decreed(form, words):
            both = _said(last.labels) + words
            if _is_decreed(form, both) and not _is_decreed(form, _said(last.labels)):
                first = last.labels[-1]
                cell = Cell(both, first.start, first.end, first.row, first.first, True)
                figures = last.figures if line.is_blank else line.figures
                whole[-1] = _Line(last.row, [*last.labels[:-1], cell], figures)
                continue
        whole.append(line)
    return whole


def _said(labels: Sequence[Cell]) -> str:
    return next((cell.words for cell in reversed(labels) if cell.words.strip()), "")


def _is_decreed(form: Form, words: str) -> bool:
    match = row_like(form, words)
    return match is not None and match.decreed


def _name(taken: Taken, lines: list[_Line]) -> None:
    """First the rows whose labels are as decreed, then the others by likeness among the rows left."""
    form = taken.form
    left: list[_Line] = []
    for line in lines:
        match, cell = _matched(form, line, frozenset(taken.rows))
        if match is None or not match.decreed:
            left.append(line)
        elif match.id not in taken.rows:
            _put(taken, match, cell, line)
    for line in left:
        words = _said(line.labels)
        if not words.strip() or (line.is_blank and not core(words)):
            continue
        group = group_like(form, words)
        match, cell = _matched(form, line, frozenset(taken.rows))
        if match is not None and not group:
            if match.id not in taken.rows:
                _put(taken, match, cell, line)
            continue
        if _is_repeated(form, words) or (line.is_blank and not group) or not _is_filled(line):
            continue
        if (part := _row_of_part(form, words, frozenset(taken.rows))) is not None:
            _put(taken, part, line.labels[-1], line)
            continue
        near = nearest_row(form, words, frozenset(taken.rows))
        start, end = line.labels[-1].start, line.labels[-1].end
        strange = StrangeRow(
            " ".join(words.split()), start, end, line.figures, unsplit=group, near=near.id if near else ""
        )
        taken.strange.append(strange)


def _row_of_part(form: Form, words: str, but: frozenset[str]) -> Match | None:
    """The one row left whose label begins or ends with these words: a break in the label left the rest elsewhere."""
    said = core(words)
    if len(said) < _PART:
        return None
    labels = {row.id: core(row.label) for row in form.rows if row.id not in but}
    alike = [code for code, label in labels.items() if label.startswith(said) or label.endswith(said)]
    return Match(alike[0], True, 1.0) if len(alike) == 1 else None


# So many characters of a label are enough to know it by, if no other row left has them there.
_PART = 4


def _is_filled(line: _Line) -> bool:
    """Whether a row holds figures, not headers or notes."""
    return sum(one.how in (Written.NUMBER, Written.DASH, Written.BLANK) for one in line.figures.values()) * 2 > len(
        line.figures
    ) and any(one.how is Written.NUMBER or one.how is Written.DASH for one in line.figures.values())


def _is_repeated(form: Form, words: str) -> bool:
    return column_like(form, words) is not None


def _matched(form: Form, line: _Line, but: frozenset[str]) -> tuple[Match | None, Cell]:
    labels = [cell for cell in line.labels if cell.words.strip()] or list(line.labels)
    above = [cell.words for cell in labels[:-1]]
    return row_like(form, labels[-1].words, above=above, but=but), labels[-1]


def _put(taken: Taken, match: Match, cell: Cell, line: _Line) -> None:
    taken.rows[match.id] = label_of(match, cell)
    wanted = {one.id for one in taken.form.columns_of(taken.form.row(match.id))}
    for code, figure in line.figures.items():
        if code in wanted:
            taken.cells[match.id, code] = figure
