"""A post of the ledger with its evidence: the history, a snapshot in a closed frame, differences, the record itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.archive.faults import ArchiveError
from mingcha.archive.showing import POLICY, Download
from mingcha.archive.timeline import Change
from mingcha.text.masking import scrubbed
from mingcha.web.accounts.access import BUSINESS, only
from mingcha.web.accounts.models import Role
from mingcha.web.audit.services import record
from mingcha.web.downloads import handed_over
from mingcha.web.publishing import queries
from mingcha.web.publishing.models import Post
from mingcha.web.rounds import evidence, revealing
from mingcha.web.rounds.access import shown_posts
from mingcha.web.rounds.models import CollectedPost
from mingcha.web.rounds.revealing import REVEALERS, RecordForm, RevealForm

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


@require_GET
@only(*BUSINESS)
def post_snapshot(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One snapshot: what is known of it, whether it is what was stored, and the page itself in a frame."""
    return snapshot_page(request, one(request, pk), number, RevealForm())


def snapshot_page(request: HttpRequest, row: Post, number: int, form: RevealForm) -> HttpResponse:
    try:
        look = evidence.look(row, number)
    except evidence.NoSuchSnapshot:
        raise Http404 from None
    except ArchiveError as fault:
        messages.error(request, str(fault))
        return redirect("post", row.pk)
    context = {
        "post": row,
        "look": look,
        "snapshot": look.snapshot,
        "form": form,
        "revealed": revealing.until(request, row.pk, number, now=timezone.now()),
        "may_reveal": revealing.may(request.user),
    }
    return render(request, "rounds/post_snapshot.html", context)


@require_POST
@only(*REVEALERS)
def post_reveal(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show this one snapshot in full for a few minutes: asked for with a reason, and logged."""
    row, form = one(request, pk), RevealForm(request.POST)
    if not form.is_valid():
        return snapshot_page(request, row, number, form)
    try:
        evidence.look(row, number)
    except (evidence.NoSuchSnapshot, ArchiveError):
        raise Http404 from None
    revealing.reveal(request, row, number, why=form.cleaned_data["reason"], at=timezone.now())
    return redirect("post_snapshot", pk, number)


@require_GET
@xframe_options_sameorigin
@only(*BUSINESS)
def post_shown(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The stored page alone, under the strictest policy there is: nothing runs, nothing is loaded, nothing is sent.

    Numbers of persons are masked, unless this snapshot has been revealed to who asks.
    """
    row = one(request, pk)
    in_full = revealing.until(request, pk, number, now=timezone.now()) is not None
    try:
        content = evidence.content(row, number, today=timezone.localdate(), in_full=in_full)
    except (evidence.NoSuchSnapshot, ArchiveError):
        raise Http404 from None
    except evidence.Withheld as fault:
        response = render(request, "rounds/post_withheld.html", {"why": str(fault)})
        response["Content-Security-Policy"] = POLICY
        return response
    if isinstance(content, Download):
        how = "原文" if in_full else "已遮盖"
        detail = f"第 {number} 号快照，{scrubbed(content.name)}（{how}）"
        record(actor=request.user, action="下载证据附件", target=scrubbed(row.title), detail=detail)
        response = HttpResponse(content.body)
        for name, told in content.headers:
            response[name] = told
    else:
        response = HttpResponse(content.html, content_type="text/html; charset=utf-8")
        response["Content-Security-Policy"] = POLICY
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@only(*BUSINESS)
def post_compare(request: HttpRequest, pk: int, before: int, after: int) -> HttpResponse:
    row = one(request, pk)
    try:
        first, second, found = evidence.compare(row, before, after, today=timezone.localdate())
    except evidence.NoSuchSnapshot:
        raise Http404 from None
    except ArchiveError as fault:
        messages.error(request, str(fault))
        return redirect("post", pk)
    except evidence.Withheld as fault:
        messages.error(request, f"不能比较：其中的个人信息无法可靠遮盖。{fault}需要时请打开快照，填写理由后显示原文。")
        return redirect("post", pk)
    context = {"post": row, "before": first.snapshot, "after": second.snapshot, "found": found}
    return render(request, "rounds/post_compare.html", context)


@require_http_methods(["GET", "POST"])
@only(Role.OPERATOR)
def post_record(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The record as a WARC file, with persons' data as they stood: asked for with a reason, and logged."""
    row, form = one(request, pk), RecordForm(request.POST or None)
    if not form.is_valid():
        try:
            look = evidence.look(row, number)
        except evidence.NoSuchSnapshot:
            raise Http404 from None
        except ArchiveError as fault:
            messages.error(request, str(fault))
            return redirect("post", pk)
        return render(request, "rounds/post_record.html", {"post": row, "snapshot": look.snapshot, "form": form})
    try:
        name, content = evidence.record_file(row, number, at=timezone.now())
    except evidence.NoSuchSnapshot:
        raise Http404 from None
    except ArchiveError as fault:
        messages.error(request, str(fault))
        return redirect("post", pk)
    detail = f"第 {number} 号快照，{name}；理由：{scrubbed(form.cleaned_data['reason'])}"
    return handed_over(
        request, content, name=name, kind=WARC, action="下载证据", target=scrubbed(row.title), detail=detail
    )


def one(request: HttpRequest, pk: int) -> Post:
    """The post, if the user may see it; another unit's is simply not there."""
    return get_object_or_404(shown_posts(request.user), pk=pk)
