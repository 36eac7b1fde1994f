"""An attachment that no program can open.

Looks for: files that are damaged, cut short, or of a format nobody knows.
Matters because: it can be downloaded and is of no use.
To fix: save the file again in a common format (docx, xlsx, pdf, ofd), upload it, and open the published one.
Cannot see: files that only the office's own program opens (CEB and the like are told as a doubt).
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.model.document import NotExamined, Outcome
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_file import LookedFile
from mingcha.text.masking import scrubbed

_AT = "http://www.yangli.gov.cn/tzgg/W1.docx"


def _example(outcome: Outcome, *, member: str = "", content: str = "zip") -> LookedFile:
    missed = (NotExamined(_AT, outcome, member=member),)
    return LookedFile(_AT, "名单.docx", kind="docx", content=content, size=9_000, missed=missed)


@check(
    severity=Severity.MEDIUM,
    clauses=["SITE-ATTACHMENTS"],
    message="附件打不开：{quote}",
    advice="用常用格式（docx、xlsx、pdf、ofd）重新保存并上传，发布后下载打开核实。",
    bad=[_example(Outcome.BROKEN), _example(Outcome.UNKNOWN_FORMAT), _example(Outcome.BROKEN, member="内附.xlsx")],
    good=[_example(Outcome.PICTURE), _example(Outcome.TOO_LARGE), _example(Outcome.BROKEN, content="html")],
)
def unreadable_attachment(file: LookedFile) -> Iterator[Evidence]:
    if file.content in ("html", "program", "empty"):
        return  # told by missing_attachment, executable_attachment, empty_attachment
    quote = scrubbed(file.shown_name[:60])
    for one in file.missed:
        if one.outcome is Outcome.BROKEN:
            where = f"，其中的“{one.member}”" if one.member else ""
            told = one.outcome.value + where
            say = doubt if one.member else found
            yield say(
                quote=quote,
                note=scrubbed(told),
                secret=file.address + one.member,
                confidence=0.7 if one.member else 1.0,
            )
            return
        if one.outcome in (Outcome.UNKNOWN_FORMAT, Outcome.READER_FAILED) and not one.member:
            yield doubt(quote=quote, note=one.outcome.value, secret=file.address, confidence=0.6)
            return
