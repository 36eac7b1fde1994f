"""The office's attribution rules: their order, what each says, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingcha.collect.attribution import DEFAULT_ORDER
from mingcha.model import site as value
from mingcha.web.rounds.models import Rule
from mingcha.web.units.models import Unit

Rules = tuple[value.Rule, ...]
# Kinds that need words to compare with; the others go by the units' names as well.
NEEDS_PATTERN = (Rule.By.INDEX, Rule.By.PATH)
# Rules that do nothing without words are no rules to show.
_USUAL = tuple(rule for rule in DEFAULT_ORDER if rule.by not in NEEDS_PATTERN)


def current() -> Rules:
    """The rules in their order; the usual ones until the office has laid down its own."""
    rows = Rule.objects.select_related("unit")
    return tuple(value.Rule(row.by, row.pattern, row.unit.code if row.unit else "") for row in rows) or _USUAL


def fault_of(rule: value.Rule) -> str:
    """Why a rule cannot be, in Chinese; empty when it can."""
    if rule.by in NEEDS_PATTERN and not rule.pattern:
        return "这种依据必须写明比对文字。"
    if rule.pattern and not rule.unit and rule.by == Rule.By.PATH:
        return "按网址归属必须选定单位。"
    if rule.unit and not rule.pattern:
        return "选定了单位，请写明比对文字；不写比对文字的规则按各单位名称认定。"
    if len(rule.pattern) > 2 and rule.pattern.startswith("/") and rule.pattern.endswith("/"):
        try:
            re.compile(rule.pattern[1:-1])
        except re.error:
            return f"正则式 {rule.pattern} 写错了，请改正；按原文查找请去掉两头的斜线。"
    return ""


def write(rules: Rules) -> None:
    """Keep these rules instead of those there are; call it in a transaction."""
    keys = dict(Unit.objects.order_by().values_list("code", "pk"))
    Rule.objects.all().delete()
    Rule.objects.bulk_create(
        Rule(order=order, by=rule.by, pattern=rule.pattern, unit_id=keys[rule.unit] if rule.unit else None)
        for order, rule in enumerate(rules, start=1)
    )


def described(rule: value.Rule, names: dict[str, str]) -> str:
    """A rule as a sentence."""
    by = Rule.By(rule.by).label
    if not rule.pattern:
        return "栏目台账登记的负责单位" if rule.by == Rule.By.OWNER else f"{by}写的是单位名称，归该单位"
    what = "符合" if len(rule.pattern) > 2 and rule.pattern[0] == rule.pattern[-1] == "/" else "含"
    whose = f"归{names.get(rule.unit, rule.unit)}" if rule.unit else "归其中写的单位"
    return f"{by}{what}“{rule.pattern}”，{whose}"


def unit_names() -> dict[str, str]:
    return dict(Unit.objects.order_by().values_list("code", "name"))


def with_rule(rules: Sequence[value.Rule], rule: value.Rule, *, at: int | None = None) -> Rules:
    """The rules with one more, first unless told otherwise, or with the one at that place replaced."""
    if at is None:
        return (rule, *rules)
    return (*rules[:at], rule, *rules[at + 1 :])


def without_rule(rules: Sequence[value.Rule], at: int) -> Rules:
    return (*rules[:at], *rules[at + 1 :])


def moved_rule(rules: Sequence[value.Rule], at: int, *, step: int) -> Rules:
    """The rules with one a place higher (-1) or lower (1); at an end they stay as they are."""
    order = list(rules)
    other = at + step
    if 0 <= other < len(order):
        order[at], order[other] = order[other], order[at]
    return tuple(order)
