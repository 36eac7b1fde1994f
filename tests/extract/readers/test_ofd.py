"""OFD: texts by page and line, notes, attachments, properties."""

from __future__ import annotations

import io
import zipfile

from mingcha import extract
from mingcha.model.document import Document, Outcome, Reading

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
ROOT = (
    f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocInfo><ofd:Author>起草人</ofd:Author></ofd:DocInfo>"
    "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)
DOCUMENT = (
    f'<ofd:Document {SPACE}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
    "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments></ofd:Document>"
)


def text(words: str, top: float, left: float = 10, more: str = "") -> str:
    codes = "".join(f"<ofd:TextCode>{piece}</ofd:TextCode>" for piece in words.split("|"))
    return f'<ofd:TextObject Boundary="{left} {top} 50 5" Size="5" {more}>{codes}</ofd:TextObject>'


def ofd(*objects: str, **more: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("OFD.xml", ROOT)
        package.writestr("Doc_0/Document.xml", DOCUMENT)
        layer = f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"
        package.writestr("Doc_0/Pages/Page_0/Content.xml", layer)
        for name, content in more.items():
            package.writestr(name, content)
    return stream.getvalue()


def read(data: bytes) -> Reading:
    return extract.read(data, name="文件.ofd")


def place(document: Document, words: str) -> str:
    return str(document.place_at(document.text.index(words)))


def test_texts_at_one_height_are_a_line() -> None:
    (document,) = read(ofd(text("标题", 10), text("电话", 20, 60), text("姓|名", 20, 10), text("末行", 40))).documents
    assert document.text.startswith("标题\n姓名 电话\n末行\n")
    assert place(document, "末行") == "第1页第3行"
    assert place(document, "起草人") == "文档属性：作者（文档属性）"


def test_texts_nobody_sees_are_said_to_be_hidden() -> None:
    (document,) = read(ofd(text("看得见", 10), text("看不见", 20, more='Visible="false"'))).documents
    assert place(document, "看不见") == "第1页（隐藏文字）"


def test_notes_and_attachments_are_read() -> None:
    notes = {
        "Doc_0/Annots/Annotations.xml": (
            f"<ofd:Annotations {SPACE}><ofd:Page><ofd:FileLoc>Page_0/Annotation.xml</ofd:FileLoc></ofd:Page>"
            "</ofd:Annotations>"
        ).encode(),
        "Doc_0/Annots/Page_0/Annotation.xml": (
            f"<ofd:PageAnnot {SPACE}><ofd:Annot><ofd:Remark>批注的话</ofd:Remark></ofd:Annot></ofd:PageAnnot>"
        ).encode(),
        "Doc_0/Attachs/Attachments.xml": (
            f"<ofd:Attachments {SPACE}><ofd:Attachment><ofd:FileLoc>名单.txt</ofd:FileLoc></ofd:Attachment>"
            "</ofd:Attachments>"
        ).encode(),
        "Doc_0/Attachs/名单.txt": "附件的话".encode(),
    }
    outer, inner = read(ofd(text("正文", 10), **notes)).documents
    assert place(outer, "批注的话") == "批注（批注）"
    assert inner.member == "Doc_0/Attachs/名单.txt"


def test_a_page_that_is_a_picture_is_not_examined() -> None:
    reading = read(ofd('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>'))
    assert [(gap.outcome, gap.place) for gap in reading.not_examined] == [(Outcome.PICTURE, "第1页")]


def test_a_missing_page_is_an_outcome() -> None:
    old, stream = zipfile.ZipFile(io.BytesIO(ofd())), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist()[:2]:
            new.writestr(name, old.read(name))
    assert [str(gap) for gap in read(stream.getvalue()).not_examined] == [
        "文件.ofd，第1页：文件已损坏或不完整（页面内容缺失）"
    ]
