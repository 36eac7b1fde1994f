"""A private person's mobile number published in full.

Looks for: mobile numbers in lists of persons and beside names; also with 86 and in groups of 3-4-4.
Matters because: the number reaches the person directly, and swindlers buy lists of beneficiaries.
To fix: mask the four digits in the middle in the page and in every attachment, or remove the column.
Cannot see: numbers in pictures; and whether an official agreed to have the mobile published (such are doubts).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from mingcha.examine.candidates import candidates
from mingcha.examine.declaration import check
from mingcha.examine.groups import Group, cell_label, groups, heading_roles, label_of
from mingcha.examine.held_characters import may_hold
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict
from mingcha.standards.privacy_words import words_in
from mingcha.text import phone

PUBLIC = {"office_phone", "public_post"}
OTHER_NUMBERS = {"code", "exam", "bank", "identity", "certificate"}
PRIVATE = {"private_person", "name", "child", "identity", "address"}
# In running text, how many numbers make a list that no office would publish as its own.
A_LIST = 3
# Numbers given out in order differ by one; those of people hardly ever do.
IN_ORDER = 0.5
# Digits in the address of a page are no telephone.
ADDRESS = re.compile(r"(?:https?:|www\.|\.(?:com|cn|html?))\S*$", re.IGNORECASE)


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-15", "PIPL-25"],
    message="出现个人手机号：{quote}",
    advice="隐去中间四位或删去该列后重新发布；确需公布联系方式的，改用办公电话。",
    bad=[
        "户主张三，联系电话13812345678。",
        "姓名\t联系电话\n张三\t13812345678\n李四\t13987654321",
        "申请人：王五 手机：138-0797-1234",
        "姓名\t身份证号\t备注\n张三\t110105********002X\t电话+8613812345678",
    ],
    good=[
        "值班电话：13812345678。",
        "联系电话：0797-3333345",
        "姓名\t联系电话\n张三\t138****5678",
        "准考证号\t姓名\t成绩\n13812345001\t张三\t80\n13812345002\t李四\t81",
        "订单号：13812345678",
        "单位\t职务\t姓名\t联系电话\n某镇\t镇长\t王五\t13812345678",
    ],
    masks="mobile",
)
def leaked_mobile(document: Document) -> Iterator[Evidence]:
    spans = document.once(candidates).mobiles
    if not len(spans):
        return
    for group in groups(document, spans):
        if group.column is not None:
            yield from _in_column(group)
        else:
            yield from _in_text(group)


def _in_column(group: Group) -> Iterator[Evidence]:
    column = group.column
    if column is None:
        return
    first = int(group.spans.starts[0])
    roles = column.roles or cell_label(group.document, column.table, first)
    beside = frozenset().union(*column.beside)
    heading = frozenset(word.role for word in words_in(column.heading))
    own_words = frozenset(word.role for word in label_of(group.document, first)[1])
    if PUBLIC & (roles | own_words):
        return
    if OTHER_NUMBERS & roles and "phone" not in roles:
        return
    if "phone" not in roles | own_words:
        if not _varied(group) or (roles & {"order"}):
            return
        if not {"name", "private_person", "phone"} & (beside | roles) and not _stand_with_identity_numbers(group):
            yield group.evidence(_mask, verdict=Verdict.DOUBT, note="表头没有说明这列是什么号码，请核对。")
            return
    if PUBLIC & (beside | heading) and not beside & {"identity", "bank", "address", "birth"}:
        return
    listed = {"name", "private_person", "identity", "bank", "birth", "child", "address"} & beside
    if (roles & {"contact"} or {"contact", "organisation"} & beside) and not listed:
        yield group.evidence(_mask, verdict=Verdict.DOUBT, note="可能是单位联系人，请核对是否可以公布。")
        return
    yield group.evidence(_mask)


def _stand_with_identity_numbers(group: Group) -> bool:
    """Whether the table, which has no header, holds identity numbers too: then it is a list of persons."""
    seen, table = group.document.once(candidates).eighteen, group.column.table if group.column else None
    if table is None:
        return False
    inside = (seen.starts >= table.start) & (seen.starts < table.end) & seen.flags
    return bool(inside.any())


def _varied(group: Group) -> bool:
    """Whether the numbers are spread as people's are: not in order, not all under one prefix."""
    numbers = np.sort(group.spans.values)
    steps = numbers[1:] - numbers[:-1]
    more = np.count_nonzero(steps)  # how many numbers differ from the first
    near = np.count_nonzero(steps <= 10) - (len(steps) - more)
    return not more or bool(near < IN_ORDER * more and numbers[0] // 10**6 != numbers[-1] // 10**6)


def _in_text(group: Group) -> Iterator[Evidence]:
    document = group.document
    verdicts: dict[int, str] = {}

    def judge(start: int) -> bool:
        verdicts[start] = _judgement(document, start)
        return verdicts[start] != ""

    # Digits in the address of a page are no telephone, which only a look can tell.
    unnamed = None if _may_hold_addresses(document) else True
    kept = group.kept_where(judge, unnamed=unnamed)
    if kept is None:
        return
    starts = kept.spans.starts.tolist()
    named = kept.named() if unnamed else range(len(starts))
    # Those without a word beside them are all alike; of a long list not all the others were judged.
    said = ["bare"] * (len(starts) - len(named))
    said += [verdicts[starts[at]] for at in named if starts[at] in verdicts]
    sure = said.count("private") * 2 >= len(said) or (
        kept.persons >= A_LIST and "contact" not in said and (_varied(kept) or "phone" in said)
    )
    if not sure and kept.persons >= A_LIST and "bare" in said and not _varied(kept):
        return
    if sure:
        yield kept.evidence(_mask)
    else:
        yield kept.evidence(_mask, verdict=Verdict.DOUBT, note="不能确定是否为公务联系方式，请核对。")


def _may_hold_addresses(document: Document) -> bool:
    if not may_hold(document, (".", ":")):
        return False
    low = document.text.lower()
    return any(sign in low for sign in ("http", "www.", ".com", ".cn", ".htm"))


def _judgement(document: Document, start: int) -> str:
    """private, contact, phone or bare — or empty: not to be told."""
    label, words = label_of(document, start)
    if ADDRESS.search(label):
        return ""
    roles = {word.role for word in words}
    last = {word.role for word in words if word.end == words[-1].end}
    if roles & PUBLIC or (last & OTHER_NUMBERS and not last & {"identity"}):
        return ""
    if not roles:
        roles = set(heading_roles(document, start))
        if roles & PUBLIC or (roles & {"code", "exam"} and not roles & {"phone"}):
            return ""
    if roles & PRIVATE:
        return "private"
    if "contact" in roles:
        return "contact"
    return "phone" if "phone" in roles else "bare"


def _mask(text: str) -> str:
    return phone.mask_mobile(phone.bare(text))
