"""A workbook of our days (xlsx, xlsm, newer et): every sheet, shown or hidden, and all that hangs on it.

Sheets are unpacked and read row by row, so that memory holds the text and not the markup.
"""

from __future__ import annotations

from mingcha.extract.contents import Contents, Gap, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.markup import Element, parsed
from mingcha.extract.package import Package
from mingcha.extract.readers.cell_looks import Looks, looks
from mingcha.extract.readers.cell_words import shared_strings
from mingcha.extract.readers.numbers_behind import add_numbers_behind
from mingcha.extract.readers.office_parts import add_drawings, add_properties, embedded, outside_links, relations
from mingcha.extract.readers.sheet_rows import SheetRows
from mingcha.extract.readers.workbook_caches import add_caches
from mingcha.extract.readers.workbook_margins import add_margins
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read(data: bytes, limits: Limits) -> Contents:
    package = Package(data, limits)
    book = parsed(package.read("xl/workbook.xml"))
    if book is None:
        raise Unreadable(Outcome.BROKEN, "没有工作簿部分")
    parts = relations(package, "xl/workbook.xml")
    strings = shared_strings(package, limits)
    appearance = looks(parsed(package.read("xl/styles.xml")), book)
    assembly, gaps = Assembly(), []
    for sheet in book.iter("{*}sheet"):
        name, part = sheet.get("name", ""), parts.get(sheet.get(_RELATION, ""), "")
        if "worksheets/" not in part and "dialogsheets/" not in part:
            continue  # a sheet that is a chart
        hidden = Hidden.VISIBLE if sheet.get("state", "visible") == "visible" else Hidden.SHEET
        try:
            if full := _add_sheet(assembly, package, part, name, hidden, strings, appearance, limits):
                gaps.append(full)
        except Unreadable as fault:
            gaps.append(Gap(fault.outcome, f"工作表“{name}”", fault.reason))
    _add_names(assembly, book)
    gaps += add_caches(assembly, package)
    add_drawings(assembly, package, "xl")
    add_properties(assembly, package)
    add_numbers_behind(assembly, package)
    links = tuple(outside_links(package))
    return Contents("xlsx", assembly, links=links, inside=embedded(package), gaps=tuple(gaps))


def _add_sheet(
    assembly: Assembly,
    package: Package,
    part: str,
    name: str,
    hidden: Hidden,
    strings: list[str],
    appearance: Looks,
    limits: Limits,
) -> Gap | None:
    if part not in package:
        raise Unreadable(Outcome.BROKEN, "内容缺失")
    sheet = SheetRows(package.stream(part), strings, appearance, left=limits.characters - len(assembly))
    # What is asked of the sheet beside its rows is complete only after the last row: sets, and generators not yet run.
    assembly.add_table(
        sheet,
        name,
        row_numbers=sheet.numbers,
        hidden=hidden,
        hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns(),
        hidden_cells=sheet.hidden_cells,
        whole_numbers=sheet.whole_numbers,
        merges=sheet.merges(),
    )
    add_margins(assembly, package, part, name, hidden, sheet.head + sheet.tail)
    if sheet.fault is not None:
        raise sheet.fault
    if sheet.cut:
        reason = f"内容超过 {limits.characters // 10_000} 万字，第{sheet.numbers[-1]}行以后没有读取"
        return Gap(Outcome.PARTLY_READ, f"工作表“{name}”", reason)
    if sheet.missing:
        return Gap(Outcome.PARTLY_READ, f"工作表“{name}”", f"{sheet.missing} 个单元格的文字在文件中缺失")
    return None


def _add_names(assembly: Assembly, book: Element) -> None:
    for defined in book.iter("{*}definedName"):
        words = defined.text or ""
        # A mere range says nothing; a text or a number kept in a name does.
        label = f"定义的名称 {defined.get('name', '')}"
        for piece in (words, defined.get("comment", ""), defined.get("description", "")):
            if piece:
                assembly.add(piece, label, hidden=Hidden.NAME)
