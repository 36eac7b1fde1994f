"""Office files written as one XML: tables and texts of Office 2003, which many systems still export, and flat packages.

They are called .xls, .doc or .xml and open in an office program like any other.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile

from lxml import etree

from mingcha.extract.contents import Contents, Inside, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.markup import Element, all_text, local, parsed
from mingcha.extract.readers.numbers_behind import add_untold, in_markup
from mingcha.extract.readers.word_blocks import Blocks, Story
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome

_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_OLD_WORD = b"http://schemas.microsoft.com/office/word/2003/wordml"
_WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKED = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_WRAPPERS = ("{*}sect", "{*}sub-section")
_WIDEST = 16384


def read(data: bytes, limits: Limits) -> Contents:
    root = parsed(data.replace(_OLD_WORD, _WORD))
    if root is None:
        raise Unreadable(Outcome.BROKEN, "没有正文部分")
    if root.tag == f"{_PACKED}package":
        return Contents("xml", inside=(Inside("文档", _package(root)),))
    assembly = Assembly()
    if root.tag == f"{_SHEET}Workbook":
        for sheet in root.iter(f"{_SHEET}Worksheet"):
            _add_sheet(assembly, sheet)
    else:
        for wrapper in list(root.iter(*_WRAPPERS)):
            _unwrap(wrapper)
        Blocks(assembly, {}).add(root, Story())
    for properties in root.iter("{*}DocumentProperties"):
        for one in properties:
            assembly.add(all_text(one), f"文档属性：{local(one)}", hidden=Hidden.PROPERTY)
    add_untold(assembly, [("文件内部", words) for _, words in in_markup(data)])
    return Contents("xml", assembly)


def _add_sheet(assembly: Assembly, sheet: Element) -> None:
    name = sheet.get(f"{_SHEET}Name", "")
    rows: list[list[str]] = []
    numbers: list[int] = []
    hidden_rows, hidden_columns = set(), set()
    number = column = 0
    for one in sheet.iter(f"{_SHEET}Column"):
        column = _whole(one.get(f"{_SHEET}Index")) or column + 1
        last = column + _whole(one.get(f"{_SHEET}Span"))
        if one.get(f"{_SHEET}Hidden") == "1" or one.get(f"{_SHEET}Width") == "0":
            hidden_columns |= {*range(column - 1, min(last, _WIDEST))}
        column = last
    for row in sheet.iter(f"{_SHEET}Row"):
        number = _whole(row.get(f"{_SHEET}Index")) or number + 1
        cells: list[str] = []
        for cell in row.iter(f"{_SHEET}Cell"):
            at = min(_whole(cell.get(f"{_SHEET}Index")) or len(cells) + 1, _WIDEST)
            cells += [""] * (at - 1 - len(cells))
            held = cell.find(f"{_SHEET}Data")
            cells.append("" if held is None else "".join(held.itertext()).strip())
            cells += [""] * min(_whole(cell.get(f"{_SHEET}MergeAcross")), _WIDEST - len(cells))
        if any(cells):
            if row.get(f"{_SHEET}Hidden") == "1":
                hidden_rows.add(len(rows))
            rows.append(cells)
            numbers.append(number)
    assembly.add_table(rows, name, row_numbers=numbers, hidden_rows=hidden_rows, hidden_columns=hidden_columns)
    for note in sheet.iter(f"{_SHEET}Comment"):
        assembly.add(all_text(note), f"{name} 批注", hidden=Hidden.COMMENT)


def _package(root: Element) -> bytes:
    """The parts of a flat package in a zip, as it usually is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part in root.iter(f"{_PACKED}part"):
            name = part.get(f"{_PACKED}name", "").lstrip("/")
            markup, held = part.find(f"{_PACKED}xmlData"), part.findtext(f"{_PACKED}binaryData")
            if markup is not None and len(markup):
                package.writestr(name, etree.tostring(markup[0], encoding="UTF-8"))
            elif held:
                try:
                    package.writestr(name, base64.b64decode(held))
                except binascii.Error:
                    raise Unreadable(Outcome.BROKEN, "内部结构已损坏") from None
    return out.getvalue()


def _unwrap(wrapper: Element) -> None:
    parent = wrapper.getparent()
    at = parent.index(wrapper)
    for child in reversed(wrapper):
        parent.insert(at + 1, child)
    parent.remove(wrapper)


def _whole(words: str | None) -> int:
    return int(words) if words and words.isdecimal() else 0
