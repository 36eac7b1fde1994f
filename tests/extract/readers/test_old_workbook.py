"""The binary workbook: made here record by record, and read by another library as well."""

from __future__ import annotations

import io
import struct

import pytest
import python_calamine

from mingcha import extract
from mingcha.extract.readers.biff import packed_number
from mingcha.model.document import Document, Hidden, Outcome

NUMBER = "11010519491231" + "002X"


def record(kind: int, content: bytes = b"") -> bytes:
    """One record, going on in others where it is longer than a record may be."""
    first, rest = content[:8224], content[8224:]
    more = b"".join(record(0x3C, rest[at : at + 8224]) for at in range(0, len(rest), 8224))
    return struct.pack("<HH", kind, len(first)) + first + more


def wide(words: str, length: str = "<H") -> bytes:
    return struct.pack(length, len(words)) + b"\1" + words.encode("utf-16-le")


def shared(strings: list[str]) -> bytes:
    """The table of strings; where a record is full in the middle of one, the next begins with a flag."""
    parts, part = [], bytearray(struct.pack("<II", len(strings), len(strings)))
    for words in strings:
        if len(part) + 3 > 8224:
            parts.append(part)
            part = bytearray()
        part += struct.pack("<HB", len(words), 1)
        for sign in words:
            if len(part) + 2 > 8224:
                parts.append(part)
                part = bytearray(b"\1")
            part += sign.encode("utf-16-le")
    kinds = [0xFC] + [0x3C] * len(parts)
    return b"".join(struct.pack("<HH", k, len(one)) + one for k, one in zip(kinds, [*parts, part], strict=True))


def cell(kind: int, row: int, column: int, content: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<HHH", row, column, style) + content)


def text(row: int, column: int, number: int, style: int = 0) -> bytes:
    return cell(0xFD, row, column, struct.pack("<I", number), style)


def float_cell(row: int, column: int, value: float, style: int = 0) -> bytes:
    return cell(0x203, row, column, struct.pack("<d", value), style)


STRINGS = ["姓名", "身份证号", "张三", NUMBER, "李四", "白字", "暗", "暗表里的话"]
LONG = [f"第{number}行的文字" * 3 for number in range(2000)]
START = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
GLOBALS = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
END = record(0x0A)
FORMULA = struct.pack("<BBHHH", 0, 0, 0, 0, 0xFFFF) + bytes(6) + b"\0\0"


def font(ink: int) -> bytes:
    return record(0x31, struct.pack("<HHHHHBBBB", 200, 0, ink, 400, 0, 0, 0, 134, 0) + b"\2\0Ab")


def style(font_number: int, form: int) -> bytes:
    return record(0xE0, struct.pack("<HHHBBBBIIH", font_number, form, 1, 0, 0, 0, 0, 0, 0, 0x20C0))


def first_sheet() -> bytes:
    cells = [
        *(text(0, 0, 0), text(0, 1, 1), text(1, 0, 2), text(1, 1, 3), float_cell(1, 2, 12.5)),
        *(float_cell(1, 3, 18263.0, style=2), text(1, 4, 6), text(2, 0, 4), float_cell(2, 1, 360722199003071000.0)),
        cell(0x27E, 2, 2, struct.pack("<I", (-3 & 0x3FFFFFFF) << 2 | 2)),
        *(cell(0x205, 2, 3, b"\1\0"), text(3, 1, 5, style=1)),
        cell(0x06, 3, 2, FORMULA) + record(0x207, wide("算出的话")),
        record(0xBD, struct.pack("<HHHIHIH", 3, 3, 0, 7 << 2 | 2, 0, 8 << 2 | 2, 4)),
    ]
    rows = record(0x208, struct.pack("<HHHHHHI", 2, 0, 5, 300, 0, 0, 0x20))
    return START + b"".join(
        [
            record(0x7D, struct.pack("<HHHHHH", 4, 4, 2000, 0, 1, 0)),
            *(rows, *cells, *(text(number + 9, 0, number + len(STRINGS)) for number in range(len(LONG)))),
            record(0xE5, struct.pack("<HHHHH", 1, 0, 0, 0, 1)),
            record(0x15, wide("&C页脚里的话")),
            record(0x5D, struct.pack("<HHHHH", 0x15, 18, 0x19, 7, 0) + bytes(14)),
            record(0x1B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, 5, 16, 0)),
            record(0x3C, b"\1" + "批注里的话".encode("utf-16-le")) + record(0x3C, bytes(16)),
            record(0x1C, struct.pack("<HHHH", 1, 0, 0, 7) + wide("某")),
            record(0x1BE, struct.pack("<I", 3) + b"\1\0\0\0" * 4 + struct.pack("<HH", 13, 0) + b"\x17\5\1"
                   + "男\0选项话".encode("utf-16-le")),
            END,
        ]
    )  # fmt: skip


