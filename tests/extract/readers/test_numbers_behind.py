"""A long number is found wherever the markup of an office file holds it, told once, and under a name a clerk knows."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from extract.readers.test_docx import place, read, saved
from rectify.mask.workbooks import Workbook, anchored, cell, row

from mingcha import extract
from mingcha.extract.readers.numbers_behind import in_markup
from mingcha.model.document import Document

NUMBER = "11010519491231" + "002X"


def sheet_of(book: Workbook) -> Document:
    return extract.read(book.packed(), name="名单.xlsx").documents[0]


def label_of(document: Document) -> str:
    assert document.text.count(NUMBER) == 1
    return place(document, NUMBER)


@pytest.mark.parametrize(
    ("markup", "label"),
    [
        (f'<w:hyperlink {nsdecls("w")} w:tooltip="{NUMBER}"><w:r><w:t>详情</w:t></w:r></w:hyperlink>', "超链接"),
        (f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="b{NUMBER}"/>', "书签名称"),
        (f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{NUMBER}"/></w:sdtPr><w:sdtContent/></w:sdt>', "内容控件"),
        (f'<w:fldSimple {nsdecls("w")} w:instr=" QUOTE {NUMBER} "/>', "域代码"),
        (f'<w:ins {nsdecls("w")} w:id="1" w:author="{NUMBER}"/>', "修订人"),
    ],
)
def test_attributes_of_a_word_document_are_looked_through_for_numbers(markup: str, label: str) -> None:
    word = docx.Document()
    word.add_paragraph("正文")._p.append(parse_xml(markup))
    assert label_of(read(word)) == f"{label}（不显示的内容）"


def test_words_of_formulas_and_art_titles_are_part_of_their_paragraph() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("前")
    space = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    paragraph._p.append(parse_xml(f"<m:oMath {space}><m:r><m:t>{NUMBER}</m:t></m:r></m:oMath>"))
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>'
            '<v:textpath string="内部资料"/></v:shape></w:pict></w:r>'
        )
    )
    document = read(word)
    assert f"前{NUMBER} 内部资料 \n" in document.text
    assert place(document, "内部资料") == "第1段"


def test_the_code_of_a_field_is_whole_however_it_is_cut() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("见")
    for piece in (f" QUOTE {NUMBER[:8]}", f"{NUMBER[8:]} "):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:instrText>{piece}</w:instrText></w:r>"))
    assert label_of(read(word)) == "第1段（不显示的内容）"


def test_own_data_of_a_document_and_files_outside_its_usual_folder_are_read() -> None:
    word = docx.Document()
    data = saved(word, customXml__item7=f"<a>{NUMBER}</a>", **{"附件__名单.html": f"<html><p>{NUMBER}</p></html>"})
    reading = extract.read(data, name="通知.docx")
    assert [document.member for document in reading.documents] == ["", "附件/名单.html"]
    assert all(NUMBER in document.text for document in reading.documents)


def test_addresses_and_tips_of_links_in_a_sheet_are_found_by_their_cell() -> None:
    book = Workbook()
    part = book.sheet(
        "名单", row(1, cell("A1", "张三")), more='<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>'
    )
    book.relate(part, "hyperlink", f"http://a.example/?id={NUMBER}", mode="External")
    assert label_of(sheet_of(book)) == "名单!A1 超链接（不显示的内容）"


def test_names_of_sheets_shapes_styles_and_rules_are_looked_through() -> None:
    rule = f'<conditionalFormatting sqref="A1"><cfRule><formula>"{NUMBER}"</formula></cfRule></conditionalFormatting>'
    named = Workbook()
    named.sheet(f"张三{NUMBER}", row(1, cell("A1", "甲")))
    ruled = Workbook()
    ruled.sheet("名单", row(1, cell("A1", "甲")), more=rule)
    drawn = Workbook()
    drawn.sheet("名单", row(1, cell("A1", "甲")))
    drawn.drawing(anchored(f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="{NUMBER}"/></xdr:nvSpPr></xdr:sp>'))
    styled = Workbook()
    styled.sheet("名单", row(1, cell("A1", "甲")))
    styled.parts["xl/styles.xml"] = str(styled.parts["xl/styles.xml"]).replace("Normal", NUMBER)
    told = [label_of(sheet_of(book)) for book in (named, ruled, drawn, styled)]
    behind = [f"{name}（不显示的内容）" for name in ("名单 条件格式等设置", "图形名称", "样式名称")]
    assert told == ["工作表名称", *behind]


def test_a_number_that_the_cells_show_is_not_told_again() -> None:
    book = Workbook()
    book.sheet("名单", row(1, cell("A1", NUMBER)))
    book.drawing(anchored(f'<xdr:sp><xdr:nvSpPr><xdr:cNvPr id="2" name="{NUMBER}"/></xdr:nvSpPr></xdr:sp>'))
    assert label_of(sheet_of(book)) == "名单!A1"


@pytest.mark.parametrize(
    "markup",
    [
        '<c:majorUnit val="0.10000000000000001"/>',
        '<w:panose1 w:val="02020603050405020304"/>',
        '<c uid="{00000000-0001-0000-0000-000000000000}"/>',
        "<a>1234567890</a>",
    ],
)
def test_what_programs_write_for_themselves_is_no_number(markup: str) -> None:
    assert [*in_markup(markup.encode())] == []


def test_remarks_single_quotes_and_texts_are_taken_as_they_stand() -> None:
    xml = f"<a><!-- 旧 {NUMBER} --><b v='{NUMBER}' w=\"x\">文 &amp; {NUMBER}</b></a>".encode()
    assert [*in_markup(xml)] == [("", f"旧 {NUMBER}"), ("b", NUMBER), ("b", f"文 & {NUMBER}")]
    assert [words for _, words in in_markup(xml, texts=False)] == [f"旧 {NUMBER}", NUMBER]
