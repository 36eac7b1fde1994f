"""An attachment that is something else than its name says.

Looks for: files whose ending does not fit what they are: a .docx in the old format, a .pdf that is a picture, an .xls
that is a web page. Endings that programs open all the same are left alone (.doc as RTF, .wps as Word).
Matters because: the reader's program refuses it or warns of it, and some cannot open it at all.
To fix: save the file in the format its name says and upload it again.
Cannot see: wrong endings of formats that look alike from outside.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_file import LookedFile
from mingcha.text.file_signs import ending_of
from mingcha.text.masking import scrubbed

_AT = "http://www.yangli.gov.cn/tzgg/W1"
_OLE = frozenset({"doc", "xls", "ppt", "ole", "encrypted"})
_WORD = frozenset({"doc", "docx", "rtf", "mht", "ole", "encrypted", "odf"})
_SHEET = frozenset({"xls", "ole", "encrypted"})
# What a file of each ending may be so that the usual programs open it without a word.
_FITS: dict[str, frozenset[str]] = {
    "doc": _WORD | {"html", "txt"},
    "dot": _WORD,
    "wps": _WORD,
    "docx": frozenset({"docx", "encrypted"}),
    "xls": _SHEET,
    "et": _SHEET | {"xlsx"},
    "xlsx": frozenset({"xlsx", "xlsb", "encrypted"}),
    "ppt": _OLE,
    "pptx": frozenset({"pptx", "encrypted"}),
    "pdf": frozenset({"pdf"}),
    "ofd": frozenset({"ofd"}),
    "rtf": frozenset({"rtf", "doc", "docx"}),
    "zip": frozenset({"zip", "docx", "xlsx", "pptx", "ofd", "odf", "rar", "7z"}),
    "rar": frozenset({"rar", "zip", "7z"}),
    "7z": frozenset({"7z", "zip", "rar"}),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp"), frozenset({"picture"})),
}
_CALLED = {
    "doc": "旧版 Word 文档", "docx": "Word 文档", "xls": "旧版 Excel 表格", "xlsx": "Excel 表格", "ppt": "旧版演示文稿",
    "pptx": "演示文稿", "pdf": "PDF", "ofd": "OFD", "rtf": "RTF 文档", "html": "网页", "picture": "图片", "zip": "ZIP 压缩包",
    "rar": "RAR 压缩包", "7z": "7z 压缩包", "txt": "文本", "csv": "文本表格", "mht": "网页归档", "odf": "开放文档", "gz": "GZ 压缩包",
}  # fmt: skip


@check(
    severity=Severity.LOW,
    clauses=["SITE-ATTACHMENTS"],
    message="附件的名称与内容不符：{quote}",
    advice="按名称所说的格式重新保存并上传，或改正文件名。",
    bad=[
        LookedFile(f"{_AT}.docx", "名单.docx", kind="doc", content="ole", characters=90),
        LookedFile(f"{_AT}.pdf", "决算.pdf", kind="picture", content="picture"),
        LookedFile(f"{_AT}.xls", "名单.xls", kind="html", content="office-html", characters=90),
    ],
    good=[
        LookedFile(f"{_AT}.doc", "通知.doc", kind="rtf", content="rtf", characters=90),
        LookedFile(f"{_AT}.xlsx", "名单.xlsx", kind="xlsx", content="zip", characters=90),
        LookedFile(f"{_AT}.pdf", "决算.pdf", kind="html", content="html"),
        LookedFile("http://www.yangli.gov.cn/download.jsp?id=3", "名单", kind="xlsx", content="zip"),
    ],
)
def wrong_type_attachment(file: LookedFile) -> Iterator[Evidence]:
    # An address tells the ending a reader's computer sees; words of the link do where it is a program's.
    ending = ending_of(file.address)
    if ending not in _FITS:
        ending = ending_of(file.words)
    fits = _FITS.get(ending)
    if (
        fits is None
        or file.kind in ("", "unknown", "empty")
        or file.content in ("html", "program")
        or file.kind in fits
    ):
        return
    called = _CALLED.get(file.kind, file.kind)
    yield found(
        quote=scrubbed(file.shown_name[:60]), note=f"名称以 .{ending} 结尾，内容是{called}", secret=file.address
    )
