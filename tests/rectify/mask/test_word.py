"""A masked Word document: the looks stay, and no part of the file still holds the number."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor
from rectify.mask.copies import MASKED, MASKED_MOBILE, MASKED_OTHER, MOBILE, OTHER, SAMPLE, copy_of, receipt_of, refusal
from rectify.mask.test_workbook import with_chart
from rectify.mask.workbooks import CHART, DRAWN, OFFICE, copied

from mingcha import extract
from mingcha.model.masking import MaskedFile

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def everything(copy: MaskedFile) -> str:
    with zipfile.ZipFile(io.BytesIO(copy.data)) as package:
        return "".join(package.read(name).decode("utf-8", errors="replace") for name in package.namelist())


def opened(copy: MaskedFile) -> Any:
    return docx.Document(io.BytesIO(copy.data))


def add(paragraph: Any, xml: str) -> None:
    paragraph._p.append(parse_xml(xml.replace("<w:r>", f"<w:r {NAMESPACES}>", 1).replace("<w:x/>", "")))


def test_a_number_split_over_runs_is_masked_and_the_runs_keep_their_looks() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("户主张三，身份证号")
    for piece in (SAMPLE[:3], SAMPLE[3:11], SAMPLE[11:]):
        paragraph.add_run(piece).font.size = Pt(18)
    paragraph.add_run(f"，联系电话 {MOBILE[:5]}").bold = True
    paragraph.add_run(MOBILE[5:])
    document.add_paragraph("  前后有空格  ")
    copy = copy_of(saved(document), "公示.docx")
    made = opened(copy)
    assert made.paragraphs[0].text == f"户主张三，身份证号{MASKED}，联系电话 {MASKED_MOBILE}"
    assert [run.font.size for run in made.paragraphs[0].runs][1:4] == [Pt(18)] * 3
    assert made.paragraphs[0].runs[4].bold
    assert made.paragraphs[1].text == "  前后有空格  "


def test_lists_headers_footers_and_notes_are_masked_where_they_stand() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = f"张三身份证号{SAMPLE}"
    document.sections[0].footer.paragraphs[0].text = f"李四身份证号{OTHER}"
    table = document.add_table(3, 3)
    rows = (
        ("姓名", "身份证号", "残疾类别"),
        ("张三", f"{SAMPLE[:10]}\n{SAMPLE[10:]}", "二级"),
        ("李四", OTHER, "二级"),
    )
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(0, 0)._tc.get_or_add_tcPr()
    document.add_paragraph("二级")
    copy = copy_of(saved(document), "公示.docx")
    made = opened(copy)
    cells = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert [row[2] for row in cells] == ["残疾类别", "二**", "二**"]
    assert cells[1][1].strip() == MASKED
    assert cells[2][1] == MASKED_OTHER
    assert made.paragraphs[0].text == "二级"
    assert made.sections[0].header.paragraphs[0].text == f"张三身份证号{MASKED}"
    assert made.sections[0].footer.paragraphs[0].text == f"李四身份证号{MASKED_OTHER}"


def test_a_number_with_a_cell_for_each_digit_is_masked() -> None:
    document = docx.Document()
    table = document.add_table(1, 19)
    for cell, text in zip(table.rows[0].cells, ["身份证号", *SAMPLE], strict=True):
        cell.text = text
    made = opened(copy_of(saved(document), "表.docx"))
    assert "".join(cell.text for cell in made.tables[0].rows[0].cells) == f"身份证号{MASKED}"


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>{0}</w:t>"
    "</w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_masked_in_both_its_forms() -> None:
    document = docx.Document()
    add(document.add_paragraph("见右"), BOX.format(f"张三身份证号{SAMPLE}"))
    copy = copy_of(saved(document), "公示.docx")
    assert everything(copy).count(f"张三身份证号{MASKED}") == 2
    assert SAMPLE not in everything(copy)


def test_what_does_not_print_is_taken_out_and_told() -> None:
    document = docx.Document()
    document.core_properties.author = f"张三{SAMPLE}"
    document.core_properties.comments = "草稿"
    paragraph = document.add_paragraph("正文")
    run = paragraph.add_run(f"底稿{SAMPLE}")
    run.font.hidden = True
    document.add_comment(paragraph.runs[0], text=f"核对{SAMPLE}", author="经办人张三")
    add(
        paragraph,
        f"<w:r><w:object><o:OLEObject Type='Embed' ProgID='Excel.Sheet.12' ObjectID='_{SAMPLE}'/></w:object></w:r>",
    )
    paragraph._p.append(
        parse_xml(
            f"<w:ins {NAMESPACES} w:id='1' w:author='张三'><w:r><w:t>新增</w:t></w:r></w:ins>",
        )
    )
    paragraph._p.append(
        parse_xml(
            f"<w:del {NAMESPACES} w:id='2' w:author='张三'><w:r><w:delText>身份证号{SAMPLE}</w:delText></w:r></w:del>",
        )
    )
    copy = copy_of(saved(document), "公示.docx")
    assert opened(copy).paragraphs[0].text == "正文新增"
    everywhere = everything(copy)
    for words in (SAMPLE, "张三", "草稿", "底稿", "comments.xml", "thumbnail"):
        assert words not in everywhere
    said = receipt_of(copy)
    for words in ("批注 1 条", "修订痕迹 2 处", "隐藏文字 1 处", "对象 1 个", "文档属性"):
        assert words in said


def test_links_fields_and_alternative_texts_hold_no_number_either() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(f"户主张三，联系电话{MOBILE}，身份证号{SAMPLE}")
    document.part.relate_to(f"tel:{MOBILE}", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    relation = next(key for key, one in document.part.rels.items() if one.is_external)
    paragraph._p.append(
        parse_xml(f"<w:hyperlink {NAMESPACES} r:id='{relation}'><w:r><w:t>电话</w:t></w:r></w:hyperlink>")
    )
    add(paragraph, f"<w:r><w:drawing><wp:docPr id='1' name='图' descr='张三{SAMPLE}'/></w:drawing></w:r>")
    add(paragraph, f'<w:r><w:instrText> QUOTE "身份证号{SAMPLE}" </w:instrText></w:r>')
    copy = copy_of(saved(document), "公示.docx")
    assert SAMPLE not in everything(copy)
    assert MOBILE not in everything(copy)
    assert f"tel:{MASKED_MOBILE}" in everything(copy)


def test_white_words_between_others_do_not_lead_the_mask_astray() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(f"张三，身份证号{SAMPLE[:8]}")
    paragraph.add_run("白字").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run(SAMPLE[8:])
    made = opened(copy_of(saved(document), "公示.docx"))
    assert made.paragraphs[0].text.replace("白字", "") == f"张三，身份证号{MASKED}"


def test_a_clean_document_keeps_its_text() -> None:
    document = docx.Document()
    document.add_heading("关于印发方案的通知")
    document.add_paragraph("各乡镇人民政府：")
    copy = copy_of(saved(document), "通知.docx")
    assert [one.text for one in opened(copy).paragraphs] == ["关于印发方案的通知", "各乡镇人民政府："]
    assert copy.receipt.masked == ()


def with_parts(data: bytes, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, content in more.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "words"), [("word__vbaProject_dot_bin", "宏"), ("word__afchunk1_dot_htm", "嵌入的其他文件")]
)
def test_what_cannot_be_seen_through_is_refused(part: str, words: str) -> None:
    document = docx.Document()
    document.add_paragraph(f"张三，身份证号{SAMPLE}")
    assert words in refusal(with_parts(saved(document), **{part: b"x"}), "公示.docx")


def test_a_damaged_document_is_refused() -> None:
    assert "损坏" in refusal(saved(docx.Document())[:3000], "公示.docx")


def test_the_copy_opens_in_the_reader_without_a_finding() -> None:
    document = docx.Document()
    document.add_paragraph(f"张三，身份证号{SAMPLE}，家庭住址：样例县青田镇长岗村5组12号。")
    copy = copy_of(saved(document), "公示.docx")
    (read,) = extract.read(copy.data, name="b.docx").documents
    assert read.text == f"张三，身份证号{MASKED}，家庭住址：样例县青田镇****。\n"


def with_part(data: bytes, name: str, content: bytes, kind: str, target: str) -> bytes:
    """The document with one more part, to which its main part refers as rId99."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            words = old.read(part)
            if part == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
                words = words.replace(b"</Relationships>", link.encode())
            new.writestr(part, words)
        new.writestr(name, content)
    return out.getvalue()


