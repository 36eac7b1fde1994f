"""Document numbers (发文字号) such as 样府发〔2023〕12号, found in text however they are bracketed, and compared.

Form of the number: GB/T 9704-2012, 7.2.5: the agency's sign, the year in hexagonal brackets, a serial number and 号.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.text.width import fold_all

__all__ = ["DocumentNumber", "document_numbers", "own_document_number", "same_document"]

_OPEN, _CLOSE = r"〔\[［【（(﹝〈<「『{", r"〕\]］】）)﹞〉>」』}"
_NUMBER = re.compile(
    rf"(?P<agency>[\u4e00-\u9fff]{{1,16}})\s{{0,3}}[{_OPEN}]\s{{0,2}}(?P<year>(?:19|20)\d{{2}})\s{{0,2}}年?[{_CLOSE}]\s{{0,3}}"
    r"第?\s{0,2}0{0,3}(?P<serial>\d{1,5})\s{0,3}号"
)
# What prose puts before a number; the agency's sign begins behind it.
_BEFORE = re.compile(
    r".*(?:根据|按照|依据|依照|关于|转发|印发|发布|公布|贯彻|落实|执行|废止|参照|以下简称|文件|通知|意见|办法|规定|原|的|以|和|与|及|即|见|由|在|为|号|：|:)"
)
# Numbers of certificates, cases and tenders are written the same way and are no documents.
_NO_DOCUMENT = re.compile(
    r"(?:不动产权|土地证|房权证|许可|罚|罚决|处罚|处字|强决|民初|刑初|行初|行审|执|仲|复决|采购|招标|标段|工伤|认定|询价|备案)字?第?$"
)
_LABEL = re.compile(r"^(?:发\s*文\s*字\s*号|文\s*件\s*编\s*号|公\s*文\s*文\s*号|文\s*号|文件号)\s*[:：]?\s*")
_HEAD_LINES = 14


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """text[start:end] is the number; `agency` is the sign, the words of prose before it cut off as well as may be."""

    agency: str
    year: int
    serial: int
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.agency}〔{self.year}〕{self.serial}号"


def document_numbers(text: str) -> Iterator[DocumentNumber]:
    """Every document number in a text, in order."""
    if "号" not in text:
        return
    for match in _NUMBER.finditer(text):
        agency = match["agency"]
        before = _BEFORE.match(agency)
        own = agency[before.end() :] if before is not None and before.end() < len(agency) else agency
        if not _NO_DOCUMENT.search(agency):
            start = match.start("agency") + len(agency) - len(own)
            yield DocumentNumber(own, int(match["year"]), int(match["serial"]), start, match.end())


def own_document_number(text: str) -> DocumentNumber | None:
    """The number a document bears itself: alone on a line of its head, or behind 文号 or 发文字号. None: it has none.

    Numbers inside sentences are those of other documents.
    """
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        plain = line.strip()
        label = _LABEL.match(plain)
        rest = plain[label.end() :] if label else plain
        if plain and (label or number < _HEAD_LINES) and "号" in rest:
            match = _NUMBER.fullmatch(rest.strip(" 　()（）"))
            if match is not None and not _NO_DOCUMENT.search(match["agency"]):
                start = at + line.index(match["agency"])
                return DocumentNumber(
                    match["agency"], int(match["year"]), int(match["serial"]), start, at + len(line.rstrip())
                )
        at += len(line)
    return None


def same_document(one: DocumentNumber, other: DocumentNumber) -> bool:
    """Whether two numbers mean one document: prose may still cling to the sign of one of them."""
    if (one.year, one.serial) != (other.year, other.serial):
        return False
    mine, yours = fold_all(one.agency), fold_all(other.agency)
    return len(min(mine, yours, key=len)) > 1 and (mine.endswith(yours) or yours.endswith(mine))
