"""An attachment with nothing in it.

Looks for: files of no bytes, and documents that were read whole and hold no letter and no picture.
Matters because: the page says that something is published, and nothing is.
To fix: upload the right file.
Cannot see: a table with headings only; see the checks of what a list must hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.document import NotExamined, Outcome
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_file import LookedFile
from mingcha.text.masking import scrubbed

_AT = "http://www.yangli.gov.cn/tzgg/W1.docx"
_WITH_TEXT = frozenset("docx doc xlsx xls xlsb pptx ppt odf ofd txt csv rtf".split())


@check(
    severity=Severity.MEDIUM,
    clauses=["SITE-ATTACHMENTS"],
    message="附件是空的：{quote}",
    advice="上传正确的文件，发布后点开核实。",
    bad=[
        LookedFile(_AT, "名单.docx", content="empty", size=0),
        LookedFile(_AT, "名单.docx", kind="docx", content="zip", size=9_000, characters=0),
    ],
    good=[
        LookedFile(_AT, "名单.docx", kind="docx", content="zip", size=9_000, characters=300),
        LookedFile(_AT, "扫描件.pdf", kind="pdf", content="pdf", size=90_000, missed=(NotExamined(_AT, Outcome.PICTURE),)),
        LookedFile(_AT, "名单.docx"),
    ],
)  # fmt: skip
def empty_attachment(file: LookedFile) -> Iterator[Evidence]:
    quote = scrubbed(file.shown_name[:60])
    if file.size == 0 or any(one.outcome is Outcome.EMPTY and not one.member for one in file.missed):
        yield found(quote=quote, note="文件是 0 字节", secret=file.address)
    elif file.size and file.kind in _WITH_TEXT and not file.characters and not file.missed:
        yield doubt(quote=quote, note="读完全部内容，没有一个字", secret=file.address, confidence=0.7)
