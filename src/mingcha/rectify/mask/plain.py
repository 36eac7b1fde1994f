"""Text files and text tables masked: the same lines, cells and separators."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from mingcha.model.document import BREAK_IN_CELL, CELL_END, Document
from mingcha.model.masking import Replacement, replaced


def masked_lines(document: Document, replacements: Sequence[Replacement]) -> str:
    """The whole text; line ends are those of the document, line feeds."""
    text, at, parts = document.text, 0, []
    for table in document.tables:
        # The tabs of a list that was found in running text are the spaces of the file.
        parts += [text[at : table.start], text[table.start : table.end].replace(CELL_END, " ")]
        at = table.end
    return replaced("".join([*parts, text[at:]]), 0, replacements)


def masked_table(document: Document, replacements: Sequence[Replacement], *, separator: str) -> str:
    """The only table of a text file, written with its separator and quoted where needed."""
    (table,) = document.tables
    out, at = io.StringIO(), 0
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for row, start in enumerate(table.row_starts):
        cells, offset = [], start
        for cell in document.row(table, row):
            end = offset + len(cell)
            while at < len(replacements) and replacements[at].end <= offset:
                at += 1
            here = replacements[at : at + 8]
            text = replaced(cell, offset, here) if here and here[0].start < end else cell
            cells.append(text.replace(BREAK_IN_CELL, "\n"))
            offset = end + 1
        writer.writerow(cells)
    return out.getvalue()
