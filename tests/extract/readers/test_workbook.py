"""Workbooks: cells by their place, and everything out of sight told to be so."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mingcha import extract
from mingcha.extract.readers.cell_words import _without_references, plain
from mingcha.model.document import Document, Hidden, Outcome, Reading

NUMBER = "11010519491231" + "002X"


def book(fill: Callable[[Worksheet], object]) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "汇总表"
    fill(sheet)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def reading(data: bytes) -> Reading:
    return extract.read(data, name="名单.xlsx")


def read(fill: Callable[[Worksheet], object]) -> Document:
    found = reading(book(fill))
    assert found.not_examined == ()
    return found.documents[0]


def place(document: Document, words: str) -> str:
    return str(document.place_at(document.text.index(words)))


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The package with one part rewritten, or added when it is not there."""
    old, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, change(old.read(part).decode() if part in old.namelist() else ""))
    return stream.getvalue()


def rows(*lines: list[object]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for line in lines:
            sheet.append(line)

    return fill


def test_cells_are_found_by_sheet_column_and_row() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"], sheet["D17"] = "张三", NUMBER

    document = read(fill)
    assert place(document, "张三") == "汇总表!B3"
    assert place(document, NUMBER) == "汇总表!D17"


def test_values_are_what_people_see() -> None:
    document = read(rows(["甲<&>乙\n丙", 3, 1.5, True, date(1949, 12, 31), datetime(2024, 1, 12, 8, 30), None, "尾"]))
    (table,) = document.tables
    assert document.row(table, 0) == ["甲<&>乙\v丙", "3", "1.5", "TRUE", "1949-12-31", "2024-01-12 08:30:00", "", "尾"]


def test_numbers_of_many_digits_are_written_out_and_marked() -> None:
    document = read(rows(["身份证号", "电话"], [360722199003071000, 13800001234], [123456789012.5, 6228480402564890]))
    (table,) = document.tables
    assert document.row(table, 1) == ["360722199003071000", "13800001234"]
    assert table.whole_numbers == {(1, 0), (2, 1)}


def test_numbers_in_powers_of_ten_lose_nothing_that_is_stored() -> None:
    data = changed(
        book(rows([1])), "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<v>1</v>", "<v>3.60722199003071E+17</v>")
    )
    document = reading(data).documents[0]
    assert document.text.startswith("360722199003071000\n")
    assert document.tables[0].whole_numbers == {(0, 0)}


def test_hidden_rows_columns_and_sheets_are_said_to_be_hidden() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["甲", "乙", "丙"], ["丁", "戊", "己"], ["庚", "辛", "壬"])(sheet)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions["C"].width = 0.05
        for name, state in (("暗表", "hidden"), ("极暗表", "veryHidden")):
            other = sheet.parent.create_sheet(name)
            other["A1"], other.sheet_state = f"{name}里的话", state

    document = read(fill)
    assert place(document, "甲") == "汇总表!A1"
    assert place(document, "丁") == "汇总表!A2（隐藏行）"
    assert place(document, "辛") == "汇总表!B3（隐藏列）"
    assert place(document, "丙") == "汇总表!C1（隐藏列）"
    assert place(document, "暗表里的话") == "暗表!A1（隐藏工作表）"
    assert place(document, "极暗表里的话") == "极暗表!A1（隐藏工作表）"


def test_white_words_are_hidden_unless_their_ground_is_dark() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["白", "表头", "无形"])(sheet)
        sheet["A1"].font = sheet["B1"].font = Font(color="FFFFFFFF")
        sheet["B1"].fill = PatternFill("solid", fgColor="FFC00000")
        sheet["C1"].number_format = ";;;"

    document = read(fill)
    assert place(document, "白") == "汇总表!A1（白色文字）"
    assert place(document, "表头") == "汇总表!B1"
    assert place(document, "无形") == "汇总表!C1（隐藏文字）"


