"""The queue of what could not be attributed: the list, one post, saying whose they are, and taking that back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.pages import SIZES, page_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import assigning, effects, rules, taking
from mingcha.web.rounds.models import Assignment, CollectedPost
from mingcha.web.rounds.queue_forms import AsideForm, AssignForm, OneForm, QueueFilter

GROUPS_SHOWN, EXAMPLES, LATEST = 8, 20, 10


@only(Role.OPERATOR)
def queue(request: HttpRequest) -> HttpResponse:
    form = QueueFilter(request.GET)
    form.is_valid()
    found = asked_for(form.cleaned_data)
    total = found.count()
    page = page_of(request, total=total)
    everything = taking.waiting()
    context = {
        "form": form,
        "assign": AssignForm(initial={"scope": "ticked"}),
        "rows": found.select_related("ruled", "given", "site")[page.start : page.stop],
        "total": total,
        "page": page,
        "size": page.size,
        "sizes": SIZES,
        "by_source": grouped(everything, "source"),
        "by_column": grouped(everything, "column_name"),
        "all": everything.count(),
        "assignments": Assignment.objects.select_related("by", "unit")[:LATEST],
        "aside": CollectedPost.objects.exclude(aside="").order_by("-pk")[:LATEST],
    }
    return render(request, "rounds/queue.html", context)


def asked_for(given: dict[str, Any]) -> QuerySet[CollectedPost]:
    """The part of the queue the filter asks for; a source or column as it is written in the list."""
    found = taking.waiting(given.get("site"))
    if words := given.get("words"):
        found = found.filter(title__icontains=words)
    if source := given.get("source"):
        found = found.filter(source__icontains=source)
    if column := given.get("column"):
        found = found.filter(column_name__icontains=column)
    if given.get("lacking") == "unit":
        found = found.filter(given=None, ruled=None)
    elif given.get("lacking") == "day":
        found = found.filter(given_day=None, published=None)
    return found.order_by("source", "column_name", "-published", "pk")


def grouped(found: QuerySet[CollectedPost], field: str) -> list[tuple[str, int]]:
    """The sources or columns most of the queue comes from."""
    rows = found.exclude(**{field: ""}).order_by().values_list(field).annotate(number=Count("pk"))
    return list(rows.order_by("-number", field)[:GROUPS_SHOWN])


@require_POST
@only(Role.OPERATOR)
def queue_assign(request: HttpRequest) -> HttpResponse:
    """Show what would be done; done it is when that page is confirmed."""
    form = AssignForm(request.POST)
    if not form.is_valid():
        for faults in form.errors.values():
            messages.error(request, faults[0])
        return redirect("queue")
    given = form.cleaned_data
    scope, source, column, unit = given["scope"] or "ticked", given["source"], given["column"], given["unit"]
    ticked = [int(key) for key in request.POST.getlist("post") if key.isdecimal() and len(key) < 12]
    if scope == "source" and not source and ticked:
        source = only_one(ticked, "source")
    if scope == "column" and not column and ticked:
        column = only_one(ticked, "column_name")
    posts = assigning.meant(scope=scope, ticked=ticked, source=source, column=column)
    if (scope == "source" and not source) or (scope == "column" and not column) or not posts.exists():
        messages.error(
            request, "没有选中待归属的信息：请勾选，或勾选一条后选“同一来源”“同一栏目”（勾选的须是同一个）。"
        )
        return redirect("queue")
    rule = None
    if given["remember"]:
        rule = assigning.rule_for(scope=scope, unit=unit, source=source, column=column)
        if rule is None:
            messages.error(request, "只有“同一来源”或“同一栏目”可以记为规则。")
            return redirect("queue")
    if "confirm" in request.POST:
        try:
            done = assigning.assign(posts, unit=unit, rule=rule, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, f"已归属：{done.told}。可在本页下方撤销。")
        return redirect("queue")
    context = {
        "unit": unit,
        "scope": scope,
        "source": source,
        "column": column,
        "ticked": ticked,
        "number": posts.count(),
        "undated": posts.filter(given_day=None, published=None).count(),
        "examples": posts.order_by("-published", "pk")[:EXAMPLES],
    }
    if rule is not None:
        effect, own = effects.effect(rules.with_rule(rules.current(), rule)), set(posts.values_list("pk", flat=True))
        moved = [change for change in effect.moved if change.post.pk not in own]
        context |= {
            "rule": rules.described(rule, rules.unit_names()),
            "effect": effect,
            "moved": moved[:EXAMPLES],
            "moved_number": len(moved),
        }
    return render(request, "rounds/queue_assign.html", context)


def only_one(ticked: list[int], field: str) -> str:
    """What all ticked posts have in common, empty when they differ."""
    found = set(taking.waiting().filter(pk__in=ticked[:900]).order_by().values_list(field, flat=True))
    return found.pop() if len(found) == 1 else ""


@only(Role.OPERATOR)
def queue_post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post of the queue: its unit and, where the page does not say it, its day; or that it does not count."""
    row = get_object_or_404(CollectedPost.objects.select_related("site", "ruled", "given", "post"), pk=pk)
    unit = row.given or row.ruled
    form = OneForm(request.POST or None, initial={"unit": unit.code if unit else None, "day": row.day})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            assigning.assign(
                taking.waiting().filter(pk=pk),
                unit=given["unit"],
                day=given["day"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, f"“{row.title}”已归属{given['unit'].name}。")
        return redirect("queue")
    return render(request, "rounds/queue_post.html", {"row": row, "form": form, "aside": AsideForm()})


@require_POST
@only(Role.OPERATOR)
def queue_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one post aside, with a reason; or take it back, without one."""
    row = get_object_or_404(CollectedPost, pk=pk)
    if row.aside:
        assigning.take_back(row, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, f"“{row.title}”恢复计入。")
        return redirect("queue")
    form = AsideForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请写明不计入的原因。")
        return redirect("queue_post", pk)
    try:
        assigning.put_aside(row, why=form.cleaned_data["why"], by=request.user)  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("queue_post", pk)
    messages.success(request, f"“{row.title}”不再计入。可在待归属页下方恢复。")
    return redirect("queue")


@require_POST
@only(Role.OPERATOR)
def assignment_undo(request: HttpRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(Assignment, pk=pk)
    try:
        assigning.undo(assignment, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"已撤销归属：{assignment.told}，信息回到待归属。")
    return redirect("queue")
