"""An old workbook becomes a new one, masked: values, formats, widths and hidden parts as they were, and no old inside."""

from __future__ import annotations

import io
import struct
from datetime import datetime

import openpyxl
import pytest
from extract.readers import test_old_workbook as biff
from rectify.mask.copies import MASKED, MASKED_MOBILE, MOBILE, OTHER, SAMPLE, copy_of, receipt_of, refusal

from mingcha import extract
from mingcha.extract import office_program
from mingcha.extract.readers.old_workbook_anew import written_anew

HEADER = ["姓名", "身份证号", "联系电话", "金额", "日期", "底号"]
STRINGS = ["补贴名单", *HEADER, "张三", SAMPLE, MOBILE, OTHER, "李四", "=1+1"]


@pytest.fixture
def old() -> bytes:
    number = STRINGS.index
    cells = [biff.text(0, 0, 0), *(biff.text(1, column, number(words)) for column, words in enumerate(HEADER))]
    cells += [
        biff.text(2, column, number(words)) for column, words in ((0, "张三"), (1, SAMPLE), (2, MOBILE), (5, OTHER))
    ]
    cells += [biff.float_cell(2, 3, 1234.5, style=1), biff.float_cell(2, 4, 45303.0, style=2)]
    cells += [biff.text(3, 0, number("李四")), biff.text(3, 1, number("=1+1")), biff.float_cell(3, 2, 13987654321.0)]
    cells += [biff.cell(0x205, 3, 3, b"\1\0"), biff.cell(0x205, 3, 4, b"\7\1")]
    sheet = biff.START + b"".join(
        [
            biff.record(0x7D, struct.pack("<HHHHHH", 1, 1, 33 * 256, 0, 0, 0)),
            biff.record(0x7D, struct.pack("<HHHHHH", 5, 5, 2000, 0, 1, 0)),
            biff.record(0x208, struct.pack("<HHHHHHI", 2, 0, 5, 800, 0, 0, 0x40)),
            *cells,
            biff.record(0xE5, struct.pack("<HHHHH", 1, 0, 0, 0, 5)),
            biff.END,
        ]
    )
    hidden = biff.START + biff.text(0, 0, number(SAMPLE)) + biff.END
    fixed = [biff.font(8), biff.style(0, 0), biff.style(0, 4), biff.style(0, 14), biff.shared(STRINGS), biff.END]
    sheets = [("汇总表", 0, sheet), ("底册", 1, hidden)]
    size = sum(len(biff.record(0x85, bytes(6) + biff.wide(title, "<B"))) for title, _, _ in sheets)
    at = len(biff.GLOBALS) + size + sum(map(len, fixed))
    directory = b""
    for title, state, content in sheets:
        directory += biff.record(0x85, struct.pack("<IBB", at, state, 0) + biff.wide(title, "<B"))
        at += len(content)
    return biff.compound(biff.GLOBALS + directory + b"".join(fixed) + sheet + hidden)


def test_a_workbook_written_anew_holds_what_the_old_one_held(old: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written_anew(old)))
    sheet = book["汇总表"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[1] == ["张三", SAMPLE, MOBILE, 1234.5, datetime(2024, 1, 12), OTHER]
    assert rows[2] == ["李四", "=1+1", 13987654321, True, "#DIV/0!", None]
    assert sheet["B4"].data_type == "s"
    assert (sheet["D3"].number_format, sheet["B3"].number_format) == ("#,##0.00", "@")
    assert sheet.column_dimensions["B"].width == 33
    assert sheet.row_dimensions[3].height == 40
    assert sheet.column_dimensions["F"].hidden
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:F1"]
    assert book["底册"].sheet_state == "hidden"


@pytest.fixture
def alone(without_programs: None) -> None:
    assert not office_program.is_installed()


@pytest.mark.usefixtures("alone")
def test_the_copy_is_a_new_workbook_without_a_leak(old: bytes) -> None:
    copy = copy_of(old, "名单.xls")
    assert copy.name == "名单.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data))["汇总表"]
    assert sheet["B3"].value == MASKED
    assert sheet["C3"].value == MASKED_MOBILE
    assert sheet["D3"].value == 1234.5
    assert sheet["F3"].value is None
    assert "另存为 xlsx" in receipt_of(copy)
    assert "底册" in receipt_of(copy)


@pytest.mark.usefixtures("alone")
def test_other_old_formats_need_an_office_program() -> None:
    assert "另存为 docx" in refusal(b"{\\rtf1 " + SAMPLE.encode() + b"}", "a.rtf")


@pytest.mark.usefixtures("alone")
def test_a_damaged_old_workbook_is_refused(old: bytes) -> None:
    assert "不能直接遮盖" in refusal(old[:2500], "名单.xls")


@pytest.mark.skipif(not office_program.is_installed(), reason="no office program on this machine")
def test_an_old_text_document_is_masked_as_a_new_one() -> None:
    extract.close()
    copy = copy_of(
        b"{\\rtf1\\ansi ID " + b"\\u36523?\\u20221?\\u35777?\\u21495? " + SAMPLE.encode() + b"\\par}", "a.rtf"
    )
    assert copy.name == "a.docx"
    assert "由 LibreOffice 另存为 docx" in receipt_of(copy)
    (document,) = extract.read(copy.data, name=copy.name).documents
    assert document.text == f"ID 身份证号 {MASKED}\n"
