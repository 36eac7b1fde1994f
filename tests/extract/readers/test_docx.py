"""Word documents: what is printed is found by paragraph and cell, what is only carried along is not lost."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from mingcha import extract
from mingcha.model.document import Document, Hidden, Outcome, Reading

NUMBER = "11010519491231" + "002X"


def saved(word: Word, **parts: str | bytes) -> bytes:
    """The file, with more parts put in; their names have / written as __ and end in .xml."""
    stream = io.BytesIO()
    word.save(stream)
    with zipfile.ZipFile(stream, "a") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ("" if "." in name else ".xml"), content)
    return stream.getvalue()


def read(word: Word, **parts: str | bytes) -> Document:
    reading = extract.read(saved(word, **parts), name="通知.docx")
    assert [fault for fault in reading.not_examined if fault.outcome is not Outcome.PICTURE] == []
    return reading.documents[0]


def place(document: Document, words: str) -> str:
    return str(document.place_at(document.text.index(words)))


def run(words: str, properties: str = "") -> str:
    return f"<w:r {nsdecls('w')}><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def test_runs_that_split_a_number_are_joined() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("身份证号：")
    for piece in (NUMBER[:3], NUMBER[3:11], NUMBER[11:]):
        paragraph.add_run(piece).bold = len(piece) > 3
    assert f"身份证号：{NUMBER}\n" in read(word).text


def test_paragraphs_and_cells_are_found_by_their_numbers() -> None:
    word = docx.Document()
    word.add_paragraph("第一段")
    table = word.add_table(3, 2)
    table.cell(2, 1).text = "格子"
    word.add_paragraph("第二段的话")
    document = read(word)
    assert place(document, "第二段的话") == "第2段"
    assert place(document, "格子") == "第1个表格第3行第2列"


def test_merged_cells_keep_the_columns_in_line() -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "村"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "户主"
    table.cell(1, 2).text = "电话"
    document = read(word)
    assert place(document, "电话") == "第1个表格第2行第3列"
    assert set(document.tables[0].merges) == {(0, 0, 1, 0), (0, 1, 0, 2)}


def test_headers_footers_and_text_boxes_are_read_once() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "页眉的话"
    word.sections[0].footer.paragraphs[0].text = "页脚的话"
    box = "<w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent>"
    word.add_paragraph("正文")._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    document = read(word)
    assert place(document, "页眉的话") == "页眉第1段"
    assert place(document, "页脚的话") == "页脚第1段"
    assert place(document, "框里的话") == "文本框1第1段"
    assert document.text.count("框里的话") == 1


def test_hidden_white_and_tiny_words_are_told_apart_from_what_is_seen() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("看得见")
    paragraph.add_run("隐藏的").font.hidden = True
    paragraph.add_run("白色的").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run("极小的").font.size = Pt(1)
    document = read(word)
    assert place(document, "看得见") == "第1段"
    assert place(document, "隐藏的") == "第1段（隐藏文字）"
    assert place(document, "白色的") == "第1段（白色文字）"
    assert place(document, "极小的") == "第1段（隐藏文字）"


def test_white_words_on_a_dark_cell_are_seen() -> None:
    word = docx.Document()
    cell = word.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].add_run("表头").font.color.rgb = RGBColor(255, 255, 255)
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="C00000"/>'))
    assert place(read(word), "表头") == "第1个表格第1行第1列"


def test_a_style_can_hide_too() -> None:
    word = docx.Document()
    style = word.styles.add_style("暗", 2)
    style.font.hidden = True
    word.add_paragraph("明").add_run("暗处", style="暗")
    assert place(read(word), "暗处") == "第1段（隐藏文字）"


def test_deleted_and_moved_words_are_revisions_and_inserted_ones_are_text() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("甲")._p
    deleted = run("删掉的").replace("w:t>", "w:delText>")
    for mark, inner in (("del", deleted), ("ins", run("加上的")), ("moveFrom", run("移走的"))):
        paragraph.append(parse_xml(f'<w:{mark} {nsdecls("w")} w:id="1">{inner}</w:{mark}>'))
    document = read(word)
    assert "甲加上的\n" in document.text
    assert place(document, "删掉的") == place(document, "移走的") == "第1段（修订痕迹）"


def test_notes_and_comments_are_found_by_their_number() -> None:
    note = f"<w:{{0}}s {nsdecls('w')}><w:{{0}} w:id='1'><w:p>{run('{1}')}</w:p></w:{{0}}></w:{{0}}s>"
    document = read(
        docx.Document(),
        word__footnotes=note.format("footnote", "脚注的话"),
        word__endnotes=note.format("endnote", "尾注的话"),
    )
    assert place(document, "脚注的话") == "脚注1第1段"
    assert place(document, "尾注的话") == "尾注1第1段"
    word = docx.Document()
    word.add_comment(word.add_paragraph("甲").runs, text="批注的话", author="某", initials="某")
    assert place(read(word), "批注的话") == "批注1第1段（批注）"


def test_properties_and_descriptions_of_pictures_are_read() -> None:
    word = docx.Document()
    word.core_properties.author = "起草人"
    word.core_properties.comments = f"联系人身份证{NUMBER}"
    paragraph = word.add_paragraph("甲")._p
    paragraph.append(parse_xml(f'<w:r {nsdecls("w", "wp")}><wp:docPr id="9" name="图" descr="证件照说明"/></w:r>'))
    document = read(word)
    assert place(document, "起草人") == "文档属性：作者（文档属性）"
    assert document.place_at(document.text.index(NUMBER)).hidden is Hidden.PROPERTY
    assert document.place_at(document.text.index("证件照说明")).hidden is Hidden.ALT_TEXT


def test_a_file_inside_is_read_under_its_own_name() -> None:
    inner = docx.Document()
    inner.add_paragraph("里面的话")
    reading = extract.read(saved(docx.Document(), **{"word__embeddings__a.docx": saved(inner)}), name="外.docx")
    found = {document.member: document for document in reading.documents}
    assert "里面的话" in found["word/embeddings/a.docx"].text


def test_a_row_hidden_in_print_and_a_table_inside_a_cell() -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    table.cell(0, 0).text = "外"
    table.cell(1, 0).text = "藏"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {nsdecls('w')}/>"))
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "内"
    document = read(word)
    assert place(document, "藏") == "第1个表格第2行第1列（隐藏行）"
    assert place(document, "内") == "第2个表格第1行第1列"


def outcomes(reading: Reading) -> list[Outcome]:
    return [fault.outcome for fault in reading.not_examined]


def test_entities_that_grow_without_end_are_refused() -> None:
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with io.BytesIO() as stream:
        with zipfile.ZipFile(stream, "w") as package:
            package.writestr("word/document.xml", f"{laughs}<w:document {nsdecls('w')}>&b;</w:document>")
        assert outcomes(extract.read(stream.getvalue(), name="a.docx")) == [Outcome.BROKEN]


def test_a_file_cut_short_is_an_outcome() -> None:
    data = saved(docx.Document())
    assert outcomes(extract.read(data[: len(data) // 2], name="a.docx")) == [Outcome.BROKEN]


def test_a_document_in_words_no_program_uses_is_told_without_places() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="urn:other"><w:t>身份证号{NUMBER}</w:t></w:document>'
        )
    (document,) = extract.read(stream.getvalue(), name="通知.docx").documents
    assert document.text == f"身份证号{NUMBER}\n"
    assert str(document.place_at(0)) == "正文"