def test_comments_names_choices_headers_and_properties_are_not_lost() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["D4"] = "甲"
        sheet["D4"].comment = Comment(f"原号 {NUMBER}", "某")
        sheet.parent.defined_names["号码"] = DefinedName("号码", attr_text='"名称里的话"')
        choice = DataValidation("list", formula1='"男,女,选项里的话"')
        choice.add("E2:E9")
        sheet.add_data_validation(choice)
        sheet.oddHeader.center.text = "页眉里的话"
        sheet.parent.properties.creator = "填表人"
        sheet.parent.properties.description = "属性里的话"

    document = read(fill)
    assert place(document, NUMBER) == "汇总表!D4（批注）"
    assert place(document, "名称里的话") == "定义的名称 号码（定义的名称）"
    assert place(document, "选项里的话") == "汇总表!E2:E9（数据有效性列表）"
    assert place(document, "页眉里的话") == "汇总表 页眉"
    assert place(document, "填表人") == "文档属性：作者（文档属性）"
    assert place(document, "属性里的话") == "文档属性：备注（文档属性）"


CACHES = {
    "xl/pivotCache/pivotCacheRecords1.xml": '<pivotCacheRecords><r><s v="{}"/><n v="3.6E+17"/></r></pivotCacheRecords>',
    "xl/externalLinks/externalLink1.xml": '<externalLink><cell r="A1" t="str"><v>{}</v></cell></externalLink>',
    "xl/persons/person.xml": '<personList><person displayName="{}"/></personList>',
    "xl/connections.xml": '<connections><connection name="甲"><dbPr connection="{}"/></connection></connections>',
    "xl/revisions/revisionLog1.xml": "<revisions><oc><is><t>{}</t></is></oc></revisions>",
    "customXml/item1.xml": "<data>{}</data>",
}


@pytest.mark.parametrize("part", CACHES)
def test_copies_kept_out_of_sight_are_found(part: str) -> None:
    document = reading(changed(book(rows(["甲"])), part, lambda _: CACHES[part].format("缓存里的话"))).documents[0]
    assert document.place_at(document.text.index("缓存里的话")).hidden in {
        Hidden.CACHE,
        Hidden.PROPERTY,
        Hidden.REVISION,
    }


def test_text_boxes_and_descriptions_of_drawings_are_read() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="x" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="框" descr="说明里的话"/></xdr:nvSpPr>'
        "<a:p><a:r><a:t>框里</a:t></a:r><a:r><a:t>的话</a:t></a:r></a:p></xdr:sp></xdr:wsDr>"
    )
    data = changed(book(rows(["甲"])), "xl/drawings/drawing1.xml", lambda _: drawing)
    document = reading(data).documents[0]
    assert place(document, "框里的话") == "文本框1"
    assert place(document, "说明里的话") == "图片说明（图片说明）"


def test_merged_cells_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["村", "户主", None], [None, "姓名", "电话"])(sheet)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    assert set(read(fill).tables[0].merges) == {(0, 0, 1, 0), (0, 1, 0, 2)}


@pytest.mark.parametrize(
    "written",
    [
        '<c t="inlineStr" r="B2"><is><r><t>甲</t></r><r><t xml:space="preserve">乙</t></r></is></c>',
        "<c r='B2' t='str'><f>A1&amp;B1</f><v>甲乙</v></c>",
        '<c s="0" r="B2" t="str"><v xml:space="preserve">甲乙</v></c>',
        '<c r="B2" t="str" cm="1"><f t="array" ref="B2">x</f><v>甲乙</v></c>',
    ],
)
def test_cells_are_read_however_they_are_written(written: str) -> None:
    sheet = f'<worksheet><sheetData><row r="2"><c r="A2"><v>1</v></c>{written}</row></sheetData></worksheet>'
    document = reading(changed(book(rows([1])), "xl/worksheets/sheet1.xml", lambda _: sheet)).documents[0]
    assert document.row(document.tables[0], 0) == ["1", "甲乙"]
    assert place(document, "甲乙") == "汇总表!B2"


def test_cells_and_rows_without_places_count_from_the_first() -> None:
    sheet = '<worksheet><sheetData><row><c t="str"><v>甲</v></c><c><v>7</v></c></row><row><c><v>8</v></c></row>'
    data = changed(book(rows([1])), "xl/worksheets/sheet1.xml", lambda _: f"{sheet}</sheetData></worksheet>")
    document = reading(data).documents[0]
    assert document.text.startswith("甲\t7\n8\n")


