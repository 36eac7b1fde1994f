"""The list of accounts: whose, where, filed or not, and how long each has kept silent as far as is known."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.media import queries
from mingcha.web.media.access import visible_accounts
from mingcha.web.media.forms import AccountFilter
from mingcha.web.media.models import Account
from mingcha.web.media.standing import standings
from mingcha.web.pages import page_of


@only(*BUSINESS)
def media_accounts(request: HttpRequest) -> HttpResponse:
    form = AccountFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    found = visible_accounts(request.user)
    if words := chosen.get("words"):
        named = Account.objects.filter(aliases__name__icontains=words).values("pk")
        found = found.filter(
            Q(name__icontains=words) | Q(code__icontains=words) | Q(unit__name__icontains=words) | Q(pk__in=named)
        )
    if chosen.get("group"):
        found = found.filter(unit__group=chosen["group"])
    if chosen.get("platform"):
        found = found.filter(platform=chosen["platform"])
    filing = chosen.get("filing")
    if not filing:
        found = found.exclude(filing=Account.FilingChoice.CLOSED)
    elif filing != "all":
        found = found.filter(filing=filing)
    today, rules = timezone.localdate(), queries.rules()
    rows = standings(list(found), rules=rules, today=today)
    if updating := chosen.get("updating"):
        rows = [row for row in rows if row.silence.updating.name.lower() == updating]
    page = page_of(request, total=len(rows), size=100)
    context = {
        "form": form,
        "rows": rows[page.start : page.stop],
        "page": page,
        "total": len(rows),
        "rules": rules,
        "stricter": [(rules.platform(each.platform).name, each) for each in rules.stricter],
        "today": today,
        "any": visible_accounts(request.user).exists(),
    }
    return render(request, "media/list.html", context)
