"""What has been read so far of one table of an annual report, and the table it makes in the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mingcha.examine.annual_report.grids import Cell, GridRow
from mingcha.examine.annual_report.labels import Match
from mingcha.model.annual_report import Figure, ReadLabel, ReportTable, StrangeRow, Trouble
from mingcha.standards.annual_reports import Form


@dataclass(slots=True)
class Taken:
    """What has been read so far of one table."""

    form: Form
    cells: dict[tuple[str, str], Figure] = field(default_factory=dict)
    rows: dict[str, ReadLabel] = field(default_factory=dict)
    columns: dict[str, ReadLabel] = field(default_factory=dict)
    strange: list[StrangeRow] = field(default_factory=list)
    start: int = -1
    end: int = 0

    def reach(self, row: GridRow) -> None:
        self.start = row.start if self.start < 0 else min(self.start, row.start)
        self.end = max(self.end, row.end)

    def table(self) -> ReportTable:
        form = self.form
        wanted = [row for row in form.rows if row.id not in self.rows]
        unsplit = {one.unsplit for one in self.strange if one.unsplit}
        missing = tuple(row.id for row in wanted if not any(row.group and row.group in one for one in unsplit))
        missing_columns = tuple(one.id for one in form.columns if one.id not in self.columns)
        if not self.cells:
            reason = "认不出行名或列名" if self.start >= 0 else ""
            return ReportTable(
                form.id, start=max(self.start, 0), end=self.end, trouble=Trouble.UNREADABLE, reason=reason
            )
        return ReportTable(
            form.id,
            self.cells,
            tuple(self.rows.values()),
            tuple(self.columns.values()),
            tuple(self.strange),
            missing,
            missing_columns,
            start=self.start,
            end=self.end,
        )


def label_of(match: Match, cell: Cell) -> ReadLabel:
    return ReadLabel(match.id, " ".join(cell.words.split()), cell.start, cell.end, match.decreed)


def distinct(cells: Iterable[Cell]) -> Iterable[Cell]:
    """Each merged cell once."""
    seen: set[tuple[int, int]] = set()
    for cell in cells:
        if (cell.row, cell.first) not in seen:
            seen.add((cell.row, cell.first))
            yield cell
