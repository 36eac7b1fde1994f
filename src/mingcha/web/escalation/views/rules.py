"""How many days units have, and when which step of the ladder follows and who signs it: shown with the law, set, put back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.rectify import own_rules
from mingcha.standards.load import clauses
from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.cases.time_limits import limits
from mingcha.web.escalation import rules as kept
from mingcha.web.escalation.forms import RulesForm
from mingcha.web.publishing.refusals import Refused


@require_http_methods(["GET", "POST"])
@only(Role.OPERATOR)
def rules(request: HttpRequest) -> HttpResponse:
    days, steps = limits(), kept.ladder()
    form = RulesForm(request.POST or None, days=days, steps=steps)
    if request.method == "POST" and form.is_valid():
        chosen_days, chosen_steps = form.chosen(days=days, steps=steps)
        try:
            changed = kept.change(chosen_days, chosen_steps, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "已保存，记入操作日志，今后交办和起草按新的设定。" if changed else "没有改动。")
            for words in own_rules.warnings(chosen_days):
                messages.warning(request, words)
            return redirect("proposal_rules")
    laws = clauses()
    context = {
        "form": form,
        "rungs": [
            (rung, form.of_rung(rung), "、".join(laws[name].number for name in rung.clauses)) for rung in steps.rungs
        ],
        "laws": [laws[name] for name in dict.fromkeys(name for rung in steps.rungs for name in rung.clauses)],
        "last": kept.last_change(),
        "leaked": laws["PIPL-57"],
    }
    return render(request, "escalation/rules.html", context)


@require_POST
@only(Role.OPERATOR)
def rules_restore(request: HttpRequest) -> HttpResponse:
    changed = kept.restore(by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, "已恢复默认，记入操作日志。" if changed else "本来就是默认的，没有改动。")
    return redirect("proposal_rules")
