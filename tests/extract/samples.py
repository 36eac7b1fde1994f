"""One small file of every format, for tests that ask the same of all readers."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import docx
import openpyxl
import typst
from extract.readers import test_ofd, test_old_workbook, test_other_formats, test_picture
from openpyxl.comments import Comment


@cache
def samples() -> dict[str, bytes]:
    found = {
        "html": "<html><head><meta charset=gbk><meta name=PubDate content=2024></head><body><p style='display:none'>甲</p>"
        "<table><tr><td rowspan=2>乙<td>丙<tr><td>丁</table><!-- 注 --><a href=a.xls>附件</a></body></html>".encode(
            "gbk"
        ),
        "txt": "姓名：张三\n电话：\n".encode("gb18030"),
        "csv": "姓名,电话,村\n张三,1,甲\n李四,2,乙\n".encode(),
        "rtf": b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 a;}}\\f0 \\'b9\\'ab\\u20844?{\\v x}\\cell\\row\\par}",
        "docx": _word(),
        "xlsx": _book(),
        "xls": test_old_workbook.compound(_short_book()),
        "pdf": typst.compile(b"#table(columns: 2, [a], [138], [b], [139])", format="pdf"),
        "ofd": test_ofd.ofd(test_ofd.text("甲", 10), test_ofd.text("乙", 20)),
        "png": test_picture.png(60, 50),
        "jpg": test_picture.jpeg(),
        "pptx": test_other_formats.packed(
            **{"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": test_other_formats.slide("第一张")}
        ),
        "odt": test_other_formats.open_document("<office:text><text:p>甲</text:p></office:text>"),
        "mht": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html><body><p>a</p></body></html>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("txt", "csv", "docx"):
            archive.writestr(f"附件.{name}", found[name])
    return found | {"zip": stream.getvalue()}


def _word() -> bytes:
    word, stream = docx.Document(), io.BytesIO()
    word.add_paragraph("甲").add_run("乙").font.hidden = True
    word.add_table(2, 2).cell(1, 1).text = "丙"
    word.save(stream)
    return stream.getvalue()


def _book() -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", 360722199003071000, 1.5])
    sheet["A1"].comment = Comment("批注", "某")
    book.save(stream)
    return stream.getvalue()


def _short_book() -> bytes:
    old = test_old_workbook
    strings = old.shared(["甲", "乙"])
    sheet = old.START + old.text(0, 0, 0) + old.float_cell(0, 1, 2.5) + old.END
    entry = len(old.record(0x85, bytes(6) + old.wide("表", "<B")))
    at = len(old.GLOBALS) + entry + len(strings) + len(old.END)
    return (
        old.GLOBALS
        + old.record(0x85, at.to_bytes(4, "little") + b"\0\0" + old.wide("表", "<B"))
        + strings
        + old.END
        + sheet
    )