def stream() -> bytes:
    sheets = [("汇总表", 0, first_sheet()), ("暗表", 2, START + text(1, 1, 7) + END)]
    name = struct.pack("<HBBHHHBBBB", 0, 0, 2, 13, 0, 0, 0, 0, 0, 0) + b"\1" + "号码".encode("utf-16-le")
    name += b"\x17\5\1" + "名称里的话".encode("utf-16-le")
    fixed = [font(8), font(9), style(0, 0), style(1, 0), style(0, 14), record(0x18, name), shared(STRINGS + LONG), END]
    size = sum(len(record(0x85, bytes(6) + wide(title, "<B"))) for title, _, _ in sheets)
    at = len(GLOBALS) + size + sum(map(len, fixed))
    directory = b""
    for title, state, content in sheets:
        directory += record(0x85, struct.pack("<IBB", at, state, 0) + wide(title, "<B"))
        at += len(content)
    return GLOBALS + directory + b"".join(fixed) + b"".join(content for _, _, content in sheets)


def compound(content: bytes) -> bytes:
    """A compound file with one stream, Workbook."""
    content = content.ljust(-(-max(len(content), 4096) // 512) * 512, b"\0")
    count = len(content) // 512
    tables = -(-(count + 3) // 126)
    chain = [*range(tables + 2, tables + 1 + count), 0xFFFFFFFE]
    fat = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + chain
    fat += [0xFFFFFFFF] * (tables * 128 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        title = name.encode("utf-16-le")
        links = struct.pack("<HBBIII", len(title) + 2 if name else 0, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    names = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, tables + 1, len(content))
    names += entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    return head + struct.pack(f"<{len(fat)}I", *fat) + names + content


@pytest.fixture(scope="module")
def data() -> bytes:
    return compound(stream())


@pytest.fixture(scope="module")
def document(data: bytes) -> Document:
    reading = extract.read(data, name="名单.et")
    assert reading.not_examined == ()
    assert reading.documents[0].kind == "xls"
    return reading.documents[0]


def place(document: Document, words: str) -> str:
    return str(document.place_at(document.text.index(words)))


def test_cells_are_found_and_their_values_are_what_people_see(document: Document) -> None:
    table = document.tables[0]
    assert document.row(table, 1) == ["张三", NUMBER, "12.5", "1949-12-31", "暗"]
    assert document.row(table, 2) == ["李四", "360722199003071000", "-3", "TRUE"]
    assert document.row(table, 3) == ["", "白字", "算出的话", "7", "8"]
    assert table.whole_numbers == {(2, 1)}
    assert place(document, NUMBER) == "汇总表!B2"


def test_the_long_list_is_read_to_its_end_over_all_borders_of_records(document: Document) -> None:
    assert [line for line in LONG if line not in document.text] == []
    assert place(document, LONG[1999]) == "汇总表!A2009"


def test_hidden_parts_are_said_to_be_hidden(document: Document) -> None:
    assert place(document, "李四") == "汇总表!A3（隐藏行）"
    assert place(document, "暗\n") == "汇总表!E2（隐藏列）"
    assert place(document, "白字") == "汇总表!B4（白色文字）"
    assert place(document, "暗表里的话") == "暗表!B2（隐藏工作表）"


def test_comments_names_choices_and_margins_are_read(document: Document) -> None:
    assert place(document, "批注里的话") == "汇总表!A2（批注）"
    assert document.place_at(document.text.index("名称里的话")).hidden is Hidden.NAME
    assert document.place_at(document.text.index("男,选项话")).hidden is Hidden.CHOICE
    assert place(document, "页脚里的话") == "汇总表 页脚"
    assert document.tables[0].merges == ((0, 0, 0, 1),)


def test_another_reader_sees_the_same_texts(data: bytes, document: Document) -> None:
    other = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("汇总表").to_python()
    texts = {cell for row in other for cell in row if isinstance(cell, str) and cell}
    assert (
        texts
        - {cell for row in range(len(document.tables[0].row_starts)) for cell in document.row(document.tables[0], row)}
        == set()
    )


def test_a_workbook_cut_short_is_never_clean(data: bytes) -> None:
    for length in (600, 4000, len(data) // 2, len(data) - 8000):
        assert extract.read(data[:length], name="a.xls").not_examined, length


@pytest.mark.parametrize(("kept", "number"), [(0x3FF00000, 1.0), (0x000004D6, 309.0), (0x000004D7, 3.09)])
def test_packed_numbers_are_unpacked(kept: int, number: float) -> None:
    assert packed_number(kept) == number


def test_negative_packed_numbers_are_unpacked() -> None:
    assert packed_number((-3 & 0x3FFFFFFF) << 2 | 2) == -3


def test_an_encrypted_package_is_an_outcome() -> None:
    marks = "EncryptedPackage".encode("utf-16-le")
    reading = extract.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + marks, name="a.xlsx")
    assert [gap.outcome for gap in reading.not_examined] == [Outcome.ENCRYPTED]


def test_a_stream_without_its_file_is_read_as_an_embedded_workbook_has_it(document: Document) -> None:
    assert extract.read(stream(), name="嵌入").documents[0].text == document.text


def test_a_password_is_an_outcome() -> None:
    locked = GLOBALS + record(0x2F, bytes(54)) + END
    assert [gap.outcome for gap in extract.read(compound(locked), name="a.xls").not_examined] == [Outcome.ENCRYPTED]
