"""What must hold of a roster of units, told for one unit at a time; the same rules for the form and for Excel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

from mingcha.model.unit import Alias, Group, Unit
from mingcha.text.width import comparable

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")
NAME_LIMIT = 60  # characters the tables give a name of any kind
# Words that stand where a code would stand in an address.
RESERVED = {"new", "export", "import"}


@dataclass(frozen=True, slots=True)
class RosterFault:
    """What is wrong with one unit; `field` is the name of the field of model.unit.Unit."""

    unit: str
    field: str
    message: str


def unit_faults(unit: Unit, *, roster: Sequence[Unit], groups: Sequence[Group]) -> Iterator[RosterFault]:
    """Everything wrong with a unit within a roster, of which it may already be a part."""
    others = [other for other in roster if other.code != unit.code]
    named = {other.code: other for other in others}
    for field, message in (
        *of_code(unit, others),
        *of_names(unit, others),
        *of_group(unit, groups),
        *of_dates(unit),
        *of_parent(unit, named),
        *of_successor(unit, named),
    ):
        yield RosterFault(unit.code, field, message)


def of_code(unit: Unit, others: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    if not CODE.fullmatch(unit.code) or unit.code.lower() in RESERVED:
        yield "code", f"代码“{unit.code}”不可用：应为 20 位以内的字母、数字，如 S12"
    for other in others:
        if other.code.lower() == unit.code.lower():
            yield "code", f"代码“{unit.code}”与“{other.name}”的代码“{other.code}”只差大小写，会被看错，请统一"


def of_names(unit: Unit, others: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """A ledger names a unit by name, by prose name or by alias: on no day may one word mean two units."""
    if not unit.name.strip():
        yield "name", "未填写单位名称"
    yield from of_lengths(unit)
    yield from of_own_aliases(unit)
    for other in others:
        taken = {same(name) for name in (other.name, other.prose_name) if name}
        if same(other.name) == same(unit.name):
            yield "name", f"“{unit.name}”与单位 {other.code} 同名"
        elif same(unit.name) in taken:
            yield "name", f"“{unit.name}”是“{other.name}”的行文称谓，请换一个名称或先修改该单位"
        if unit.prose_name and same(unit.prose_name) in taken:
            yield "prose_name", f"“{unit.prose_name}”是“{other.name}”的名称或行文称谓，导入时会分不清"
        for field, name in {"name": unit.name, "prose_name": unit.prose_name}.items():
            if name and any(same(alias.name) == same(name) and alias.until is None for alias in other.aliases):
                yield field, f"“{name}”已是“{other.name}”的别名，请先在该单位中删除或写明截止日期"
        for alias in unit.aliases:
            if alias.until is None and same(alias.name) in taken:
                yield "aliases", f"别名“{alias.name}”是“{other.name}”现用的名称，请写明截止日期"
            if any(same(alias.name) == same(theirs.name) and overlap(alias, theirs) for theirs in other.aliases):
                yield "aliases", f"别名“{alias.name}”同一时期也是“{other.name}”的别名，导入时会分不清"


@lru_cache(maxsize=8192)
def same(name: str) -> str:
    """What two names have in common that a ledger would not tell apart."""
    return comparable(name)


def of_lengths(unit: Unit) -> Iterator[tuple[str, str]]:
    names = [("name", unit.name), ("prose_name", unit.prose_name), *(("aliases", each.name) for each in unit.aliases)]
    for field, name in names:
        if len(name) > NAME_LIMIT:
            yield field, f"“{name[:12]}…”超过 {NAME_LIMIT} 个字"


def of_own_aliases(unit: Unit) -> Iterator[tuple[str, str]]:
    told = set()
    for one, other in combinations(unit.aliases, 2):
        if same(one.name) == same(other.name) and overlap(one, other) and one.name not in told:
            told.add(one.name)
            yield "aliases", f"别名“{one.name}”写了两次，时期重叠，请只留一行"


def overlap(one: Alias, other: Alias) -> bool:
    first, last = date.min, date.max
    return (one.since or first) <= (other.until or last) and (other.since or first) <= (one.until or last)


def of_group(unit: Unit, groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    if unit.group not in {group.code for group in groups}:
        known = "、".join(group.name for group in groups)
        what = f"未找到分组“{unit.group}”" if unit.group else "未填写分组"
        yield "group", f"{what}，现有分组：{known}"


def of_dates(unit: Unit) -> Iterator[tuple[str, str]]:
    if unit.active_from and unit.active_to and unit.active_to < unit.active_from:
        yield "active_to", f"停用日期 {unit.active_to} 早于启用日期 {unit.active_from}"
    for alias in unit.aliases:
        if alias.since and alias.until and alias.until < alias.since:
            yield "aliases", f"别名“{alias.name}”的截止日期 {alias.until} 早于起始日期 {alias.since}"


def of_parent(unit: Unit, others: dict[str, Unit]) -> Iterator[tuple[str, str]]:
    if unit.parent is None:
        return
    if unit.parent == unit.code:
        yield "parent", "上级单位不能是自己"
    elif circles(unit, others, "parent"):
        yield "parent", "上级关系绕成了圈，请检查各单位的上级单位"


def of_successor(unit: Unit, others: dict[str, Unit]) -> Iterator[tuple[str, str]]:
    if unit.successor is None:
        return
    if unit.successor == unit.code:
        yield "successor", "不能并入自己"
    elif circles(unit, others, "successor"):
        yield "successor", "并入关系绕成了圈，请检查各单位的并入单位"
    if unit.active_to is None:
        yield "active_to", "填写了并入单位，就要填写停用日期（合并前的最后一天）"


def circles(unit: Unit, others: dict[str, Unit], relation: str) -> bool:
    """Whether following the relation from the unit leads back to it."""
    seen, code = {unit.code}, getattr(unit, relation)
    while code is not None and code in others:
        if code in seen:
            return True
        seen.add(code)
        code = getattr(others[code], relation)
    return code in seen