def test_markup_with_prefixes_is_read() -> None:
    def prefixed(xml: str) -> str:
        return re.sub(r"<(/?)(\w)", r"<\1x:\2", xml.replace("xmlns=", "xmlns:x=")).replace("<?x:xml", "<?xml")

    data = changed(book(rows(["甲", 5])), "xl/worksheets/sheet1.xml", prefixed)
    assert reading(changed(data, "xl/sharedStrings.xml", prefixed)).documents[0].text.startswith("甲\t5\n")


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    """The same file makes the fastest library end its whole process."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD1048576"] = "甲", "角"

    assert place(read(fill), "角") == "汇总表!XFD1048576"


def test_a_sheet_that_grows_beyond_the_limit_is_read_in_part() -> None:
    data = book(rows(*[[f"第{n}行"] for n in range(300)]))
    found = extract.read(data, name="a.xlsx", limits=extract.Limits(characters=1200))
    assert [gap.outcome for gap in found.not_examined] in ([Outcome.PARTLY_READ], [Outcome.TOO_LARGE])


def test_a_bomb_is_an_outcome() -> None:
    def bomb(xml: str) -> str:
        cell = '<row r="1"><c r="A1"><v>1</v></c></row>'
        return xml.replace("</sheetData>", cell * 400_000 + "</sheetData>")

    data = changed(book(rows([1])), "xl/worksheets/sheet1.xml", bomb)
    found = extract.read(data, name="a.xlsx", limits=extract.Limits(unpacked=4 << 20))
    assert [gap.outcome for gap in found.not_examined] == [Outcome.EXPANDS]


def test_one_broken_sheet_does_not_take_the_others_along(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "甲"
        sheet.parent.create_sheet("第二张")["A1"] = "乙"

    old, stream = zipfile.ZipFile(io.BytesIO(book(fill))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet2.xml":
                new.writestr(name, old.read(name))
    found = reading(stream.getvalue())
    assert "甲" in found.documents[0].text
    assert [str(gap) for gap in found.not_examined] == ["名单.xlsx，工作表“第二张”：文件已损坏或不完整（内容缺失）"]


SHARED = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row></sheetData>'


def with_shared(strings: str) -> Reading:
    data = changed(book(rows([1])), "xl/worksheets/sheet1.xml", lambda _: f"{SHARED}</worksheet>")
    return reading(changed(data, "xl/sharedStrings.xml", lambda _: f"<sst>{strings}</sst>"))


def test_shared_texts_are_read_plain_or_rich_without_their_readings() -> None:
    rich = "<si><r><t>乙</t></r><r><rPr/><t>丙&amp;</t></r><rPh><t>読み</t></rPh></si>"
    document = with_shared(f"<si><t>甲_x0041_</t></si>{rich}").documents[0]
    assert document.row(document.tables[0], 0) == ["甲A", "乙丙&"]


def test_cells_whose_text_is_missing_are_not_passed_over_in_silence() -> None:
    assert [gap.reason for gap in with_shared("<si><t>甲</t></si>").not_examined] == ["1 个单元格的文字在文件中缺失"]


@given(st.text(alphabet="&#;x0123456789ampltaF县甲 ", max_size=30))
def test_references_are_read_as_the_standard_library_reads_them(words: str) -> None:
    assert _without_references(words) == html.unescape(words)


def test_characters_written_as_references_are_characters() -> None:
    assert plain("&#21439;&#30002;1&amp;2") == "县甲1&2"
    assert plain("&#128;&#55296;") == html.unescape("&#128;&#55296;")


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ('"369999"000000000000', 199001011230, "369999199001011230"),
        ('"369999"@', "199001011230", "369999199001011230"),
        ("\\3\\6@", "9999", "369999"),
        ('"2024年第"000"号"', 7, "2024年第007号"),
        ('[Red]"369999"0;"-"0', 12, "36999912"),
        # What sets no digits around a value, and what is said of the other kind of value, changes nothing.
        ('0.00"元"', 7, "7"),
        ('"369999"@', 199, "199"),
        ("000000", 7, "7"),
    ],
)
def test_digits_that_a_format_sets_before_a_value_are_shown_with_it(code: str, value: object, shown: str) -> None:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = value
    sheet["A1"].number_format = code
    book.save(stream)
    assert extract.read(stream.getvalue(), name="名单.xlsx").documents[0].text.startswith(f"{shown}\n")
