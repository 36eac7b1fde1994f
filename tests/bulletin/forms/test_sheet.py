"""Excel sheets: typed text stays text, a template offers its choices, a hundred thousand rows are no trouble."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.bulletin.forms.sheet import Formula, Line, Link, SheetPlan, printable, safe_text, workbook_bytes

DANGEROUS = ["=1+1", "+1", "-5℃以下天气的通知", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "#REF!", "=", "'=1"]


def plan(rows: Any, **more: Any) -> SheetPlan:
    return SheetPlan("表", ("甲", "乙"), rows, **more)


def read(*plans: SheetPlan) -> Any:
    return openpyxl.load_workbook(BytesIO(workbook_bytes(plans)))


@pytest.mark.parametrize("bordered", [False, True])
@pytest.mark.parametrize("text", DANGEROUS)
def test_text_is_never_a_formula_and_never_changed(text: str, bordered: bool) -> None:
    data = workbook_bytes([plan([(text, 1)], bordered=bordered)])
    cell = openpyxl.load_workbook(BytesIO(data)).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert b"<f>" not in ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")


@given(st.text(max_size=40))
def test_any_text_makes_a_file_that_opens_with_that_text(text: str) -> None:
    value = read(plan([(text, text)])).worksheets[0]["B2"].value
    assert (value or "") == printable(text)


def test_text_that_is_edited_stays_text() -> None:
    sheet = read(plan([("=1+1", "安全")])).worksheets[0]
    assert sheet["A2"].quotePrefix
    assert not sheet["B2"].quotePrefix


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\n=1"])
def test_text_for_other_writers_is_guarded(text: str) -> None:
    assert safe_text(text) == "'" + text


def test_plain_text_for_other_writers_is_left_alone() -> None:
    assert safe_text("2023年\x07工作-方案=1") == "2023年工作-方案=1"


def test_numbers_and_dates_stay_numbers_and_dates() -> None:
    sheet = read(plan([(Decimal("93.00"), date(2023, 12, 31)), (7, None)], formats={0: "0.00"})).worksheets[0]
    assert (sheet["A2"].value, sheet["A2"].number_format) == (93, "0.00")
    assert sheet["B2"].is_date
    assert sheet["B2"].value.date() == date(2023, 12, 31)
    assert sheet["B3"].value is None


def test_moments_and_truth_keep_their_kind() -> None:
    sheet = read(plan([(datetime(2024, 1, 12, 9, 30), True)])).worksheets[0]
    assert sheet["A2"].value == datetime(2024, 1, 12, 9, 30)
    assert sheet["B2"].value is True


def test_our_own_formulas_and_links_work() -> None:
    sheet = read(plan([(Formula("SUM(1,2)"), Link("见下", "'表'!A1:B2"))])).worksheets[0]
    assert sheet["A2"].value == "=SUM(1,2)"
    assert (sheet["B2"].value, sheet["B2"].hyperlink.location) == ("见下", "'表'!A1:B2")


def test_titles_stand_above_and_the_header_repeats_on_paper() -> None:
    one = plan([(1, 2)], label="附件1", title="统计表", subtitle="数据截至日期", notes=("说明",), bordered=True)
    sheet = read(one).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(1, 7)] == ["附件1", "统计表", "数据截至日期", "甲", 1, "说明"]
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "A5"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sorted(str(area) for area in sheet.merged_cells) == ["A1:B1", "A2:B2", "A3:B3", "A6:B6"]


def test_lines_can_stand_out() -> None:
    sheet = read(plan([Line(("a", "b"), bold=True), Line(("c", "d"), marked=True), ("e", "f")])).worksheets[0]
    assert [sheet.cell(row, 1).font.bold for row in (2, 3, 4)] == [True, False, False]
    assert sheet["A3"].fill.fgColor.rgb == "00FFF2CC"


def test_a_template_offers_its_choices() -> None:
    sheet = read(plan([], choices={1: ("县直", "乡镇")})).worksheets[0]
    rule = sheet.data_validations.dataValidation[0]
    assert (rule.formula1, str(rule.sqref)) == ('"县直,乡镇"', "B2:B1001")


def test_a_template_may_offer_a_list_of_another_sheet() -> None:
    names = SheetPlan("单位名单", ("单位",), [(f"单位{n}",) for n in range(200)])
    book = read(plan([], choices={0: "'单位名单'!$A$2:$A$201"}), names)
    assert book.worksheets[0].data_validations.dataValidation[0].formula1 == "'单位名单'!$A$2:$A$201"
    assert book["单位名单"]["A201"].value == "单位199"


def test_choices_that_excel_would_not_take_are_refused() -> None:
    with pytest.raises(ValueError, match="“乙”的下拉选项共"):
        workbook_bytes([plan([], choices={1: ["一个相当长的单位名称"] * 40})])


def test_sheet_names_are_made_acceptable_and_different() -> None:
    names = read(*(SheetPlan(name, ("甲",), ()) for name in ("a/b", "a?b", "长" * 40, "", "A_B"))).sheetnames
    assert names == ["a_b", "a_b(2)", "长" * 31, "表", "A_B(3)"]


def test_a_hundred_thousand_rows_are_streamed() -> None:
    def rows() -> Iterator[tuple[str, int]]:
        for number in range(100_000):
            yield f"关于第{number}号事项的公告", number

    sheet = openpyxl.load_workbook(BytesIO(workbook_bytes([plan(rows())])), read_only=True).worksheets[0]
    last = next(sheet.iter_rows(min_row=100_001, values_only=True))
    assert last == ("关于第99999号事项的公告", 99_999)


def test_the_file_bears_the_given_date() -> None:
    data = workbook_bytes([plan([])], dated=date(2024, 1, 12))
    assert {info.date_time for info in ZipFile(BytesIO(data)).infolist()} == {(2024, 1, 12, 0, 0, 0)}
    assert openpyxl.load_workbook(BytesIO(data)).properties.modified.date() == date(2024, 1, 12)
