"""What must hold of an account within the ledger of accounts; the same rules for the form and for Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mingcha.model.account import Account, Filing, MediaRules
from mingcha.text.width import comparable
from mingcha.web.units.rules import CODE, NAME_LIMIT

# Words that stand where a code would stand in an address.
RESERVED = {"new", "export", "import", "imports", "posts", "template"}
KEY_LIMIT, NOTE_LIMIT, MOST_ALIASES = 60, 200, 40


@dataclass(frozen=True, slots=True)
class AccountFault:
    """What is wrong with one account; `field` is the name of the field of model.account.Account."""

    field: str
    message: str


def account_faults(
    account: Account, *, others: Sequence[Account], units: set[str], rules: MediaRules, today: date
) -> Iterator[AccountFault]:
    """Everything wrong with an account beside the others."""
    for field, message in (
        *_of_code(account, others),
        *_of_names(account, others),
        *_of_place(account, units, rules),
        *_of_filing(account, today),
    ):
        yield AccountFault(field, message)


def _of_code(account: Account, others: Sequence[Account]) -> Iterator[tuple[str, str]]:
    if not CODE.fullmatch(account.code) or account.code.lower() in RESERVED:
        yield "code", f"代码“{account.code}”不可用：应为 20 位以内的字母、数字，如 M012"
    if any(other.code.lower() == account.code.lower() for other in others):
        yield "code", f"代码“{account.code}”已被使用"


def _of_names(account: Account, others: Sequence[Account]) -> Iterator[tuple[str, str]]:
    """On one platform no word may mean two accounts."""
    if not account.name.strip():
        yield "name", "未填写账号名称"
    for field, name in (("name", account.name), *(("aliases", alias) for alias in account.aliases)):
        if len(name) > NAME_LIMIT:
            yield field, f"“{name[:12]}…”超过 {NAME_LIMIT} 个字"
    if len(account.aliases) > MOST_ALIASES:
        yield "aliases", f"别名有 {len(account.aliases)} 个，最多 {MOST_ALIASES} 个"
    own = {comparable(name): name for name in (*account.aliases, account.name)}
    for other in others:
        if other.platform != account.platform:
            continue
        for taken in {comparable(name) for name in (other.name, *other.aliases)} & own.keys():
            field = "name" if taken == comparable(account.name) else "aliases"
            yield field, f"“{own[taken]}”已是同一平台账号“{other.name}”（{other.code}）的名称或别名，导入时会分不清"
        if account.key and account.key == other.key:
            yield "key", f"平台编号“{account.key}”已是“{other.name}”的"


def _of_place(account: Account, units: set[str], rules: MediaRules) -> Iterator[tuple[str, str]]:
    if account.unit not in units:
        what = f"未找到单位“{account.unit}”" if account.unit else "未填写主办单位"
        yield "unit", f"{what}，请填写单位名录中的单位"
    known = [platform.name for platform in rules.platforms]
    if account.platform not in {platform.code for platform in rules.platforms}:
        what = f"没有“{account.platform}”这个平台" if account.platform else "未填写平台"
        yield "platform", f"{what}，可填：{'、'.join(known)}"
    if len(account.key) > KEY_LIMIT:
        yield "key", f"平台编号超过 {KEY_LIMIT} 个字"
    if len(account.note) > NOTE_LIMIT:
        yield "note", f"备注超过 {NOTE_LIMIT} 个字"


def _of_filing(account: Account, today: date) -> Iterator[tuple[str, str]]:
    for field, label, day in (
        ("opened_on", "开设日期", account.opened_on),
        ("filed_on", "备案日期", account.filed_on),
        ("closed_on", "注销日期", account.closed_on),
    ):
        if day and day > today:
            yield field, f"{label} {day} 晚于今天"
        if day and account.opened_on and day < account.opened_on:
            yield field, f"{label} {day} 早于开设日期 {account.opened_on}"
    if account.filing is Filing.CLOSED and account.closed_on is None:
        yield "closed_on", "已注销的账号要填写注销日期"
    if account.filing is not Filing.CLOSED and account.closed_on is not None:
        yield "filing", "填写了注销日期，备案状态应为“已注销”"
    if account.filing is Filing.UNFILED and account.filed_on is not None:
        yield "filing", "填写了备案日期，备案状态应为“已备案”"
