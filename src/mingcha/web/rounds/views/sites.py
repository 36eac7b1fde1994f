"""The register of sites: the list, one site with its rounds, and the form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.pages import page_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import parts, running, sites, taking
from mingcha.web.rounds.forms import SiteForm, StartForm
from mingcha.web.rounds.models import CollectedPost, Round, Site

ROUNDS_SHOWN = 20


@only(*COUNTY)
def site_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    newest = Round.objects.order_by().values("site").annotate(newest=Max("pk")).values("newest")
    latest = {run.site_id: run for run in Round.objects.filter(pk__in=newest).select_related("site")}
    posts = dict(CollectedPost.objects.exclude(post=None).order_by().values_list("site").annotate(Count("pk")))
    waiting = dict(taking.waiting().order_by().values_list("site").annotate(Count("pk")))
    lines = [
        {
            "site": site,
            "last": (last := latest.get(site.pk)),
            "standing": running.standing(last, at=now) if last else None,
            "posts": posts.get(site.pk, 0),
            "waiting": waiting.get(site.pk, 0),
        }
        for site in Site.objects.all()
    ]
    return render(request, "rounds/sites.html", {"lines": lines})


@only(*COUNTY)
def site(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Site.objects.select_related("registered_by"), pk=pk)
    return render(request, "rounds/site.html", shown(request, row, StartForm()))


def shown(request: HttpRequest, row: Site, form: StartForm) -> dict[str, Any]:
    """What the page of a site needs."""
    found = row.rounds.select_related("started_by").order_by("-pk")
    total = found.count()
    page = page_of(request, total=total, size=ROUNDS_SHOWN)
    now = timezone.now()
    rounds = [(each, running.standing(each, at=now)) for each in found[page.start : page.stop]]
    latest = found.first()
    return {
        "site": row,
        "hosts": sites.all_hosts(row),
        "private": sites.lines(row.private),
        "ignore": sites.lines(row.ignore),
        "quiet": sites.lines(row.quiet),
        "rounds": rounds,
        "page": page,
        "total": total,
        "form": form,
        "active": latest if latest and running.standing(latest, at=now).is_active else None,
        "posts": row.posts.filter(post__isnull=False).count(),
        "waiting": taking.waiting(row).count(),
        "aside": row.posts.exclude(aside="").count(),
    }


@require_POST
@only(Role.OPERATOR)
def round_start(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Site, pk=pk)
    form = StartForm(request.POST)
    if not form.is_valid():
        return render(request, "rounds/site.html", shown(request, row, form), status=400)
    given = form.cleaned_data
    try:
        if given["name"] == Round.Name.UNIT:
            run = parts.start_unit(row, given["unit"], by=request.user, at=timezone.now())  # type: ignore[arg-type]
        else:
            run = running.start(row, name=given["name"], since=given["since"], by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("site", pk)
    return redirect("round", run.pk)


@only(Role.OPERATOR)
def site_new(request: HttpRequest) -> HttpResponse:
    return edit(request, Site())


@only(Role.OPERATOR)
def site_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return edit(request, get_object_or_404(Site, pk=pk))


def edit(request: HttpRequest, row: Site) -> HttpResponse:
    form = SiteForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        is_new = row.pk is None
        wanted = form.apply()
        if is_new:
            wanted.registered_by, wanted.registered_at = request.user, timezone.now()  # type: ignore[assignment]
        changes = sites.save_site(wanted, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"“{wanted.name}”{'已登记' if is_new else '已保存' if changes else '没有变动'}。")
        if form.is_private:
            messages.warning(
                request, "首页网址是内网或本机地址，又没有写在“登记的内网地址”里，采集时不会访问。确需采集请登记。"
            )
        return redirect("site", wanted.pk)
    name = Site.objects.filter(pk=row.pk).values_list("name", flat=True).first() if row.pk else ""
    return render(request, "rounds/site_edit.html", {"form": form, "site": row, "name": name})
