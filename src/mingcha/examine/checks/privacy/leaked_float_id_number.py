"""An identity number that a spreadsheet keeps as a number: 3.60722E+17.

Looks for: such numbers of 17 or 18 digits, their E+17 writing, and copies of them as text that end in three zeros,
    under an identity header.
Matters because: only the last three digits are lost; county and birth date stand there for everyone.
To fix: set the column to text, restore the numbers from the original, mask them, then publish again.
Cannot see: numbers kept as figures in a column whose header does not say what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.columns import Column
from mingcha.examine.declaration import check, found
from mingcha.model.finding import Evidence, Severity
from mingcha.text.id_number import birth_date, check_character, has_province, normal
from mingcha.text.width import fold_all

SCIENTIFIC = re.compile(r"^\s*([1-9])\.(\d{3,17})E\+?(1[67])\s*$", re.IGNORECASE)
DIGITS = re.compile(r"^\d{17,18}(?:\.0+)?$")


@check(
    severity=Severity.HIGH,
    clauses=["OGI-15", "PIPL-28"],
    message="身份证号被存成数字：{quote}",
    advice="把该列设为文本并从原始材料恢复号码，隐去出生日期后重新发布。",
    bad=[
        "姓名\t身份证号\n张三\t3.60722E+17",
        "姓名\t身份证号\n张三\t#360722199003071000",
        "姓名\t身份证号\n张三\t360722199003072000",
    ],
    good=[
        "项目\t总投资\n公路\t3.60722E+17",
        "姓名\t身份证号\n张三\t360722********1234",
        "项目编号\t金额\n#360722199003071000\t1",
    ],
)
def leaked_float_id_number(column: Column) -> Iterator[Evidence]:
    if "identity" not in column.roles:
        return
    hits = []
    for row, start, cell in column.cells():
        kept_as_number = (row, column.index) in column.table.whole_numbers
        if ((kept_as_number or _lost(cell)) and _is_number(cell)) or _is_scientific(cell):
            hits.append((start, cell))
    if hits:
        start, cell = hits[0]
        places = [str(column.document.place_at(at)) for at, _ in hits[1:5]]
        yield found(
            start,
            start + len(cell),
            quote=_mask(cell),
            persons=len(hits),
            more_places=places,
            secret=cell,
            every=lambda: ((s, s + len(c), "*" * 18) for s, c in hits),
        )


def _lost(cell: str) -> bool:
    """Whether the last three digits were lost before somebody copied the number as text."""
    digits = normal(cell)
    return len(digits) == 18 and digits.endswith("000") and digits != digits[:17] + check_character(digits[:17])


def _is_number(cell: str) -> bool:
    digits = fold_all(cell).strip()
    return bool(DIGITS.match(digits)) and has_province(digits) and (birth_date(digits[:18]) is not None)


def _is_scientific(cell: str) -> bool:
    match = SCIENTIFIC.match(fold_all(cell))
    return match is not None and has_province(match[1] + match[2])


def _mask(cell: str) -> str:
    digits = cell.strip()
    return digits[:4] + "*" * max(len(digits) - 8, 2) + digits[-4:] if "E" in digits.upper() else digits[:6] + "*" * 12
