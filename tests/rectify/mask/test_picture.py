"""A masked picture: painted over where the number was read. Needs the optional recognition of text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
import typst
from extract.readers.test_picture import png
from rectify.mask.copies import MOBILE, SAMPLE, copy_of, receipt_of, refusal
from rectify.mask.test_workbook import with_chart
from rectify.mask.workbooks import anchored

from mingcha import extract
from mingcha.bulletin.forms import faces
from mingcha.extract import ocr

with_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="no recognition of text on this machine")
FONTS = Path(faces.__file__).with_name("fonts")


def printed(words: str, form: str = "png") -> bytes:
    source = f'#set page(width: 15cm, height: 6cm)\n#set text(font: "Noto Sans SC", size: 12pt)\n{words}'
    made = typst.compile(source.encode(), format=form, ppi=160, font_paths=[str(FONTS)], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def recognised(data: bytes, name: str) -> str:
    reading = extract.read(data, name=name)
    assert reading.not_examined == ()
    return "\n".join(document.text for document in reading.documents)


@pytest.mark.skipif(ocr.is_installed(), reason="recognition is installed")
def test_without_recognition_a_picture_is_refused() -> None:
    assert "文字识别" in refusal(png(300, 200), "证件.png")


@with_ocr
def test_the_number_is_painted_over_and_the_words_around_it_stay() -> None:
    copy = copy_of(printed(f"公示\n\n户主张三，身份证号{SAMPLE}，联系电话{MOBILE}。"), "公示.png")
    said = recognised(copy.data, "公示.png")
    assert SAMPLE[6:14] not in said and MOBILE[3:7] not in said
    assert "公示" in said and "户主张三" in said
    assert dict(copy.receipt.masked) == {"leaked_id_number": 1, "leaked_mobile": 1}
    assert "图片属性" in receipt_of(copy)


@with_ocr
def test_properties_of_a_photograph_are_gone() -> None:
    from PIL import Image

    photograph = Image.open(io.BytesIO(printed("风景"))).convert("RGB")
    exif = Image.Exif()
    exif[0x013B] = "Zhang San"
    out = io.BytesIO()
    photograph.save(out, format="JPEG", exif=exif, comment=b"taken by Zhang San")
    copy = copy_of(out.getvalue(), "a.jpg")
    assert b"Zhang San" not in copy.data
    assert Image.open(io.BytesIO(copy.data)).size == photograph.size


@with_ocr
def test_a_picture_in_a_document_is_masked_in_it() -> None:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("见图")
    document.add_picture(io.BytesIO(printed(f"张三，身份证号{SAMPLE}")))
    document.save(out)
    copy = copy_of(out.getvalue(), "公示.docx")
    assert SAMPLE[6:14] not in recognised(copy.data, "公示.docx")
    assert len(docx.Document(io.BytesIO(copy.data)).inline_shapes) == 1


@with_ocr
def test_a_picture_in_a_workbook_is_masked_beside_its_chart() -> None:
    book = with_chart()
    related = book.relate("xl/drawings/drawing1.xml", "image", "../media/image1.png")
    shown = anchored(f'<xdr:pic><xdr:blipFill><a:blip r:embed="{related}"/></xdr:blipFill></xdr:pic>')
    drawing = str(book.parts["xl/drawings/drawing1.xml"])
    book.parts["xl/drawings/drawing1.xml"] = drawing.replace("</xdr:wsDr>", f"{shown}</xdr:wsDr>")
    book.add("xl/media/image1.png", printed(f"张三，身份证号{SAMPLE}"))
    copy = copy_of(book.packed(), "名单.xlsx")
    assert SAMPLE[6:14] not in recognised(copy.data, "名单.xlsx")
    names = zipfile.ZipFile(io.BytesIO(copy.data)).namelist()
    assert "xl/media/image1.png" in names and "xl/charts/chart1.xml" in names


@with_ocr
def test_a_scanned_page_of_a_pdf_is_painted_over() -> None:
    import pypdfium2 as pdfium

    page = pdfium.PdfDocument(printed(f"张三，身份证号{SAMPLE}", "pdf"))[0]
    document, out = pdfium.PdfDocument.new(), io.BytesIO()
    scanned = pdfium.PdfImage.new(document)
    scanned.set_bitmap(page.render(scale=200 / 72))
    scanned.set_matrix(pdfium.PdfMatrix().scale(*page.get_size()))
    new = document.new_page(*page.get_size())
    new.insert_obj(scanned)
    new.gen_content()
    document.save(out)
    copy = copy_of(out.getvalue(), "扫描.pdf")
    said = recognised(copy.data, "扫描.pdf")
    assert SAMPLE[6:14] not in said
    assert "张三" in said