def test_a_chart_stays_masked_and_the_workbook_behind_it_goes() -> None:
    document = docx.Document()
    drawn = (
        f'<w:r><w:drawing><wp:inline><a:graphic xmlns:a="{DRAWN}"><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" r:id="rId99"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    add(document.add_paragraph("补贴情况"), drawn)
    chart = (
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWN}" xmlns:r="{OFFICE}"><c:chart><c:plotArea><c:barChart><c:ser><c:cat>'
        f"{copied('str', 'Sheet1!$A$2:$A$3', f'身份证号{SAMPLE}', '李四')}</c:cat><c:val>{copied('num', 'Sheet1!$B$2', '300')}"
        '</c:val></c:ser></c:barChart></c:plotArea></c:chart><c:externalData r:id="rId1"/></c:chartSpace>'
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/package" Target="../embeddings/a.xlsx"/></Relationships>'
    )
    data = with_part(saved(document), "word/charts/chart1.xml", chart.encode(), "chart", "charts/chart1.xml")
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/charts/_rels/chart1.xml.rels", links)
        package.writestr("word/embeddings/a.xlsx", with_chart().packed())
    copy = copy_of(out.getvalue(), "公示.docx")
    assert f"身份证号{MASKED}" in everything(copy) and "<c:v>300</c:v>" in everything(copy)
    assert SAMPLE not in everything(copy) and "externalData" not in everything(copy)
    assert not [name for name in zipfile.ZipFile(io.BytesIO(copy.data)).namelist() if "embedding" in name]
    assert "图表背后的数据表" in receipt_of(copy)


