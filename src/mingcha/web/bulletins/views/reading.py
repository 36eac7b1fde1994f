"""The reader of an issue, and its files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mingcha.bulletin.forms import html
from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.bulletins.access import may_change, visible_bulletins
from mingcha.web.bulletins.documents import FORMS
from mingcha.web.bulletins.documents import render as rendered
from mingcha.web.bulletins.errata import notice_errata, unrecorded_errata
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.values import standing, value
from mingcha.web.bulletins.views.links import figure_link
from mingcha.web.downloads import handed_over
from mingcha.web.kept_files import untouched
from mingcha.web.units.access import sees_all


@require_GET
@only(*BUSINESS)
def bulletin(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """The issue with every figure and unit name linked to its proof.

    Errata are recorded when somebody who keeps the record opens it; other readers are shown what stands out
    as well, but reading records nothing.
    """
    issue = get_object_or_404(visible_bulletins(request.user), pk=bulletin_id)
    now = timezone.now()
    if may_change(request.user):
        notice_errata(issue, now)
    context = {"bulletin": issue, "may_change": may_change(request.user), "sees_all": sees_all(request.user)}
    try:
        printed = value(issue)
    except Refused as refused:
        return render(request, "bulletins/read.html", context | {"fault": str(refused)})
    context |= {
        "edition": html.edition(printed, figure_link(issue)),
        "title": printed.title,
        "gaps": printed.gaps,
        "forms": [form for form in FORMS.values() if may_have(request.user, form.key)],
        "files": [item for item in issue.files.all() if may_have(request.user, item.form)],
        "errata": standing([*issue.errata.all(), *unrecorded_errata(issue, now)]),
    }
    return render(request, "bulletins/read.html", context)


@require_GET
@only(*BUSINESS)
def file(request: HttpRequest, bulletin_id: int, form: str) -> HttpResponse:
    """A kept file of an issue, its digest checked; of a draft, the form as it would be now."""
    issue = get_object_or_404(visible_bulletins(request.user), pk=bulletin_id)
    if form not in FORMS or not may_have(request.user, form):
        raise Http404
    plan = FORMS[form]
    try:
        if issue.is_draft:
            printed = value(issue)
            name, data = plan.name(printed, draft=True), rendered(form, printed)
        else:
            item = get_object_or_404(issue.files, form=form)
            name, data = item.name, untouched(item)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("bulletin", issue.pk)
    return handed_over(
        request, data, name=name, kind=plan.content_type, action="下载专报文件", target=str(issue), detail=name
    )


@require_GET
@only(*BUSINESS)
def style(request: HttpRequest) -> HttpResponse:
    """The style sheet of an edition, the same the standalone file carries inside."""
    return HttpResponse(html.style(), content_type="text/css; charset=utf-8")


def may_have(user, form: str) -> bool:  # type: ignore[no-untyped-def]
    """The evidence file lists the rows of every unit, so a unit's people do not get it."""
    return form != "evidence" or sees_all(user)
