"""An xlsx workbook masked in its own parts: formats, widths, charts, pictures and values stay, whatever is hidden goes.

Formulas become their values, since a formula could compute the number again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from mingcha.model.document import BREAK_IN_CELL, Document, Table
from mingcha.model.masking import Made, Replacement, replaced
from mingcha.rectify.mask.package import Parts, packed, parts_of, tree_of, xml_of
from mingcha.rectify.mask.package_values import Values, mask_values, must_be_gone
from mingcha.rectify.mask.placing import SHORTEST_VALUE, values_of
from mingcha.rectify.mask.workbook_cells import Cells, blank_unused, cells_of, column_letters, strings_part
from mingcha.rectify.mask.workbook_charts import mask_charts
from mingcha.rectify.mask.workbook_hidden import sheet_parts, strip
from mingcha.rectify.mask.workbook_names import mask_names

# By line and column of a sheet: what the cell said and what it shall say.
_Changed = dict[tuple[int, int], tuple[str, str]]


def stripped_workbook(data: bytes) -> Made:
    """The workbook without hidden sheets, rows and columns, comments, caches, macros and properties. Raises NotMasked."""
    parts = parts_of(data)
    taken = strip(parts)
    return Made(packed(parts), tuple(taken))


def masked_workbook(data: bytes, document: Document, replacements: Sequence[Replacement]) -> Made:
    """The masked file. Raises NotMasked."""
    parts = parts_of(data)
    changed: dict[str, _Changed] = defaultdict(dict)
    behind = []
    for one in replacements:
        table = document.table_at(one.start)
        if table is None or not table.is_sheet:
            behind.append(one)
    for table in document.tables:
        changed[table.name] |= _changes(document, table, replacements)
    numbers = Values(dict(values_of(document, replacements, all_of=False)))
    cells = Cells(parts)
    sheets = sheet_parts(parts)
    for name, part in sheets.items():
        _mask_sheet(parts, part, changed.get(name, {}), numbers, cells)
    cells.write()
    blank_unused(parts)
    mask_charts(parts, changed)
    _mask_tables(parts, changed)
    # Where short words were found, they are masked in drawings, charts and margins only: in a cell they may mean another.
    elsewhere = Values(
        dict(values_of(document, replacements, all_of=False)) | dict(values_of(document, behind, all_of=True))
    )
    mask_names(parts, elsewhere)
    mask_values(parts, elsewhere, but={strings_part(parts)}, within={"sheetData"})
    must_be_gone(parts, numbers)
    return Made(packed(parts))


def _changes(document: Document, table: Table, replacements: Sequence[Replacement]) -> _Changed:
    """The cells of a sheet into which a replacement falls."""
    found: _Changed = {}
    by_row: dict[int, list[Replacement]] = defaultdict(list)
    for one in replacements:
        if one.start < table.end and one.end > table.start:
            for row in range(table.row_of(max(one.start, table.start)), table.row_of(min(one.end, table.end) - 1) + 1):
                by_row[row].append(one)
    for row, some in by_row.items():
        offset = table.row_starts[row]
        for index, cell in enumerate(document.row(table, row)):
            text = replaced(cell, offset, some)
            if text != cell:
                place = table.row_numbers[row], table.first_column + index
                found[place] = cell.replace(BREAK_IN_CELL, "\n"), text.replace(BREAK_IN_CELL, "\n")
            offset += len(cell) + 1
    return found


def _mask_sheet(parts: Parts, part: str, changes: _Changed, numbers: Values, cells: Cells) -> None:
    root = tree_of(parts[part])
    by_place = {f"{column_letters(column)}{row}": change for (row, column), change in changes.items()}
    touched = False
    for place, cell in cells_of(root):
        before, after = by_place.get(place) or _same_number(cells.words(cell), numbers)
        if before != after:
            cells.put(cell, before, after)
            touched = True
    if not touched:
        return
    for link in [link for link in root.iter("{*}hyperlink") if link.get("ref") in by_place]:
        link.getparent().remove(link)
    for links in [one for one in root.iter("{*}hyperlinks") if not len(one)]:
        root.remove(links)
    parts[part] = xml_of(root)


def _same_number(words: str, numbers: Values) -> tuple[str, str]:
    """A number that was found elsewhere is the same number here."""
    return (words, numbers.masked(words)) if len(words) >= SHORTEST_VALUE else (words, words)


def _mask_tables(parts: Parts, changed: dict[str, _Changed]) -> None:
    """The head of a table is kept twice, and both must say the same."""
    everywhere = {before: after for cells in changed.values() for before, after in cells.values()}
    for name in [name for name in parts if name.startswith("xl/tables/") and name.endswith(".xml")]:
        root = tree_of(parts[name])
        for column in root.iter("{*}tableColumn"):
            if (words := column.get("name", "")) in everywhere:
                column.set("name", everywhere[words])
        parts[name] = xml_of(root)
