"""A long number is found wherever the markup of an office file holds it, told once, and under a name a clerk knows."""

from __future__ import annotations

import base64
import io
import warnings
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from extract.readers.test_docx import place, read, saved
from extract.samples import samples
from rectify.mask.workbooks import OFFICE, Workbook, anchored, cell, row

from mingcha import extract
from mingcha.extract.readers.numbers_behind import in_markup
from mingcha.model.document import Document, Outcome

NUMBER = "11010519491231" + "002X"


def sheet_of(book: Workbook) -> Document:
    return extract.read(book.packed(), name="名单.xlsx").documents[0]


def label_of(document: Document) -> str:
    assert document.text.count(NUMBER) == 1
    return place(document, NUMBER)


@pytest.mark.parametrize(
    ("markup", "label"),
    [
        (f'<w:hyperlink {nsdecls("w")} w:tooltip="{NUMBER}"><w:r><w:t>详情</w:t></w:r></w:hyperlink>', "超链接“详情”"),
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


def test_charts_rules_and_names_of_an_open_document_are_looked_through() -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    space = f'xmlns:office="{office}:office:1.0" xmlns:text="{office}:text:1.0" xmlns:table="{office}:table:1.0"'
    rule = f'<table:content-validation table:condition="in-list(&quot;{NUMBER}&quot;)"/>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {space}><office:body><text:p>正文</text:p>{rule}</office:body></office:document-content>",
        )
        package.writestr(
            "Object 1/content.xml", f"<office:document-content {space}><text:p>图题</text:p></office:document-content>"
        )
    document = extract.read(packed.getvalue(), name="名单.ods").documents[0]
    assert label_of(document) == "文件内部（content.xml）（不显示的内容）"
    assert place(document, "图题") == "嵌入对象（嵌入对象）"


@pytest.mark.parametrize("written", [NUMBER.encode(), NUMBER.encode("utf-16-le")])
def test_what_an_old_file_keeps_outside_its_text_is_told(written: bytes) -> None:
    document = extract.read(samples()["xls"] + b"\1\2" + written + b"\1\2", name="a.xls").documents[0]
    assert label_of(document) == "文件内部（不显示的内容）"


def test_the_addresses_of_fields_are_read_from_rtf_and_one_cut_short_is_told() -> None:
    whole = (
        rf'{{\rtf1 before{{\field{{\*\fldinst HYPERLINK "http://a.example/{NUMBER}"}}{{\fldrslt here}}}}\par}}'.encode()
    )
    reading = extract.read(whole, name="a.rtf")
    assert reading.not_examined == ()
    assert label_of(reading.documents[0]) == "域代码（不显示的内容）"
    cut = extract.read(whole[:-20], name="a.rtf")
    assert "before" in cut.documents[0].text
    assert [gap.outcome for gap in cut.not_examined] == [Outcome.PARTLY_READ]


def test_two_members_of_one_name_are_both_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("名单/a.txt", "第一份")
        archive.writestr("名单/a.txt", f"第二份{NUMBER}")
    found = extract.read(packed.getvalue(), name="a.zip").documents
    assert {document.member: document.text for document in found} == {
        "名单/a.txt": "第一份\n",
        "名单/（重名2）a.txt": f"第二份{NUMBER}\n",
    }


def test_a_letter_is_a_letter_whatever_heads_come_first() -> None:
    body = base64.encodebytes(f"身份证号{NUMBER}".encode()).decode()
    letter = f"Received: from a\n by b\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}"
    assert NUMBER in extract.read(letter.encode(), name="来信.eml").documents[-1].text


def test_the_address_of_a_link_is_found_by_the_words_one_clicks() -> None:
    word = docx.Document()
    number = word.part.relate_to("mailto:zhangsan@a.example", f"{OFFICE}/hyperlink", is_external=True)
    words = f'<w:hyperlink {nsdecls("w", "r")} r:id="{number}"><w:r><w:t>写信</w:t></w:r></w:hyperlink>'
    word.add_paragraph("请")._p.append(parse_xml(words))
    document = read(word)
    assert place(document, "zhangsan@a.example") == "超链接“写信”（不显示的内容）"
