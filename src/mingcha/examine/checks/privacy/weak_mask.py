"""A mask that hides too little.

Looks for: identity numbers of which fewer than six places or none of the birth date are hidden, or whose hidden
    places follow from the birth date, sex and check digit in the same row; mobile numbers with fewer than four hidden
    places; card numbers that show more than ten.
Matters because: such a mask looks like protection and is none: the number can be computed.
To fix: hide eight places with the whole birth date, and do not publish the birth date beside it.
Cannot see: what can be computed with knowledge that is in neither the row nor the other documents of the run.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mingcha.examine.declaration import check, found
from mingcha.examine.masked import HIDDEN, Masked, masked_numbers, may_be_masked, row_tells
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.id_number import candidates_left
from mingcha.text.mask_pattern import FEW_CANDIDATES, FEWEST_HIDDEN, FEWEST_OF_BIRTH, MOST_OF_A_CARD

PLACES = 5


@check(
    severity=Severity.LOW,
    clauses=["PIPL-73", "OGI-15"],
    message="号码遮盖不足，可以还原：{quote}",
    advice="身份证号至少隐去含出生日期在内的连续8位，手机号隐去中间4位；同一行不再列出出生日期。",
    bad=[
        "姓名\t身份证号\n张三\t11010519491231****",
        "姓名\t身份证号\t出生日期\n张三\t110105********002X\t1949-12-31",
        "姓名\t联系电话\n张三\t1381234**78",
        "身份证号：1101051949****002X",
        "身份证号：110105194912******",
        "当事人张三，女，1949年12月31日出生，身份证号110105********002X。",
        "姓名\t身份证号\n张三\t11010519491231（隐去）",
    ],
    good=[
        "姓名\t身份证号\n张三\t110105********002X",
        "姓名\t身份证号\n张三\t11*************02X",
        "姓名\t身份证号\n张三\t1101051949********",
        "姓名\t联系电话\n张三\t138****5678",
        "姓名\t银行卡号\n张三\t***************0018",
        "姓名\t身份证号\t年龄\n张三\t110105********002X\t74",
    ],
    masks="weak",
)
def weak_mask(document: Document) -> Iterator[Evidence]:
    if not may_be_masked(document):
        return
    weak: dict[tuple[int, int, str], list[tuple[Masked, int]]] = {}
    for masked in document.once(masked_numbers):
        left = _left(masked)
        if left is not None:
            column = masked.column
            key = (column.table.start, column.index, masked.kind) if column else (-1, 0, masked.kind)
            weak.setdefault(key, []).append((masked, left))
    for group in weak.values():
        first, left = group[0]
        note = f"按同一行的信息和校验码推算，只剩 {left} 种可能。" if 0 < left <= FEW_CANDIDATES else ""
        places = [str(document.place_at(masked.start)) for masked, _ in group[1:PLACES]]
        yield found(
            first.start,
            first.end,
            quote=less_shown(first.shown),
            persons=len({masked.shown + masked.name for masked, _ in group}),
            note=note,
            more_places=places,
            secret=first.shown + first.name,
            every=partial(_better, group),
        )


def _better(group: list[tuple[Masked, int]]) -> Iterator[tuple[int, int, str]]:
    """The same numbers masked as they should be: of an identity number two places and the last three stay."""
    for masked, _ in group:
        shown = masked.shown
        if masked.kind == "mobile":
            yield masked.start, masked.end, shown[:3] + HIDDEN * 4 + shown[7:]
        elif masked.kind == "bank":
            yield masked.start, masked.end, HIDDEN * (len(shown) - 4) + shown[-4:]
        else:
            yield masked.start, masked.end, shown[:2] + HIDDEN * (len(shown) - 5) + shown[-3:]


def _left(masked: Masked) -> int | None:
    """None when the mask is good; else how many numbers remain possible, 0 when that was not computed."""
    hidden = masked.shown.count(HIDDEN)
    if masked.kind == "mobile":
        return 0 if hidden < FEWEST_HIDDEN["mobile"] else None
    if masked.kind == "bank":
        return 0 if hidden < FEWEST_HIDDEN["bank"] and len(masked.shown) - hidden > MOST_OF_A_CARD else None
    if len(masked.shown) == 15:
        return 0 if HIDDEN not in masked.shown[6:12] or hidden < FEWEST_HIDDEN["identity"] else None
    if len(masked.shown) != 18:
        return None
    day, month, is_male = row_tells(masked)
    shown = masked.shown
    if month is not None and day is None:
        year_month = f"{month[0]}{month[1]:02}"
        if all(HIDDEN in (a, b) or a == b for a, b in zip(shown[6:12], year_month, strict=True)):
            shown = shown[:6] + year_month + shown[12:]
    left = candidates_left(shown, born=day, is_male=is_male) or candidates_left(masked.shown)
    if (
        hidden < FEWEST_HIDDEN["identity"]
        or masked.shown[6:14].count(HIDDEN) < FEWEST_OF_BIRTH
        or left <= FEW_CANDIDATES
    ):
        return left
    return None


def less_shown(shown: str) -> str:
    """The quote shows the shape of the mask and hides what it should have hidden."""
    kept = 3 if len(shown) <= 11 else 4
    return shown[:kept] + "".join(c if c == HIDDEN else "#" for c in shown[kept:-2]) + shown[-2:]
