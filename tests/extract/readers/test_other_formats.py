"""Slides, OpenDocument files, pages saved in one file: read as far as offices use them."""

from __future__ import annotations

import io
import zipfile

from mingcha import extract
from mingcha.model.document import Document, Outcome

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def packed(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def read(data: bytes) -> Document:
    reading = extract.read(data, name="文件")
    assert reading.not_examined == ()
    return reading.documents[0]


def place(document: Document, words: str) -> str:
    return str(document.place_at(document.text.index(words)))


def slide(words: str, more: str = "") -> str:
    cell = f"<a:tc><a:p><a:r><a:t>{words}的格子</a:t></a:r></a:p></a:tc>"
    text = f"<a:p><a:r><a:t>{words[:1]}</a:t></a:r><a:r><a:t>{words[1:]}</a:t></a:r></a:p>"
    return f"<p:sld xmlns:p='p' {A} {more}>{text}<a:tbl><a:tr>{cell}</a:tr></a:tbl></p:sld>"


def test_slides_their_notes_and_hidden_ones() -> None:
    parts = {"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": slide("第一张")}
    parts |= {
        "ppt/slides/slide2.xml": slide("第二张", "show='0'"),
        "ppt/notesSlides/notesSlide1.xml": slide("备注的话"),
    }
    document = read(packed(**parts))
    assert place(document, "第一张\n") == "第1张幻灯片第1段"
    assert place(document, "第一张的格子") == "第1张幻灯片第1个表格第1行第1列"
    assert place(document, "第二张\n") == "第2张幻灯片第1段（隐藏文字）"
    assert place(document, "备注的话\n") == "第1张备注页第1段（备注）"


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "meta")
)


def open_document(body: str, manifest: str = "") -> bytes:
    content = f"<office:document-content {SPACES}><office:body>{body}</office:body></office:document-content>"
    mark = "application/vnd.oasis.opendocument.text"
    return packed(**{"mimetype": mark, "content.xml": content, "META-INF/manifest.xml": manifest})


def test_texts_and_sheets_of_open_documents() -> None:
    cell = '<table:table-cell table:number-columns-repeated="{}"><text:p>{}</text:p></table:table-cell>'
    row = '<table:table-row table:number-rows-repeated="{}" {}>{}</table:table-row>'
    table = row.format(2, "", cell.format(2, "")) + row.format(1, "", cell.format(1, "") + cell.format(1, "丙"))
    table += row.format(1, 'table:visibility="filter"', cell.format(1, "丁"))
    sheet = f'<office:spreadsheet><table:table table:name="表">{table}</table:table></office:spreadsheet>'
    note = "<office:annotation><text:p>批注的话</text:p></office:annotation>"
    document = read(
        open_document(f"<office:text><text:p>甲<text:span>乙</text:span>{note}尾</text:p></office:text>{sheet}")
    )
    assert place(document, "甲乙尾") == "第1段"
    assert place(document, "批注的话") == "批注（批注）"
    assert place(document, "丙") == "表!B3"
    assert place(document, "丁") == "表!A4（隐藏行）"


def test_a_locked_open_document_is_an_outcome() -> None:
    reading = extract.read(open_document("", "<manifest:encryption-data/>"), name="a.odt")
    assert [gap.outcome for gap in reading.not_examined] == [Outcome.ENCRYPTED]


def test_a_page_saved_in_one_file_is_the_page() -> None:
    page = "<html><body><p>网页里的话</p></body></html>".encode("gbk").hex(" ").replace(" ", "=").upper()
    lines = [
        "MIME-Version: 1.0",
        "Subject: =?utf-8?B?5YWs56S6?=",
        "Content-Type: multipart/related; boundary=x",
        "",
        "--x",
        "Content-Type: text/html; charset=gb2312",
        "Content-Transfer-Encoding: quoted-printable",
        "Content-Location: http://www.example.gov.cn/a.htm",
        "",
        f"={page}",
        "--x--",
    ]
    reading = extract.read("\r\n".join(lines).encode(), name="a.mht")
    outer, inner = reading.documents
    assert "公示" in outer.text
    assert (inner.member, inner.kind) == ("a.htm", "html")
    assert "网页里的话" in inner.text
