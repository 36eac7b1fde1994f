"""A passport or travel permit number published in full.

Looks for: passports, permits of residents of Hong Kong, Macao and Taiwan and officers' cards, under their headers or
    after their names; the bare patterns are too short to be told without.
Matters because: it is the identity number of those who have no other, and of those who travel.
To fix: keep the letter and the last three characters only, or remove the column.
Cannot see: numbers without a header or a word that says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.cells import column_evidence
from mingcha.examine.columns import columns
from mingcha.examine.declaration import check, found
from mingcha.examine.role_words import may_say
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.privacy_words import roles
from mingcha.text.width import fold_all

PASSPORT = re.compile(r"(?<![A-Z0-9])(?:E[A-HJ-NP-Z]\d{7}|[EGDSPK]\d{8}|[SPD]E\d{7}|1[45]\d{7})(?![A-Z0-9])")
PERMIT = re.compile(
    r"(?<![A-Z0-9])(?:[HM]\d{8}(?:\d{2})?|[CWLT]\d{8}|[CL][A-Z]\d{7}|\d{8})(?![A-Z0-9])|军字第\d{6,8}号|[A-Z]{3}\d{12}"
)
# In a column of identity documents only those with a letter are told from other numbers.
LETTERED = re.compile(r"^\s*(?:E[A-HJ-NP-Z]\d{7}|[EGHMC]\d{8}(?:\d{2})?)\s*$")
AFTER = 16
# What may stand between the word and the number.
BETWEEN = re.compile(r"[号码编为是：:\s（(【\[NO.]*")
# Every word that is searched for holds one of these: few posts need more than this look.
PARTS = ("护照", "居留", "assport", "行证", "胞证", "乡证", "官证", "兵证")


@check(
    severity=Severity.HIGH,
    clauses=["OGI-15", "PIPL-28"],
    message="出现完整的护照或通行证号码：{quote}",
    advice="只留字母和末三位，或删去该列后重新发布。",
    bad=[
        "张三（护照号：E12345678）",
        "姓名\t港澳通行证\n张三\tH12345678",
        "姓名\t证件号码\n李四\tEA1234567",
        "台胞证号码：12345678",
    ],
    good=[
        "产品型号E12345678",
        "护照办理指南：请到二楼3号窗口",
        "姓名\t护照号\n张三\tE*****678",
        "地块编号\t面积\nG12345678\t3",
    ],
)
def leaked_passport(document: Document) -> Iterator[Evidence]:
    for column in document.once(columns):
        if "code" in column.roles:
            continue
        if column.roles & {"passport", "permit"}:
            pattern = PERMIT if "permit" in column.roles and "passport" not in column.roles else _EITHER
        elif "identity" in column.roles:
            pattern = LETTERED
        else:
            continue
        told = column_evidence(column, lambda cell, pattern=pattern: _span(pattern, cell), mask=mask)  # type: ignore[misc]
        if told is not None:
            yield told
    if not may_say(document, {"passport", "permit"}, PARTS):
        return
    taken = -1
    for role, pattern in (("passport", PASSPORT), ("permit", PERMIT)):
        for word in sorted(roles()[role], key=len, reverse=True):
            if word not in document.text:
                continue
            for match in re.finditer(re.escape(word), document.text):
                if document.table_at(match.start()) is not None:
                    continue
                after = fold_all(document.text[match.end() : match.end() + AFTER]).upper()
                number = pattern.search(after)
                if number is None or not BETWEEN.fullmatch(after[: number.start()]):
                    continue
                start = match.end() + number.start()
                if start != taken:
                    taken = start
                    yield found(start, start + len(number[0]), quote=mask(number[0]), secret=number[0])


_EITHER = re.compile(f"{PASSPORT.pattern}|{PERMIT.pattern}")


def _span(pattern: re.Pattern[str], cell: str) -> tuple[int, int] | None:
    match = pattern.search(fold_all(cell).upper())
    return match.span() if match else None


def mask(number: str) -> str:
    number = number.strip()
    return number[:1] + "*" * (len(number) - 4) + number[-3:]
