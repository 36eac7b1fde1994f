"""The letter with its list, and the workbook with every place: same words, same bytes, nothing that a reader could run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from mingcha.bulletin.forms import notice_docx, notice_xlsx
from mingcha.bulletin.forms.notice_words import PRINTED
from mingcha.model.notice import ListedCase, ListedPlace, UnitList

DUE = date(2023, 11, 26)


def place(number, **more):
    facts = {"spot": "正文第2段", "quote": "截止目前", "suggestion": "截至目前"}
    return ListedPlace(f"http://www.yangli.example/tzgg/{number}.html", **(facts | more))


def case(position, places=1, **more):
    facts = {
        "key": 1000 + position,
        "problem": f"第{position}个问题",
        "severity": "一般",
        "family": "文字",
        "places": tuple(place(number) for number in range(places)),
        "total": places,
        "advice": "改正后重新发布。",
        "basis": ("《政府信息公开条例》第十五条",),
        "due": DUE,
    }
    return ListedCase(position=position, **(facts | more))


def listed(*cases, **more):
    facts = {
        "unit": "大塘镇",
        "title": "关于交办第十一期政务公开问题清单的通知",
        "paragraphs": ("现交办给你单位：", "一、逐项整改到位。于2023年11月26日前整改到位。"),
        "sender": "县政务公开办",
        "dated": date(2023, 11, 20),
        "due": DUE,
        "issue": "第十一期",
    }
    return UnitList(cases=cases or (case(1),), **(facts | more))


def read(data):
    return docx.Document(BytesIO(data))


def rows(document):
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def test_the_letter_says_whom_it_tells_what_until_when():
    document = read(notice_docx.write(listed()))
    text = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert text == [
        "关于交办第十一期政务公开问题清单的通知",
        "大塘镇：",
        "现交办给你单位：",
        "一、逐项整改到位。于2023年11月26日前整改到位。",
        "附件：大塘镇政务公开问题清单（第十一期）",
        "县政务公开办",
        "2023年11月20日",
        "附件",
        "大塘镇政务公开问题清单（第十一期）",
    ]
    assert rows(document)[1] == [
        "1",
        "1001",
        "【一般】第1个问题",
        "http://www.yangli.example/tzgg/0.html　正文第2段　“截止目前”改为“截至目前”",
        "改正后重新发布。",
        "《政府信息公开条例》第十五条",
        "2023年11月26日",
    ]


def test_the_list_lies_crosswise_behind_the_upright_letter():
    first, second = read(notice_docx.write(listed())).sections
    assert first.page_width < first.page_height
    assert second.orientation == WD_ORIENT.LANDSCAPE
    assert second.page_width > second.page_height


def test_a_long_list_of_places_is_cut_in_the_letter_and_whole_in_the_workbook():
    told = listed(case(1, places=40))
    cell = rows(read(notice_docx.write(told)))[1][3].split("\n")
    assert len(cell) == PRINTED + 2
    assert cell[:2] == ["均为：“截止目前”改为“截至目前”", "（1）http://www.yangli.example/tzgg/0.html　正文第2段"]
    assert cell[-1] == "另有 35 处，网址见同名表格的“全部位置”。"
    book = openpyxl.load_workbook(BytesIO(notice_xlsx.write(told)))
    assert book.sheetnames == ["问题清单", "全部位置"]
    assert book["全部位置"].max_row == 41


def test_different_words_are_told_at_each_place():
    places = (place(1), place(2, quote="既使", suggestion="即使"))
    cell = rows(read(notice_docx.write(listed(replace(case(1), places=places)))))[1][3]
    assert cell.split("\n")[1].endswith("“既使”改为“即使”")


def test_a_case_told_before_says_so():
    problem = rows(read(notice_docx.write(listed(case(1, earlier="2023年第十期")))))[1][2]
    assert "2023年第十期已交办，仍未整改到位。" in problem


@pytest.mark.parametrize("write", [notice_docx.write, notice_xlsx.write], ids=["docx", "xlsx"])
def test_the_same_list_gives_the_same_bytes(write):
    assert write(listed(case(1), case(2, 9))) == write(listed(case(1), case(2, 9)))


def test_the_bytes_bear_the_notices_own_date():
    for data in (notice_docx.write(listed()), notice_xlsx.write(listed())):
        assert {entry.date_time[:3] for entry in ZipFile(BytesIO(data)).infolist()} == {(2023, 11, 20)}


def test_what_looks_like_a_formula_or_breaks_xml_stays_text():
    hostile = case(1, problem="=1+1\x00<b>&", places=0)
    assert rows(read(notice_docx.write(listed(hostile))))[1][2] == "【一般】=1+1<b>&"
    told = listed(case(1, advice="=HYPERLINK(1)", problem="x"))
    sheet = openpyxl.load_workbook(BytesIO(notice_xlsx.write(told)))["问题清单"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert cell.data_type == "s"


def test_the_workbook_leaves_room_for_the_answer():
    sheet = openpyxl.load_workbook(BytesIO(notice_xlsx.write(listed())))["问题清单"]
    header = [cell.value for cell in sheet[3]]
    assert header[-3:] == ["整改情况", "整改后网址", "完成日期"]
    assert sheet.page_setup.orientation == "landscape"


def test_the_covering_list_adds_up():
    lists = [listed(case(1), case(2, 3)), listed(case(1, due=date(2023, 11, 21)), case(2), unit="县发改委")]
    printed = rows(read(notice_docx.write_covering(lists)))
    assert printed[1:] == [
        ["1", "大塘镇", "2", "4", "2023年11月26日"],
        ["2", "县发改委", "2", "2", "11月21日至11月26日"],
        ["", "合计", "4", "6", ""],
    ]
    sheet = openpyxl.load_workbook(BytesIO(notice_xlsx.write_covering(lists))).active
    assert [cell.value for cell in sheet[sheet.max_row]][1:4] == ["合计", 4, 6]


def test_long_addresses_may_break_in_the_table():
    document = read(notice_docx.write(listed()))
    style = next(one for one in document.styles if one.name == "表文")
    assert style.element.find(qn("w:pPr")).find(qn("w:wordWrap")).get(qn("w:val")) == "0"
