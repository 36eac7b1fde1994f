"""An attachment that is nothing but pictures of pages.

Looks for: PDF, OFD and Word files all of whose pages are pictures, without a letter of text.
Matters because: nobody can search, copy or have it read aloud, and nothing in it can be examined.
To fix: upload the file as it was written, or add a text version beside the scan.
Cannot see: scans with a layer of recognised text, which is as good as text.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, found
from mingcha.model.document import NotExamined, Outcome
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_file import LookedFile
from mingcha.text.masking import scrubbed

_AT = "http://www.yangli.gov.cn/tzgg/W1.pdf"
_PICTURE = (NotExamined(_AT, Outcome.PICTURE, place="第1页"),)
_PAGES = frozenset("pdf ofd docx doc".split())
# A page number or a stamp's words are no text.
_HARDLY_ANY = 20


@check(
    severity=Severity.LOW,
    clauses=["SITE-ATTACHMENTS"],
    message="附件只有扫描图片，没有文字：{quote}",
    advice="上传有文字的电子版；只有扫描件的，另附文字版。",
    bad=[LookedFile(_AT, "决算公开.pdf", kind="pdf", content="pdf", size=900_000, missed=_PICTURE)],
    good=[
        LookedFile(_AT, "决算公开.pdf", kind="pdf", content="pdf", size=900_000, characters=4_000, missed=_PICTURE),
        LookedFile(_AT, "现场照片.jpg", kind="picture", content="picture", missed=_PICTURE),
        LookedFile(_AT, "决算公开.pdf", kind="pdf", content="pdf", size=90_000, characters=4_000),
    ],
)
def scanned_attachment(file: LookedFile) -> Iterator[Evidence]:
    is_bare = file.kind in _PAGES and file.characters < _HARDLY_ANY and bool(file.missed)
    if is_bare and all(one.outcome is Outcome.PICTURE for one in file.missed):
        yield found(quote=scrubbed(file.shown_name[:60]), secret=file.address)
