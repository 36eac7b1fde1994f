"""Changing the ledger of accounts; every change is kept in history and told to the operation log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from mingcha.model import account as value
from mingcha.model.account import Filing
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.media import queries
from mingcha.web.media.models import Account, Alias
from mingcha.web.units.models import Unit

LABELS = {
    "name": "账号名称",
    "platform": "平台",
    "unit": "主办单位",
    "filing": "备案状态",
    "opened_on": "开设日期",
    "filed_on": "备案日期",
    "closed_on": "注销日期",
    "key": "平台编号",
    "aliases": "别名",
    "note": "备注",
}


@transaction.atomic
def save_account(account: value.Account, *, by: User | None) -> list[str]:
    """Create the account, or bring the one with this code to this state; returns what changed, in Chinese.

    The caller has checked `rules.account_faults`.
    """
    row = Account.objects.filter(code=account.code).first()
    before = queries.value_of(row) if row else None
    changes = differences(before, account)
    if before is not None and not changes:
        return []
    row = row or Account(code=account.code)
    for field in ("name", "platform", "opened_on", "filed_on", "closed_on", "key", "note"):
        setattr(row, field, getattr(account, field))
    row.unit = Unit.objects.get(code=account.unit)
    row.filing = Account.FilingChoice[account.filing.name].value
    row._history_user = by
    row._change_reason = "；".join(changes)[:100]
    row.save()
    if before is None or before.aliases != account.aliases:
        row.aliases.all().delete()
        Alias.objects.bulk_create(Alias(account=row, name=name) for name in account.aliases)
    action = "修改新媒体账号" if before else "新建新媒体账号"
    record(actor=by, action=action, target=f"{account.name}（{account.code}）", detail="；".join(changes))
    return changes


def close_account(row: Account, *, on: date, by: User | None) -> None:
    """State that an account is no more; its posts stay."""
    save_account(replace(queries.value_of(row), filing=Filing.CLOSED, closed_on=on), by=by)


@transaction.atomic
def delete_account(row: Account, *, by: User | None) -> None:
    """Remove an account that was entered by mistake; raises ProtectedError when posts rest on it."""
    name, code = row.name, row.code
    row._history_user = by
    row.delete()
    record(actor=by, action="删除新媒体账号", target=f"{name}（{code}）")


def differences(before: value.Account | None, after: value.Account) -> list[str]:
    """What differs between two states of an account, field by field, in Chinese."""
    names = {platform.code: platform.name for platform in queries.rules().platforms}
    units = dict(Unit.objects.order_by().values_list("code", "name"))

    def shown(account: value.Account | None, field: str) -> str:
        state: Any = getattr(account, field, None)
        if isinstance(state, tuple):
            return "、".join(state)
        if field in ("platform", "unit"):
            return (names if field == "platform" else units).get(state, state or "")
        return "" if state is None else str(state)

    told = []
    for field, label in LABELS.items():
        old, new = shown(before, field), shown(after, field)
        if before is None and new:
            told.append(f"{label} {new}")
        elif before is not None and old != new:
            told.append(f"{label} {old or '（空）'} → {new or '（空）'}")
    return told


def next_code(taken: Iterable[str]) -> str:
    """The first free code of the form M001."""
    known = {code.upper() for code in taken}
    return next(code for number in range(1, 100_000) if (code := f"M{number:03d}") not in known)
