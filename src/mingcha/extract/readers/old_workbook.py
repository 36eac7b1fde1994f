"""The binary workbook (xls, older et): every sheet with what it hides, comments, choices, names and caches."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from mingcha.extract.contents import Contents, Gap, Inside, Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.readers.biff import Record, SharedStrings, flagged, must_be_open, records, text, u16
from mingcha.extract.readers.biff_sheet import OldSheet
from mingcha.extract.readers.cell_looks import Looks, is_date_format
from mingcha.extract.readers.compound import add_properties, embedded, opened, paths, stream
from mingcha.extract.readers.numbers_behind import add_numbers_left
from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden, Outcome

_BOF, _EOF, _SHEET, _STRINGS, _FONT, _FORMAT, _XF = 0x809, 0x0A, 0x85, 0xFC, 0x31, 0x41E, 0xE0
_CODE_PAGE, _SINCE_1904, _NAME, _CACHED = 0x42, 0x22, 0x18, 0x5A
_BIFF8, _WORKSHEET = 0x0600, 0
_WHITE_INKS = (9, 1)
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 14: "yyyy-mm-dd",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 31: "yyyy年m月d日", 57: "yyyy年m月", 58: "m月d日", 37: "#,##0_);(#,##0)", 49: "@",
}  # fmt: skip
_ENCODINGS = {936: "gb18030", 950: "big5hkscs", 1200: "utf-16-le", 932: "cp932", 65001: "utf-8"}


@dataclass(slots=True)
class Book:
    """What the records before the sheets say."""

    encoding: str = ""
    strings: list[str] = field(default_factory=list)
    sheets: list[tuple[str, int, Hidden]] = field(default_factory=list)
    fonts: list[bool] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    cells: list[tuple[int, int, bool]] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    cached: list[str] = field(default_factory=list)
    since_1904: bool = False

    def looks(self) -> Looks:
        dates, hidden = set(), {}
        for index, (font, form, filled) in enumerate(self.cells):
            code = self.formats.get(form, "")
            if form in _DATES or is_date_format(code):
                dates.add(index)
            if re.fullmatch(r"\s*;;;?;*\s*", code):
                hidden[index] = Hidden.TEXT
            place = font - (font > 4)  # there is no fourth font
            if not filled and place < len(self.fonts) and self.fonts[place]:
                hidden[index] = Hidden.WHITE
        return Looks(frozenset(dates), hidden, self.since_1904)

    def number_format(self, style: int) -> str:
        """The code of a cell style's number format."""
        form = self.cells[style][1] if style < len(self.cells) else 0
        return self.formats.get(form) or _BUILT_IN.get(form, "General")

    def is_white(self, style: int) -> bool:
        return self.looks().hidden.get(style) is Hidden.WHITE if style < len(self.cells) else False


def read(data: bytes, limits: Limits) -> Contents:
    assembly, gaps = Assembly(), []
    file: Any = None
    if data[:2] == b"\x09\x08":
        main = data
    else:
        file = opened(data)
        main = stream(file, "Workbook") or stream(file, "Book")
    book = book_of(main)
    looks = book.looks()
    for name, start, hidden in book.sheets:
        sheet = OldSheet(main, start, book.strings, looks, encoding=book.encoding)
        sheet.add_to(assembly, name, hidden)
        if sheet.damaged:
            gaps.append(Gap(Outcome.PARTLY_READ, f"工作表“{name}”", "内容在中途中断，文件可能不完整"))
        if len(assembly) > limits.characters:
            gaps.append(Gap(Outcome.PARTLY_READ, f"工作表“{name}”之后", "内容过长"))
            break
    for name, words in book.names:
        assembly.add(words, f"定义的名称 {name}", hidden=Hidden.NAME)
    assembly.add_lines("\n".join(book.cached), "外部链接缓存", hidden=Hidden.CACHE, measure="项")
    inside: list[Inside] = []
    if file is not None:
        add_properties(assembly, file)
        _add_pivots(assembly, file)
        inside = [*embedded(file)]
    add_numbers_left(assembly, data)
    return Contents("xls", assembly, inside=inside, gaps=tuple(gaps))


def book_of(main: bytes) -> Book:
    book, first = Book(), next(records(main), None)
    if first is None or first.kind != _BOF:
        raise Unreadable(Outcome.BROKEN, "没有工作簿部分")
    if u16(first.data, 0) != _BIFF8:
        book.encoding = "gb18030"
    for record in records(main):
        must_be_open(record.kind)
        if record.kind == _EOF:
            break
        _take(book, record)
    if not book.sheets:
        raise Unreadable(Outcome.BROKEN, "没有任何工作表")
    return book


def _take(book: Book, record: Record) -> None:
    kind, data = record.kind, record.data
    if kind == _CODE_PAGE and book.encoding:
        book.encoding = _ENCODINGS.get(u16(data, 0), "gb18030")
    elif kind == _SHEET and data[5:6] in (b"\0", b"\1"):
        name = text(data, 6, encoding=book.encoding, wide_length=False)
        if data[5] == _WORKSHEET:
            start = int.from_bytes(data[:4], "little")
            book.sheets.append((name, start, Hidden.SHEET if data[4] & 3 else Hidden.VISIBLE))
    elif kind == _STRINGS:
        book.strings = SharedStrings(record).all()
    elif kind == _FONT:
        book.fonts.append(u16(data, 4) in _WHITE_INKS or u16(data, 0) <= 20)
    elif kind == _FORMAT:
        book.formats[u16(data, 0)] = text(data, 2, encoding=book.encoding)
    elif kind == _XF:
        pattern, colour = (data[17] >> 2, u16(data, 18) & 0x7F) if len(data) >= 20 else (0, 0)
        book.cells.append((u16(data, 0), u16(data, 2), pattern != 0 and colour not in _WHITE_INKS))
    elif kind == _SINCE_1904:
        book.since_1904 = u16(data, 0) == 1
    elif kind == _NAME and not book.encoding:
        _take_name(book, data)
    elif kind == _CACHED and len(data) > 4:
        book.cached += _strings_of(data[4:], mark=2)


def _take_name(book: Book, data: bytes) -> None:
    length, size = data[3], u16(data, 4)
    head = data[14:]
    name = flagged(head, length)
    at = 15 + length * (2 if head[:1] == b"\1" else 1)
    for words in _strings_of(data[at : at + size], mark=0x17, short=True):
        book.names.append((name, words))


def _strings_of(data: bytes, *, mark: int, short: bool = False) -> list[str]:
    """Texts behind a mark in formulas and caches, as far as they can be told from what is between them."""
    found, at = [], 0
    while at + 4 < len(data):
        if data[at] != mark:
            at += 9 if not short else 1
            continue
        length = data[at + 1] if short else u16(data, at + 1)
        begin = at + (2 if short else 3)
        words = flagged(data[begin:], length)
        if words and words.isprintable():
            found.append(words)
        at = begin + 1 + length * (2 if data[begin] & 1 else 1)
    return found


def _add_pivots(assembly: Assembly, file: Any) -> None:
    for path in paths(file):
        if path[0] == "_SX_DB_CUR":
            words = [flagged(record.data[2:], u16(record.data, 0)) for record in _strings(stream(file, path))]
            assembly.add_lines("\n".join(filter(None, words)), "数据透视表缓存", hidden=Hidden.CACHE, measure="项")


def _strings(content: bytes) -> list[Record]:
    return [record for record in records(content) if record.kind == 0xCD]
