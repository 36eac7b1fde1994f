"""Changing units and targets; every change is kept in history and told to the operation log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from mingcha.model import unit as value
from mingcha.web.accounts import services as accounts
from mingcha.web.accounts.models import Role, User
from mingcha.web.audit.services import record
from mingcha.web.units import aliases as words
from mingcha.web.units import queries
from mingcha.web.units.models import Alias, Group, Liaison, Target, Unit

FIELDS = {
    "name": "单位名称",
    "prose_name": "行文称谓",
    "group": "分组",
    "order": "排序",
    "vertical": "垂管",
    "parent": "上级单位",
    "active_from": "启用日期",
    "active_to": "停用日期",
    "successor": "并入单位",
    "aliases": "别名",
}


@transaction.atomic
def save_unit(unit: value.Unit, *, by: User | None) -> list[str]:
    """Create the unit, or bring the one with this code to this state; returns what changed, in Chinese.

    The caller has checked `rules.unit_faults`. Parents and successors must already exist.
    """
    row = Unit.objects.filter(code=unit.code).first()
    before = queries.value(row) if row else None
    changes = differences(before, unit)
    if before is not None and not changes:
        return []
    row = row or Unit(code=unit.code)
    row.name, row.prose_name, row.order, row.vertical = unit.name, unit.prose_name, unit.order, unit.vertical
    row.active_from, row.active_to = unit.active_from, unit.active_to
    row.group = Group.objects.get(code=unit.group)
    row.parent = Unit.objects.get(code=unit.parent) if unit.parent else None
    row.successor = Unit.objects.get(code=unit.successor) if unit.successor else None
    row._history_user = by
    row._change_reason = "；".join(changes)[:100]
    row.save()
    if before is None or before.aliases != unit.aliases:
        row.aliases.all().delete()
        Alias.objects.bulk_create(
            Alias(unit=row, name=alias.name, since=alias.since, until=alias.until) for alias in unit.aliases
        )
    record(
        actor=by,
        action="修改单位" if before else "新建单位",
        target=f"{unit.name}（{unit.code}）",
        detail="；".join(changes),
    )
    return changes


def differences(before: value.Unit | None, after: value.Unit) -> list[str]:
    """What differs between two states of a unit, field by field, in Chinese."""
    told = []
    for field, label in FIELDS.items():
        old, new = shown(getattr(before, field, None)), shown(getattr(after, field))
        if before is None and new:
            told.append(f"{label} {new}")
        elif before is not None and old != new:
            told.append(f"{label} {old or '（空）'} → {new or '（空）'}")
    return told


def shown(state: Any) -> str:
    if isinstance(state, bool):
        return "是" if state else "否"
    if isinstance(state, tuple):
        return words.written(state)
    return "" if state is None else str(state)


@transaction.atomic
def save_group(group: value.Group, *, by: User | None) -> list[str]:
    """Create the group, or bring the one with this code to this state; returns what changed, in Chinese."""
    row = Group.objects.filter(code=group.code).first()
    labels = {"name": "名称", "prose": "行文称谓", "order": "排序"}
    changes = [
        f"{label} {getattr(row, field)} → {getattr(group, field)}" if row else f"{label} {getattr(group, field)}"
        for field, label in labels.items()
        if row is None or getattr(row, field) != getattr(group, field)
    ]
    if changes:
        Group.objects.update_or_create(code=group.code, defaults={field: getattr(group, field) for field in labels})
        action = "修改分组" if row else "新建分组"
        record(actor=by, action=action, target=f"{group.name}（{group.code}）", detail="；".join(changes))
    return changes


@transaction.atomic
def delete_unit(row: Unit, *, by: User) -> None:
    """Remove a unit that was created by mistake; raises ProtectedError when posts already rest on it."""
    name, code = row.name, row.code
    row._history_user = by
    row.delete()
    record(actor=by, action="删除单位", target=f"{name}（{code}）")


@transaction.atomic
def save_targets(year: int, posts: Mapping[str, int | None], *, by: User | None) -> list[str]:
    """Set the year's targets by unit code; None takes a target away. Returns what changed, in Chinese."""
    units = {row.code: row for row in Unit.objects.filter(code__in=posts)}
    present = {row.unit.code: row for row in Target.objects.filter(year=year).select_related("unit")}
    changes = []
    for code, number in posts.items():
        row, name = present.get(code), units[code].name
        if (row.posts if row else None) == number:
            continue
        changes.append(f"{name} {row.posts if row else '（无）'} → {'（无）' if number is None else number}")
        row = row or Target(unit=units[code], year=year)
        row._history_user = by
        if number is None:
            row.delete()
        else:
            row.posts = number
            row.save()
    if changes:
        record(actor=by, action="修改年度任务", target=f"{year}年，{len(changes)} 个单位", detail="；".join(changes))
    return changes


@transaction.atomic
def appoint(user: User, *, role: Role, unit: Unit | None, by: User | None) -> None:
    """Give a user a role, and a liaison the unit to speak for; other roles speak for none."""
    if user.role != role:
        accounts.assign_role(user, role=role, by=by)
    before = Liaison.objects.filter(user=user).select_related("unit").first()
    wanted = unit if role == Role.UNIT else None
    if (before.unit if before else None) == wanted:
        return
    Liaison.objects.filter(user=user).delete()
    if wanted is not None:
        Liaison.objects.create(user=user, unit=wanted)
    old = before.unit.name if before else "（无）"
    record(actor=by, action="指定联络单位", target=str(user), detail=f"{old} → {wanted.name if wanted else '（无）'}")


def next_code(taken: Iterable[str]) -> str:
    """The first free code of the form U001; u001 is no other code."""
    known = {code.upper() for code in taken}
    return next(code for number in range(1, 10_000) if (code := f"U{number:03d}") not in known)
