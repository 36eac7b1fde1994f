"""A private person's e-mail, WeChat or QQ published.

Looks for: e-mail addresses, WeChat and QQ names in lists of persons, and after such words beside a person.
Matters because: it is a direct way to the person, and QQ and WeChat names lead to pictures and friends.
To fix: remove the column; offices give the address of the office.
Cannot see: which addresses in running text belong to offices when nothing says so; government domains never count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.candidates import candidates
from mingcha.examine.cells import column_evidence
from mingcha.examine.columns import columns
from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.groups import label_of
from mingcha.examine.held_characters import may_hold
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.phone import is_mobile
from mingcha.text.width import fold_all

EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,40}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,10}")
OFFICE_DOMAIN = re.compile(r"@(?:.*\.)?(?:gov|edu|org)(?:\.cn)?$|@(?:.*\.)?(?:chinatax|12345)\.", re.IGNORECASE)
ACCOUNT = re.compile(r"(?<![A-Za-z0-9*])(?:[1-9]\d{4,11}|[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9*])")
CALLED = re.compile(
    r"(?:微信号?|(?<![A-Za-z0-9])QQ(?=[号码：:是为 ])号?码?|企鹅号)\s*(?:[：:是为]|同号)?\s*(?=[A-Za-z0-9０-９])",
    re.IGNORECASE,
)
NAMES = ("微信", "QQ", "qq")
PERSONAL = {"private_person", "name", "identity", "child"}


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-15", "PIPL-25"],
    message="出现个人邮箱、微信或QQ：{quote}",
    advice="删去个人网络联系方式后重新发布；确需公布的改用单位邮箱。",
    bad=[
        "姓名\t电子邮箱\n张三\tzhangsan_77@example.com",
        "姓名\t微信号\n张三\twx_zhang77",
        "申请人张三，QQ：1234567，",
        "户主李四，邮箱lisi@example.com",
    ],
    good=[
        "意见请发至邮箱：xfxbgs@example.com",
        "单位邮箱：bgs@yangli.gov.cn",
        "报名QQ群：1234567",
        "关注微信公众号yangli2024",
        "单位\t电子邮箱\n财政局\tczj@example.com",
    ],
)
def leaked_personal_contact(document: Document) -> Iterator[Evidence]:
    in_columns = set()
    for column in document.once(columns):
        beside = frozenset().union(*column.beside)
        if not column.roles & {"email", "wechat"}:
            continue
        in_columns.add((column.table.start, column.index))
        if "office_contact" in column.roles or not beside & PERSONAL:
            continue
        told = column_evidence(column, _account, mask=mask)
        if told is not None:
            yield told
    for start in document.once(candidates).ats.starts.tolist():
        begin = max(0, start - 41)
        match = next(
            (
                m
                for m in EMAIL.finditer(fold_all(document.text[begin : start + 60]))
                if m.start() <= start - begin < m.end()
            ),
            None,
        )
        if match is None or OFFICE_DOMAIN.search(match[0]):
            continue
        span = (begin + match.start(), begin + match.end())
        table = document.table_at(start)
        if table is not None and (table.start, document.cell_at(table, start)[1]) in in_columns:
            continue
        _label, words = label_of(document, span[0])
        roles = {word.role for word in words}
        if roles & {"office_contact", "office_phone", "office_address"} or not roles & PERSONAL:
            continue
        yield found(*span, quote=mask(match[0]), secret=match[0])
    if may_hold(document, NAMES) and any(name in document.text for name in NAMES):
        yield from _called(document)


def _called(document: Document) -> Iterator[Evidence]:
    for match in CALLED.finditer(document.text):
        if document.table_at(match.start()) is not None:
            continue
        account = ACCOUNT.match(fold_all(document.text[match.end() : match.end() + 24]))
        if account is None:
            continue
        roles = {word.role for word in label_of(document, match.end())[1]}
        if roles & {"office_contact", "office_phone"} or is_mobile(account[0]):
            continue
        tell = found if roles & PERSONAL else doubt
        yield tell(match.end(), match.end() + account.end(), quote=mask(account[0]), secret=account[0])


def _account(cell: str) -> tuple[int, int] | None:
    folded = fold_all(cell)
    match = EMAIL.search(folded) or ACCOUNT.search(folded)
    if match is None or OFFICE_DOMAIN.search(match[0]):
        return None
    return match.span()


def mask(account: str) -> str:
    name, at, domain = account.partition("@")
    return name[:2] + "****" + ("@" + "*" * 4 + domain[domain.rfind(".") :] if at else "")
