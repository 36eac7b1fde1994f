"""The files of a notice: two for each unit and two for the office, what they are called, how they are kept and packed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from mingcha.bulletin.forms import notice_docx, notice_xlsx
from mingcha.bulletin.forms.dated_zip import DatedZip
from mingcha.model.notice import UnitList
from mingcha.web import kept_files
from mingcha.web.downloads import XLSX
from mingcha.web.kept_files import untouched
from mingcha.web.notices.models import Notice, NoticeCopy, NoticeFile
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units.models import Unit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"docx": ("Word 文档", DOCX), "xlsx": ("Excel 表格", XLSX)}
# Windows takes none of these in a file name.
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Document:
    """One file of a notice; the covering list has no unit."""

    unit: Unit | None
    form: str
    name: str
    data: bytes


def documents(notice: Notice, lists: Mapping[int, UnitList]) -> list[Document]:
    """Every file of a notice, the covering list first, then the units in official order."""
    copies = list(NoticeCopy.objects.filter(notice=notice).select_related("unit"))
    every = [lists[copy.pk] for copy in copies]
    made = [
        Document(None, "docx", "00 交办情况汇总.docx", notice_docx.write_covering(every)),
        Document(None, "xlsx", "00 交办情况汇总.xlsx", notice_xlsx.write_covering(every)),
    ]
    for number, copy in enumerate(copies, 1):
        for form in FORMS:
            name = f"{number:02} {safe(copy.unit.name)}问题清单.{form}"
            made.append(Document(copy.unit, form, name, written(lists[copy.pk], form)))
    return made


def written(unit_list: UnitList, form: str) -> bytes:
    return notice_docx.write(unit_list) if form == "docx" else notice_xlsx.write(unit_list)


def keep(notice: Notice, document: Document, kept: list[NoticeFile]) -> None:
    """Store a file with its digest; `kept` gathers what must be taken away again when the rest fails."""
    item = NoticeFile(notice=notice, unit=document.unit, form=document.form, name=document.name)
    whose = document.unit.code if document.unit else "all"
    kept_files.keep(item, document.data, under=f"{safe(whose)}.{document.form}", kept=kept)


def verify_files(notice: Notice) -> tuple[str, ...]:
    """What is wrong with the kept files of an issued notice; empty when each is as it was issued."""
    faults = []
    for item in notice.files.all():
        try:
            untouched(item)
        except Refused as fault:
            faults.append(str(fault))
    return tuple(faults)


def package(notice: Notice) -> tuple[str, bytes]:
    """All files of an issued notice as one zip for the OA, under names that WPS and Windows unpack as they are.

    The same notice gives the same bytes.
    """
    name = f"{notice.year}年{notice.issue}问题清单"
    stamp = datetime.combine(notice.dated, datetime.min.time())
    out = BytesIO()
    with DatedZip(out, stamp=stamp) as packed:
        for item in notice.files.select_related("unit").order_by("name"):
            packed.writestr(f"{name}/{item.name}", untouched(item))
    return f"{name}.zip", out.getvalue()


def safe(name: str) -> str:
    return _FORBIDDEN.sub("_", name).strip(" .") or "_"
