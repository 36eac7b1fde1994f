"""A letter as a file: every word of it in order, the same bytes each time, a draft marked as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from docx import Document

from mingcha.bulletin.forms import letter_docx
from mingcha.model.letter import Letter

LETTER = Letter(
    title="关于尽快完成问题整改的催办单",
    addressed="统调队政务公开工作责任人",
    paragraphs=("你单位有 1 项问题尚未整改到位：", "1.领导分工没有发布。"),
    sender="样例县人民政府办公室",
    dated=date(2023, 12, 8),
    number="2023年第3号",
    copies="县政府分管领导",
    signed=("张三",),
)


def words(letter):
    return [one.text for one in Document(BytesIO(letter_docx.write(letter))).paragraphs if one.text]


def test_every_part_of_the_letter_stands_in_its_place():
    assert words(LETTER) == [
        "2023年第3号",
        "关于尽快完成问题整改的催办单",
        "统调队政务公开工作责任人：",
        "你单位有 1 项问题尚未整改到位：",
        "1.领导分工没有发布。",
        "样例县人民政府办公室",
        "2023年12月8日",
        "签发：张三",
        "抄送：县政府分管领导。",
    ]


def test_a_letter_without_a_number_says_that_it_is_a_draft():
    assert words(replace(LETTER, number="", signed=()))[0] == "（草稿，未签发）"


def test_the_same_letter_is_the_same_bytes():
    assert letter_docx.write(LETTER) == letter_docx.write(LETTER)
    assert letter_docx.write(LETTER) != letter_docx.write(replace(LETTER, number="2023年第4号"))
