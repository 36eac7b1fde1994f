"""What a file really is, by its bytes; its name is not asked."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum

from mingcha.model.ledger import FileFault


class Kind(StrEnum):
    """The families a table can come in."""

    OOXML = "ooxml"  # a zip with xl/workbook.xml: xlsx, xlsm, newer et
    BIFF = "biff"  # a compound file with a Workbook stream: xls, et
    TEXT = "text"  # csv and its like


SAVE_AS = "请用 WPS 表格或 Excel 打开后另存为 .xlsx，再上传"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "这是 PDF 文件，不是表格"),
    (b"Rar!", "这是压缩包，不是表格。请解压后上传其中的表格"),
    (b"7z\xbc\xaf", "这是压缩包，不是表格。请解压后上传其中的表格"),
    (b"\x1f\x8b", "这是压缩包，不是表格。请解压后上传其中的表格"),
    (b"\x89PNG", "这是图片，不是表格"),
    (b"\xff\xd8\xff", "这是图片，不是表格"),
    (b"GIF8", "这是图片，不是表格"),
    (b"BM", "这是图片，不是表格"),
    (b"{\\rtf", "这是 RTF 文档，不是表格"),
)
# Streams of a compound file, named in UTF-16; the encrypted ones first, since they hold nothing else.
_STREAMS = (
    ("EncryptedPackage", "文件设有打开密码，无法读取。请在 WPS 或 Excel 中取消密码后保存，再上传"),
    ("WordDocument", "这是 Word 文档，不是表格。请把表格复制到 WPS 表格中，保存为 .xlsx 再上传"),
    ("PowerPoint Document", "这是演示文稿，不是表格"),
)
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|meta|body|table|style|div|script)\b", re.IGNORECASE)


def kind_of(data: bytes) -> Kind:
    """The kind of a whole file. Raises FileFault naming what it is instead and what to do."""
    if data.startswith(b"PK"):
        return Kind.OOXML  # which of the zip formats it is, the directory at its end will tell
    if data.startswith(_COMPOUND):
        return _compound(data)
    for signature, message in _OTHERS:
        # BM alone may begin a sentence; a bitmap's header has zero bytes in it.
        if data.startswith(signature) and (signature != b"BM" or b"\0" in data[:16]):
            raise FileFault(f"{message}。" if not message.endswith("。") else message)
    head = _text(data[:4096])
    if head is None:
        raise FileFault(f"无法识别的文件，可能已损坏或不是表格。{SAVE_AS}。")
    if "schemas-microsoft-com:office:spreadsheet" in head:
        raise FileFault(f"这是 XML 格式的表格，无法直接读取。{SAVE_AS}。")
    if _MARKUP.search(head) or head.lstrip().lower().startswith("mime-version:"):
        raise FileFault(f"这个文件虽以表格命名，内容其实是网页（HTML），无法直接读取。{SAVE_AS}。")
    return Kind.TEXT


def _compound(data: bytes) -> Kind:
    for stream, message in _STREAMS:
        if stream.encode("utf-16-le") in data:
            raise FileFault(f"{message}。")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return Kind.BIFF
    raise FileFault(f"文件不完整或不是表格，没有找到工作簿。{SAVE_AS}。")


def _text(head: bytes) -> str | None:
    """The head as text for a look at it; None when it is binary."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    if b"\0" in head:
        return None
    return head.decode("utf-8-sig", errors="replace")
