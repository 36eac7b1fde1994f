"""A document put together piece by piece, in reading order, with its places kept right."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence

from mingcha.model.document import CELL_END, IN_CELL, ROW_END, Document, Hidden, Link, Passage, Table, Trace

# A million rows kept one by one would take twice the memory of their text.
_ROWS_TOGETHER = 4096


class Assembly:
    """Add paragraphs, pages and tables in the order a person reads them, then take the document."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._passages: list[Passage] = []
        self._tables: list[Table] = []
        self._traces: list[Trace] = []

    def __len__(self) -> int:
        """How many characters have been added; the offset of what comes next."""
        return self._length

    def runs(self, pattern: re.Pattern[str]) -> set[str]:
        """All that a pattern finds in what has been added so far."""
        return {run for piece in self._pieces for run in pattern.findall(piece)}

    def add(self, text: str, label: str, *, hidden: Hidden = Hidden.VISIBLE) -> None:
        """A stretch with one place, such as a paragraph, a comment or a property; a line feed is added after it."""
        self._passage(text, label, hidden=hidden, first_line=0)

    def add_lines(
        self, text: str, label: str = "", *, first_line: int = 1, hidden: Hidden = Hidden.VISIBLE, measure: str = "行"
    ) -> None:
        """A stretch whose lines are counted, such as a text file or the page of a PDF."""
        self._passage(text, label, hidden=hidden, first_line=first_line, measure=measure)

    def add_table(
        self,
        rows: Iterable[Sequence[str]],
        name: str,
        *,
        row_numbers: Sequence[int] | None = None,
        first_row: int = 1,
        first_column: int = 1,
        is_sheet: bool = True,
        hidden: Hidden = Hidden.VISIBLE,
        hidden_rows: Iterable[int] = (),
        hidden_columns: Iterable[int] = (),
        hidden_cells: Mapping[tuple[int, int], Hidden] | None = None,
        whole_numbers: Iterable[tuple[int, int]] = (),
        merges: Iterable[tuple[int, int, int, int]] = (),
        header: Sequence[str] = (),
    ) -> None:
        """Rows of cells as text; numbers of the rows are `first_row` on, unless given one by one.

        `header` is what heads the columns when none of the rows does.
        """
        start, at = self._length, self._length
        starts, lines = array("q"), list[str]()
        for row in rows:
            line = CELL_END.join(row)
            # A join and two counts are cheaper than translating every cell of a long list.
            if line.count(CELL_END) != max(len(row) - 1, 0) or ROW_END in line or "\r" in line:
                line = CELL_END.join(cell.translate(IN_CELL) for cell in row)
            starts.append(at)
            lines.append(line)
            at += len(line) + 1
            if len(lines) >= _ROWS_TOGETHER:
                lines.append("")
                self._pieces.append(ROW_END.join(lines))
                lines.clear()
        if not starts:
            return
        lines.append("")
        self._pieces.append(ROW_END.join(lines))
        self._length = at
        numbers = range(first_row, first_row + len(starts)) if row_numbers is None else row_numbers
        self._tables.append(
            Table(
                name,
                start,
                at,
                starts,
                numbers,
                first_column=first_column,
                is_sheet=is_sheet,
                hidden=hidden,
                hidden_rows=frozenset(hidden_rows),
                hidden_columns=frozenset(hidden_columns),
                hidden_cells=dict(hidden_cells or {}),
                whole_numbers=frozenset(whole_numbers),
                merges=tuple(merges),
                header=tuple(header),
            )
        )

    @property
    def sheets(self) -> list[str]:
        """The names of the sheets of a workbook, as far as they hold something."""
        return [table.name for table in self._tables if table.is_sheet]

    def trace(self, trace: Trace) -> None:
        """Keep where what was added stands in the file."""
        self._traces.append(trace)

    def document(
        self,
        source: str,
        *,
        member: str = "",
        kind: str = "",
        title: str = "",
        post: str = "",
        tags: tuple[tuple[str, str], ...] = (),
        links: tuple[Link, ...] = (),
    ) -> Document:
        return Document(
            source,
            "".join(self._pieces),
            tuple(self._passages),
            tuple(self._tables),
            member=member,
            kind=kind,
            title=title,
            post=post,
            tags=tags,
            links=links,
            traces=tuple(self._traces),
        )

    def _passage(self, text: str, label: str, *, hidden: Hidden, first_line: int, measure: str = "行") -> None:
        if not text:
            return
        end = self._length + len(text) + 1
        self._passages.append(Passage(self._length, end, label, hidden, first_line, measure))
        self._pieces += [text, ROW_END]
        self._length = end
