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
from mingcha.examine.columns import Column
from mingcha.examine.declaration import check
from mingcha.examine.groups import Group, cell_label, groups, heading_roles, label_of
from mingcha.examine.held_characters import may_hold
from mingcha.examine.named_stretches import LABEL
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
ADDRESS = re.compile(r"(?:https?:|www\.|\.(?:com|cn|html?))[!-~]*$", re.IGNORECASE)
LONGEST_ADDRESS = 200
# 中签号, 派位号, 档案编号: a header that ends so names numbers of its own.
NUMBERED = re.compile("(?:号|号码|编码|代码|编号)(?:\\(.*\\))?$")
# A list of organisations: its first words say what a row is about.
ORGANISATION = re.compile(
    "(?:企业|公司|机构|药店|药房|医院|诊所|卫生室|卫生院|学校|幼儿园|供应商|商家|商户|店铺|门店|店|酒店|民宿|农家乐|超市|律所|事务所"
    "|合作社|家庭农场|网点|站点|服务点|协会|社会组织|物业|用人单位|招聘单位|养老院|敬老院|企业简称)(?:名称|全称)?$"
)
# Whoever else a column names is a person of the list.
PERSON = re.compile("[人者员户主](?:姓名)?$|姓名|名单|对象")
OF_THE_OFFICE = re.compile("^(?:.*(?:联系人|负责人|责任人|经办人|法定代表人|法人代表|法人|经营者|负责人员))(?:姓名)?$")
# Notices of purchases, sales and posts name whom to ask: the law wants it.
ASKING = re.compile("中标|成交|采购|招标|询价|磋商|比选|竞价|竞买|拍卖|出让|招租|遴选供应商")


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
        "企业名称\t联系人\t联系电话\n样例制衣厂\t张三\t13812345678",
        "序号\t中签号\n1\t13812345678",
        "标题：样例县水渠工程中标结果公告\n联系人：张三；联系电话：13812345678",
        "网址http://www.example.com/s?from=list&sn=13812345678",
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
    if (OTHER_NUMBERS & roles or NUMBERED.search(column.header)) and "phone" not in roles:
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
        if _lists_organisations(column):
            return
        yield group.evidence(_mask, verdict=Verdict.DOUBT, note="可能是单位联系人，请核对是否可以公布。")
        return
    yield group.evidence(_mask)


def _lists_organisations(column: Column) -> bool:
    """Whether each row is an organisation, and whom the list names besides is who answers for it."""
    persons = [header for header in column.headers if PERSON.search(header) and not OF_THE_OFFICE.search(header)]
    return not persons and any(ORGANISATION.search(header) for header in column.headers)


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
    _, words = label_of(document, start)
    if _in_address(document, start):
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
    if ASKING.search(document.title or document.text[:LABEL]):
        return ""
    if "contact" in roles:
        return "contact"
    return "phone" if "phone" in roles else "bare"


def _in_address(document: Document, start: int) -> bool:
    """Whether the digits stand in the address of a page, however far from its beginning."""
    before = document.text[max(0, start - LONGEST_ADDRESS) : start]
    return ADDRESS.search(before[max(before.rfind("\n"), before.rfind(" ")) + 1 :]) is not None


def _mask(text: str) -> str:
    return phone.mask_mobile(phone.bare(text))
