"""A resident identity number published in full.

Looks for: 18 characters whose birth date exists and whose last character is right, whatever the county code; also with
    a small x, full-width digits, spaces, and split over cells or the end of a line.
Matters because: it names one person for life; once copied it cannot be called back.
To fix: mask the birth date in the page and in every attachment, publish again, and ask search engines to re-index.
Cannot see: numbers inside pictures (they are listed as not examined), and numbers with a mistyped digit.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mingcha.examine.candidates import candidates
from mingcha.examine.declaration import check
from mingcha.examine.groups import Group, cell_label, groups, heading_roles, label_role
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text import id_number
from mingcha.text.credit_code import is_credit_code
from mingcha.text.spans import NOTHING, Spans, joined

# In a column of codes one number in eleven has the right last character by chance.
BY_CHANCE = 0.5
ENOUGH_TO_JUDGE = 20
# When all of so many are right they are identity numbers, whatever the header calls them: one in 160,000 by chance.
ALL_RIGHT = 5

_PROVINCES = np.isin(np.arange(100), sorted(id_number.PROVINCES))


@check(
    severity=Severity.CRITICAL,
    clauses=["OGI-15", "PIPL-28", "IDCARD-19"],
    message="出现完整的居民身份证号：{quote}",
    advice="隐去出生日期等中间位后重新发布，并检查同一附件的其他行。",
    bad=[
        "补贴名单：张三，身份证号11010519491231002X。",
        "张三 １１０１０５１９４９１２３１００２x",
        "身份证号码：110105 19491231 002X",
        "姓名\t身份证号\n张三\t11010519491231002X",
        "姓名\t身份证号（隐藏）\n张三\t11010519491231002X",
        "身份证号码：440524188001010014",
        "申请人张三（公民身份号码110105194912\n31002X）于本月提出申请。",
    ],
    good=[
        "身份证号110105********002X。",
        "项目编号：110105194912310021",
        "张三 110105194913310021",
        "企业名称\t统一社会信用代码\n某公司\t91350100M000100Y43",
        "项目编号\t金额\n110105194912310021\t3000",
    ],
    masks="identity",
)
def leaked_id_number(document: Document) -> Iterator[Evidence]:
    seen = document.once(candidates)
    right = _right(seen.eighteen)
    split = seen.split_id_numbers
    if not len(right) and not len(split):
        return
    passing = _rates(document) if document.tables else {}
    for group in groups(document, joined([right, split]) if len(split) else right):
        kept = _in_column(group, passing) if group.column is not None else _in_text(group)
        if kept is not None:
            yield kept.evidence(lambda text: id_number.mask_id_number(id_number.normal(text)))


def _right(numbers: Spans) -> Spans:
    count = np.count_nonzero(numbers.flags)
    if count == len(numbers):
        return numbers
    return numbers.where(numbers.flags) if count else NOTHING


def _in_column(group: Group, passing: dict[tuple[int, int], tuple[int, int]]) -> Group | None:
    column = group.column
    if column is None:
        return None
    texts = [group.text(index) for index in range(min(len(group.spans), ENOUGH_TO_JUDGE))]
    if "code" in column.roles and all(is_credit_code(id_number.normal(text)) for text in texts):
        return None
    kept: Group | None = group
    if column.table.whole_numbers:
        exact = np.array([(int(row), column.index) not in column.table.whole_numbers for row in group.rows])
        kept = group.keep(exact)
    if kept is None or "identity" in column.roles:
        return kept
    own = frozenset() if column.header else cell_label(group.document, column.table, int(group.spans.starts[0]))
    if "identity" in own:
        return kept
    # A number that reaches over cells without an identity header is a chance of neighbouring figures, unless every
    # digit has a cell of its own.
    alone = np.array([not _reaches_over(kept.text(index)) for index in range(len(kept.spans))])
    kept = kept.keep(alone & _has_province(kept))
    if kept is None:
        return None
    count, all_numbers = passing.get((column.table.start, column.index), (len(kept.spans), len(kept.spans)))
    is_code = bool({"code", "exam"} & (column.roles | own))
    if count < all_numbers * BY_CHANCE or (is_code and not _too_many_right(count, all_numbers)):
        return None
    return kept


def _too_many_right(count: int, all_numbers: int) -> bool:
    return (count >= ENOUGH_TO_JUDGE and count >= all_numbers * 0.95) or count == all_numbers >= ALL_RIGHT


def _in_text(group: Group) -> Group | None:
    has_province = _has_province(group)

    def judge(start: int) -> bool:
        label = label_role(group.document, start)
        if "identity" in label:
            return True
        if "code" in label:
            return False
        is_right = bool(has_province[np.searchsorted(group.spans.starts, start)])
        return is_right or "identity" in heading_roles(group.document, start)

    return group.kept_where(judge, unnamed=has_province)


def _reaches_over(text: str) -> bool:
    parts = text.replace("\n", "\t").split("\t")
    return len(parts) > 1 and any(len(part.strip()) > 1 for part in parts if part)


def _has_province(group: Group) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    flags: np.ndarray[tuple[int], np.dtype[np.bool_]] = _PROVINCES[group.spans.values // 10**15]
    return flags


def _rates(document: Document) -> dict[tuple[int, int], tuple[int, int]]:
    """How many of the numbers of 18 places in each column are right, and how many there are."""
    rates: dict[tuple[int, int], tuple[int, int]] = {}
    for group in groups(document, document.once(candidates).eighteen):
        if group.column is not None:
            key = (group.column.table.start, group.column.index)
            right, count = rates.get(key, (0, 0))
            rates[key] = (right + int(group.spans.flags.sum()), count + len(group.spans))
    return rates
