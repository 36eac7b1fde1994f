"""Numbers that somebody masked: what is still shown of them, whose they are, and what else their row tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingcha.examine.candidates import candidates
from mingcha.examine.columns import Column, column_at
from mingcha.examine.groups import cell_label, heading_roles, label_of
from mingcha.model.document import Document, Table
from mingcha.text.digit_runs import MASKS
from mingcha.text.width import fold_all

HIDDEN = "*"
_TO_HIDDEN = str.maketrans(dict.fromkeys(MASKS, HIDDEN))
TOKEN = re.compile(
    r"(?<![0-9A-FH-KM-Za-fh-km-z*])[0-9*]*(?:[0-9]\*|\*[0-9])(?:[0-9*]|[xX](?=[0-9*xX]))*[xX]?(?![0-9A-Za-z*])"
)
# 110105XXXXXXXX002X: letters as masks, three and more of them between digits.
LETTERS = re.compile(r"(?<![0-9A-Za-z*])\d{2,17}[xX]{3,16}(?:\d{0,14}[0-9xX])?(?![0-9A-Za-z*])")
# A mask in words.
SAID_HIDDEN = tuple(
    f"{left}{word}{right}" for left, right in ("()", "（）", "【】", "[]") for word in ("隐去", "已隐去", "隐藏")
)
SHORTEST, LONGEST = 7, 24
NAME = re.compile(r"(?:^|[^\u4e00-\u9fff])([\u4e00-\u9fff·]{2,4})[\s，,、：:（(的]*$")
BIRTH = re.compile(r"(?<!\d)((?:19|20)\d{2})\D{0,2}(?:(\d{1,2})\D{0,2}(\d{1,2})?)?(?!\d)|(?<!\d)((?:19|20)\d{6})(?!\d)")

# What a sentence says of a birth beside a masked number.
SENTENCE = 100
SENTENCE_ENDS = re.compile(r"[。；;\n\t]")
BORN = re.compile(
    r"((?:19|20)\d{2}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2})?\s*[日月]?)\s*(?:出?生)"
    r"|(?:出生(?:日期|年月日?|时间|于)?|生于|生日)[\s:为是]*((?:19|20)\d{2}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2})?|(?:19|20)\d{6})"
)
SEX = re.compile(r"(?<![\u4e00-\u9fff])([男女])(?:性)?(?![\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True, eq=False)
class Masked:
    """One masked number. `shown` has `*` for every hidden place, and as many places as the number itself."""

    document: Document
    start: int
    end: int
    shown: str
    kind: str
    name: str
    column: Column | None
    row: int

    def fits(self, number: str) -> bool:
        """Whether a whole or masked number agrees at every place both show."""
        return len(number) == len(self.shown) and all(
            HIDDEN in (a, b) or a == b for a, b in zip(self.shown, number, strict=True)
        )


def may_be_masked(document: Document) -> bool:
    """Whether there is any mask at all; costs next to nothing, since the marks were found with the digits."""
    seen = document.once(candidates)
    return (
        len(seen.marks) > 0
        or "隐" in document.text
        or (len(seen.crosses) > 0 and ("xxx" in document.text or "XXX" in document.text))
    )


def masked_numbers(document: Document) -> tuple[Masked, ...]:
    """Every masked identity, mobile and card number; use `document.once(masked_numbers)`."""
    return tuple(_masked(document)) if may_be_masked(document) else ()


def _masked(document: Document) -> Iterator[Masked]:
    folded = document.text
    if "隐" in folded:
        for word in SAID_HIDDEN:
            folded = folded.replace(word, HIDDEN * len(word))
    folded = fold_all(folded).translate(_TO_HIDDEN)
    spans = {m.span(): m[0].upper() for m in TOKEN.finditer(folded)} if HIDDEN in folded else {}
    if "xxx" in folded or "XXX" in folded:
        for m in LETTERS.finditer(folded):
            head = re.match(r"\d+", m[0])
            tail = re.search(r"(?:\d+[xX]?|(?<=[xX]{3})[xX])?$", m[0])
            if head and tail:
                hidden = len(m[0]) - head.end() - len(tail[0])
                spans[m.span()] = head[0] + HIDDEN * hidden + tail[0].upper()
    for (start, end), shown in sorted(spans.items()):
        if not SHORTEST <= len(shown) <= LONGEST or sum(c != HIDDEN for c in shown) < 3:
            continue
        table = document.table_at(start)
        column, row = None, 0
        if table is not None:
            row, index = document.cell_at(table, start)
            column = column_at(document, table, index)
            roles = (column.roles if column else frozenset()) or cell_label(document, table, start)
        else:
            _, words = label_of(document, start)
            roles = frozenset(word.role for word in words) or heading_roles(document, start)
        name = name_before(document, start)
        kind = _kind(shown, roles)
        if "certificate" in roles and len(shown) in (20, 22):
            # The identity number inside a disability certificate.
            shown, end, kind = shown[:18], start + 18, "identity"
        if kind:
            yield Masked(document, start, end, _full_length(shown, kind), kind, name, column, row)


def _kind(shown: str, roles: frozenset[str]) -> str:
    if roles & {"code", "exam"} and not roles & {"identity", "phone", "bank"}:
        return ""
    if "identity" in roles and len(shown) not in (11,):
        return "identity"
    if "bank" in roles:
        return "bank"
    if len(shown) == 11 and (shown[0] == "1" or "phone" in roles):
        return "mobile"
    if len(shown) == 18 and shown[0] != "0":
        return "identity"
    return ""


def _full_length(shown: str, kind: str) -> str:
    """Few stars may stand for many places: the rest of an identity number's 18 is put where the stars are."""
    missing = 18 - len(shown) if kind == "identity" else 0
    if missing <= 0 or len(shown) == 15 or shown.count(HIDDEN) == 0:
        return shown
    at = shown.index(HIDDEN)
    return shown[:at] + HIDDEN * missing + shown[at:]


