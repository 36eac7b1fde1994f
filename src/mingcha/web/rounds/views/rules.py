"""The attribution rules: their order, and every change tested on what was collected before it goes live."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.model import site as value
from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import adopting, effects, rules
from mingcha.web.rounds.models import CollectedPost, Rule
from mingcha.web.rounds.queue_forms import RuleForm

EXAMPLES = 20


@only(*COUNTY)
def rule_list(request: HttpRequest) -> HttpResponse:
    names = rules.unit_names()
    lines = [
        {"number": number, "rule": rule, "by": Rule.By(rule.by).label, "words": rules.described(rule, names)}
        for number, rule in enumerate(rules.current(), start=1)
    ]
    return render(request, "rounds/rules.html", {"lines": lines, "collected": CollectedPost.objects.count()})


@only(Role.OPERATOR)
def rule_new(request: HttpRequest) -> HttpResponse:
    return edit(request, None)


@only(Role.OPERATOR)
def rule_edit(request: HttpRequest, number: int) -> HttpResponse:
    return edit(request, at(number))


def edit(request: HttpRequest, place: int | None) -> HttpResponse:
    """The form; sent, it shows what the rules would do then; confirmed, they go live."""
    present = rules.current()
    rule = present[place] if place is not None else None
    known = {"by": rule.by, "pattern": rule.pattern, "unit": rule.unit} if rule else {}
    form = RuleForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        wanted = rules.with_rule(present, form.rule(), at=place)
        told = f"{'修改第 ' + str(place + 1) + ' 条' if place is not None else '新增'}：{words(form.rule())}"
        fields = {key: form.data.get(key, "") for key in ("by", "pattern", "unit")}
        return tested(request, wanted, told=told, fields=fields)
    return render(
        request, "rounds/rule_edit.html", {"form": form, "number": place and place + 1, "is_new": rule is None}
    )


@require_POST
@only(Role.OPERATOR)
def rule_change(request: HttpRequest, number: int) -> HttpResponse:
    """Remove a rule or move it by one place, tested first like any change."""
    place, present = at(number), rules.current()
    what = request.POST.get("what", "")
    if what == "remove":
        wanted, told = rules.without_rule(present, place), f"删除第 {number} 条：{words(present[place])}"
    elif what in ("up", "down"):
        wanted = rules.moved_rule(present, place, step=-1 if what == "up" else 1)
        told = f"{'上移' if what == 'up' else '下移'}第 {number} 条：{words(present[place])}"
    else:
        raise Http404
    if not wanted:
        messages.error(request, "至少要留一条规则。")
        return redirect("rule_list")
    if wanted == present:
        return redirect("rule_list")
    return tested(request, wanted, told=told, fields={"what": what})


@require_POST
@only(Role.OPERATOR)
def rule_apply(request: HttpRequest) -> HttpResponse:
    """Hold what was collected against the rules once more: owners of columns, names of units may have changed."""
    return tested(request, rules.current(), told="按现行规则重新归属", fields={}, here=reverse("rule_apply"))


def tested(
    request: HttpRequest, wanted: rules.Rules, *, told: str, fields: dict[str, str], here: str = ""
) -> HttpResponse:
    """What the rules would do; or, confirmed, what they did."""
    if "confirm" in request.POST:
        try:
            done, _ = adopting.adopt(wanted, told=told, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, f"规则已生效：{done.told.replace('将归属', '归属')}。")
        return redirect("rule_list")
    effect = effects.effect(wanted)
    parts: list[dict[str, Any]] = [
        {"title": title, "rows": rows[:EXAMPLES], "number": len(rows), "help": help_text}
        for title, rows, help_text in (
            ("将归属", effect.taken, "现在没有归属，改后记入台账"),
            ("改换单位", effect.moved, "只由采集得来，改后移到新单位"),
            ("保持不变", effect.kept, "导入的台账或人工已写明单位"),
            ("不再有规则依据", effect.lost, "单位暂不变动"),
        )
        if rows
    ]
    context = {"told": told, "effect": effect, "parts": parts, "fields": fields, "here": here}
    return render(request, "rounds/rule_test.html", context)


def at(number: int) -> int:
    """The place of the rule with this number, counted from 1."""
    if not 1 <= number <= len(rules.current()):
        raise Http404
    return number - 1


def words(rule: value.Rule) -> str:
    return rules.described(rule, rules.unit_names())
