"""A post of the ledger with its evidence: the history, a snapshot in a closed frame, differences, the record itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from mingcha.archive.faults import ArchiveError
from mingcha.archive.showing import POLICY, Download
from mingcha.archive.timeline import Change
from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.accounts.models import Role
from mingcha.web.audit.services import record
from mingcha.web.downloads import download
from mingcha.web.publishing import queries
from mingcha.web.publishing.models import Post
from mingcha.web.rounds import evidence
from mingcha.web.rounds.access import shown_posts
from mingcha.web.rounds.models import CollectedPost

WARC = "application/gzip"
_COLOURS = {
    Change.FIRST: "blue", Change.CHANGED: "amber", Change.GONE: "red", Change.BACK: "purple", Change.NOT_KNOWN: "",
}  # fmt: skip


@only(*BUSINESS)
def post(request: HttpRequest, pk: int) -> HttpResponse:
    row = one(request, pk)
    context: dict[str, Any] = {
        "post": row,
        "site": evidence.site_of(row),
        "collected": CollectedPost.objects.filter(post=row)
        .select_related("first_round", "given", "assignment")
        .first(),
        "source": queries.source_of(row),
        "repeats": row.repeats.select_related("source_import"),
    }
    try:
        context["events"] = [
            {
                "event": event,
                "colour": _COLOURS.get(event.change, ""),
                "has_content": evidence.has_content(event.snapshot),
                "compares": event.before is not None and event.change in (Change.CHANGED, Change.BACK),
            }
            for event in reversed(evidence.events(row))
        ]
    except ArchiveError as fault:
        context["fault"] = str(fault)
    return render(request, "rounds/post.html", context)


@only(*BUSINESS)
def post_snapshot(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One snapshot: what is known of it, whether it is what was stored, and the page itself in a frame."""
    row = one(request, pk)
    try:
        look = evidence.look(row, number)
    except evidence.NoSuchSnapshot:
        raise Http404 from None
    except ArchiveError as fault:
        messages.error(request, str(fault))
        return redirect("post", pk)
    context = {"post": row, "look": look, "snapshot": look.snapshot, "is_file": isinstance(look.shown, Download)}
    return render(request, "rounds/post_snapshot.html", context)


@xframe_options_sameorigin
@only(*BUSINESS)
def post_shown(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The stored page alone, under the strictest policy there is: nothing runs, nothing is loaded, nothing is sent."""
    row = one(request, pk)
    try:
        look = evidence.look(row, number)
    except (evidence.NoSuchSnapshot, ArchiveError):
        raise Http404 from None
    if isinstance(look.shown, Download):
        response = HttpResponse(look.shown.body)
        for name, told in look.shown.headers:
            response[name] = told
    else:
        response = HttpResponse(look.shown.html, content_type="text/html; charset=utf-8")
        response["Content-Security-Policy"] = POLICY
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@only(*BUSINESS)
def post_compare(request: HttpRequest, pk: int, before: int, after: int) -> HttpResponse:
    row = one(request, pk)
    try:
        first, second, found = evidence.compare(row, before, after)
    except evidence.NoSuchSnapshot:
        raise Http404 from None
    except ArchiveError as fault:
        messages.error(request, str(fault))
        return redirect("post", pk)
    context = {"post": row, "before": first.snapshot, "after": second.snapshot, "found": found}
    return render(request, "rounds/post_compare.html", context)


@only(Role.OPERATOR)
def post_record(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The record as a WARC file; who took it is logged."""
    row = one(request, pk)
    try:
        name, content = evidence.record_file(row, number, at=timezone.now())
    except evidence.NoSuchSnapshot:
        raise Http404 from None
    except ArchiveError as fault:
        messages.error(request, str(fault))
        return redirect("post", pk)
    record(actor=request.user, action="下载证据", target=row.title, detail=f"第 {number} 号快照，{name}")
    return download(content, name=name, kind=WARC)


def one(request: HttpRequest, pk: int) -> Post:
    """The post, if the user may see it; another unit's is simply not there."""
    return get_object_or_404(shown_posts(request.user), pk=pk)
