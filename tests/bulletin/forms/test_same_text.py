"""Four forms, one text: whatever is printed in one is printed in all, every mark counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bulletin.forms.reading import docx_text, html_text, pdf_text, squeezed, xlsx_text
from bulletin.forms.sample import saying

from mingcha.bulletin.forms import docx, html, pdf, wording, xlsx
from mingcha.model.bulletin import Bulletin


def expected(bulletin: Bulletin) -> str:
    return squeezed("".join(wording.lines(wording.clean(bulletin))))


def without_charts(bulletin: Bulletin) -> Bulletin:
    """Charts are pictures in some forms and text in others; their titles are compared on their own."""
    return replace(bulletin, charts=())


def test_every_form_prints_the_same_text(issue: Bulletin) -> None:
    bulletin = without_charts(issue)
    text = expected(bulletin)
    assert docx_text(docx.write(bulletin)) == text
    assert html_text(html.write(bulletin).decode()) == text
    header = bulletin.annexes[0].header
    assert pdf_text(pdf.write(bulletin, ignore_system_fonts=True), header=header) == text


def test_the_workbook_prints_the_text_of_the_annexes(issue: Bulletin) -> None:
    clean = wording.clean(issue)
    text = squeezed("".join(line for annex in clean.annexes for line in wording.annex_lines(clean, annex)))
    assert xlsx_text(xlsx.write(issue)) == text


@pytest.mark.parametrize("masthead", ["督查专报", "政务公开工作督查情况专报"])
def test_the_words_of_the_standard_stand_in_order(issue: Bulletin, masthead: str) -> None:
    text = docx_text(docx.write(replace(issue, masthead=masthead)))
    order = [
        masthead,
        "第1期",
        "样例县人民政府办公室编2024年1月12日",
        "编者按：",
        "【基本情况】",
        "附件：1.政府信息公开平台县直单位信息发布统计表2.政府信息公开平台各乡镇信息发布统计表",
        "附件1政府信息公开平台县直单位信息发布统计表数据截至日期：2023年12月31日",
        "附件2",
        "报：县党政班子领导。",
        "发：县委办公室主任，县政府办公室主任，各相关责任单位。",
        "样例县人民政府办公室2024年1月12日印发",
    ]
    places = [text.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_what_a_person_typed_is_printed_letter_by_letter() -> None:
    typed = '#panic("x")*粗*$x$<b>&amp;</b>@ref//注`码`=1+1“引”‘号’——……{{模板}}{%if%}\\n'
    bulletin = saying(typed)
    assert typed in docx_text(docx.write(bulletin))
    assert typed in html_text(html.write(bulletin).decode())
    assert typed in pdf_text(pdf.write(bulletin, ignore_system_fonts=True))


def test_invisible_characters_are_left_out() -> None:
    bulletin = saying("前\x00\x0b\u202e后\ufeff\uffff末")
    assert "前后末" in docx_text(docx.write(bulletin))
    assert "前后末" in html_text(html.write(bulletin).decode())
    assert "前后末" in pdf_text(pdf.write(bulletin, ignore_system_fonts=True))


def test_corrections_and_gaps_are_printed_before_the_sections(issue: Bulletin) -> None:
    bulletin = replace(
        without_charts(issue), errata=("附件1县司法局12月发布条数应为75。",), gaps=("台账中没有2023年5月的信息。",)
    )
    text = docx_text(docx.write(bulletin))
    wanted = "【更正说明】●附件1县司法局12月发布条数应为75。【待补内容】●台账中没有2023年5月的信息。【基本情况】"
    assert wanted in text
    assert wanted in html_text(html.write(bulletin).decode())
    assert wanted in pdf_text(pdf.write(bulletin, ignore_system_fonts=True))


def test_the_least_bulletin_prints_its_masthead_and_closing_line_only(bare: Bulletin) -> None:
    text = "督查专报第1期样例县人民政府办公室编2024年1月12日样例县人民政府办公室2024年1月12日印发"
    assert docx_text(docx.write(bare)) == text
    assert html_text(html.write(bare).decode()) == text
    assert pdf_text(pdf.write(bare, ignore_system_fonts=True)) == text
    assert xlsx_text(xlsx.write(bare)) == "本期没有附件"


def test_a_single_annex_bears_no_number(issue: Bulletin) -> None:
    text = docx_text(docx.write(replace(without_charts(issue), annexes=issue.annexes[1:])))
    assert "附件：政府信息公开平台各乡镇信息发布统计表附件政府" in text


def test_the_titles_of_the_charts_are_text(issue: Bulletin) -> None:
    for text in (
        docx_text(docx.write(issue, ignore_system_fonts=True)),
        html_text(html.write(issue).decode()),
        pdf_text(pdf.write(issue, ignore_system_fonts=True)),
    ):
        for chart in issue.charts:
            assert text.count(chart.title) == 1