def test_of_a_picture_kept_twice_the_drawn_one_goes() -> None:
    """A drawing (svg) is text that is not read; programs keep an ordinary picture beside it."""
    document = docx.Document()
    drawn = (
        f'<w:r><w:drawing><wp:inline><a:blip xmlns:a="{DRAWN}"><a:extLst><a:ext uri="{{96DAC541}}"><asvg:svgBlip '
        'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rId99"/></a:ext></a:extLst></a:blip>'
        "</wp:inline></w:drawing></w:r>"
    )
    add(document.add_paragraph(f"身份证号{SAMPLE}"), drawn)
    svg = f"<svg><text>{OTHER}</text></svg>".encode()
    copy = copy_of(with_part(saved(document), "word/media/image1.svg", svg, "image", "media/image1.svg"), "公示.docx")
    assert OTHER not in everything(copy) and "svg" not in everything(copy).replace("asvg=", "")


def test_a_list_of_a_thousand_people_is_masked_in_time() -> None:
    document = docx.Document()
    for number in range(1000):
        document.add_paragraph(f"张三，联系电话138{number:08}")
    copy = copy_of(saved(document), "名单.docx")
    assert dict(copy.receipt.masked) == {"leaked_mobile": 1000}


def test_numbers_behind_the_text_are_masked_wherever_the_markup_holds_them() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文")
    add(paragraph, f'<w:r><w:pict><v:shape><v:textpath string="水印{SAMPLE}"/></v:shape></w:pict></w:r>')
    for piece in (f" QUOTE {OTHER[:9]}", OTHER[9:]):
        add(paragraph, f"<w:r><w:instrText>{piece}</w:instrText></w:r>")
    space = NAMESPACES.split(" ", 1)[0]
    paragraph._p.append(parse_xml(f'<w:bookmarkStart {space} w:id="0" w:name="b{SAMPLE}"/>'))
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {space}><w:sdtPr><w:alias w:val="{SAMPLE}"/></w:sdtPr><w:sdtContent/><!-- {OTHER} --></w:sdt>'
        )
    )
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    paragraph._p.append(parse_xml(f"<m:oMath {math}><m:r><m:t>{OTHER}</m:t></m:r></m:oMath>"))
    said = everything(copy_of(saved(document), "公示.docx"))
    assert SAMPLE not in said and OTHER not in said and OTHER[9:] not in said
    assert f'string="水印{MASKED}"' in said and f"<m:t>{MASKED_OTHER}</m:t>" in said
    assert f'w:name="b{MASKED.replace("*", "_")}"' in said