def name_before(document: Document, start: int) -> str:
    """Whose number it is: the name in the same row, or in running text the name before it; empty when unknown."""
    table = document.table_at(start)
    if table is not None:
        row, index = document.cell_at(table, start)
        return name_in_row(document, table, row, column_at(document, table, index))
    label, words = label_of(document, start)
    for word in reversed(words):
        label = label[: word.start] + " " * (word.end - word.start) + label[word.end :]
    match = NAME.search(label.rstrip("号码为是： :，,（("))
    return match[1] if match else ""


def name_in_row(document: Document, table: Table, row: int, column: Column | None) -> str:
    """The name in the row: under the name header, else the first cell of two to four Chinese characters."""
    cells = document.row(table, row)
    at = column.other("name") if column is not None else None
    if at is not None and at < len(cells):
        return _bare_name(cells[at])
    return next((_bare_name(cell) for cell in cells if re.fullmatch(r"\s*[\u4e00-\u9fff·]{2,4}\s*", cell)), "")


def _bare_name(cell: str) -> str:
    return "".join(cell.split())


def row_tells(masked: Masked) -> tuple[date | None, tuple[int, int] | None, bool | None]:
    """What the same row or sentence says besides: the whole birth date, else its year and month, and whether male."""
    column = masked.column
    if column is None:
        return _sentence_tells(masked.document, masked.start, masked.end)
    cells = masked.document.row(column.table, masked.row)
    birth, sex = column.other("birth"), column.other("sex")
    day, month = _birth(cells[birth]) if birth is not None and birth < len(cells) else (None, None)
    is_male: bool | None = None
    if sex is not None and sex < len(cells) and cells[sex].strip()[:1] in ("男", "女"):
        is_male = cells[sex].strip()[0] == "男"
    return day, month, is_male


def _sentence_tells(
    document: Document, start: int, end: int
) -> tuple[date | None, tuple[int, int] | None, bool | None]:
    """张三，女，1990年3月5日出生，…身份证号…: how decisions name a party."""
    if document.table_at(start) is not None:
        return None, None, None
    before = fold_all(document.text[max(0, start - SENTENCE) : start])
    before = before[max((m.end() for m in SENTENCE_ENDS.finditer(before)), default=0) :]
    after = SENTENCE_ENDS.split(fold_all(document.text[end : end + SENTENCE]), maxsplit=1)[0]
    told = next(iter([*reversed(list(BORN.finditer(before))), *BORN.finditer(after)]), None)
    if told is None:
        return None, None, None
    sexes = SEX.findall(before) or SEX.findall(after)
    day, month = _birth(told[1] or told[2])
    return day, month, sexes[-1] == "男" if sexes else None


def _birth(cell: str) -> tuple[date | None, tuple[int, int] | None]:
    match = BIRTH.search(fold_all(cell))
    if match is None:
        return None, None
    year, month, day = match[1], match[2], match[3]
    if match[4]:
        year, month, day = match[4][:4], match[4][4:6], match[4][6:]
    try:
        if year and month and day:
            return date(int(year), int(month), int(day)), None
        if year and month:
            date(int(year), int(month), 1)
            return None, (int(year), int(month))
    except ValueError:
        pass
    return None, None
