"""The portal's files: small workbooks, documents and PDFs, the same bytes every time."""

from __future__ import annotations

from functools import lru_cache

from mingcha.demo.portal.attachments import old, package, pdf
from mingcha.demo.portal.people import LISTS, made_up_names, people_rows
from mingcha.demo.portal.prose import sentence_choice
from mingcha.demo.posts import VILLAGES

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "doc": "application/msword",
    "pdf": "application/pdf",
}
_WRITERS = {"xlsx": package.xlsx, "docx": package.docx, "xls": old.xls, "doc": old.doc, "pdf": pdf.pdf}


@lru_cache(maxsize=64)
def file_bytes(title: str, ending: str, content: str, seed: int) -> bytes:
    """A file with this title; `content` names a list of the story, empty for something of no consequence."""
    name, _, masked = content.partition("-")
    rows = people_rows(name, masked=bool(masked)) if name in LISTS else _rows(seed)
    return _WRITERS[ending](title, rows)


def _rows(seed: int) -> tuple[tuple[str, ...], ...]:
    choice, names = sentence_choice(seed), made_up_names(seed)
    rows = [("序号", "姓名", "村组", "金额（元）", "备注")]
    for number in range(1, 6 + next(choice) % 10):
        village = VILLAGES[next(choice) % len(VILLAGES)]
        rows.append(
            (str(number), next(names), f"{village}村{1 + next(choice) % 9}组", str(50 * (1 + next(choice) % 60)), "")
        )
    return tuple(rows)
