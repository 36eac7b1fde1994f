"""One account: what is known of it, its posts with where each came from, and what is entered by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.model.month import Month
from mingcha.web.accounts.access import BUSINESS, CONTRIBUTORS, only
from mingcha.web.media import entering, queries
from mingcha.web.media.access import visible_accounts
from mingcha.web.media.forms import CoverageForm, PostForm
from mingcha.web.media.models import Account, Import, Post
from mingcha.web.media.saying import saying_of
from mingcha.web.media.standing import filing_due, standings
from mingcha.web.pages import page_of
from mingcha.web.publishing.refusals import Refused

COPIES_SHOWN = 5
ROWS_SHOWN = 50


@only(*BUSINESS)
def media_account(request: HttpRequest, code: str) -> HttpResponse:
    row = one(request, code)
    return render(request, "media/account.html", told(request, row))


def told(request: HttpRequest, row: Account) -> dict[str, Any]:
    """All the page says of an account."""
    today, rules = timezone.localdate(), queries.rules()
    # The words of posts are long, and a list shows none.
    copies = Prefetch("copies", Post.objects.defer("summary", "text").select_related("source", "by"))
    posts = queries.posts_of(row).defer("summary", "text").select_related("source", "by").prefetch_related(copies)
    total = posts.count()
    page = page_of(request, total=total, size=50)
    (standing,) = standings([row], rules=rules, today=today)
    last = Month.of(today)
    counts = queries.month_counts([row.pk], last.shift(-11).key, last.key)
    return {
        "account": row,
        "standing": standing,
        "rules": rules,
        "today": today,
        "due": filing_due(row, rules.filing, today=today),
        "rows": posts[page.start : page.stop],
        "page": page,
        "total": total,
        "months": [(month, counts.get((row.pk, month.key), 0)) for month in last.shift(-11).until(last)],
        "coverage": row.coverage.select_related("by", "source")[:COPIES_SHOWN],
        "coverage_form": CoverageForm(today=today, initial={"through": today}),
    }


@only(*BUSINESS)
def media_post(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One post with its words, and what each of its rows said of it."""
    row = one(request, code)
    post = get_object_or_404(row.posts.select_related("repeats"), pk=pk)
    first = post.repeats or post
    saying = saying_of(first)
    rows = row.posts.filter(Q(pk=first.pk) | Q(repeats=first)).select_related("source", "by").order_by("-pk")
    context = {
        "account": row,
        "platform": next((one.name for one in queries.rules().platforms if one.code == row.platform), row.platform),
        "post": first,
        "saying": saying,
        "paragraphs": saying.text.splitlines(),
        "withdrawn": Import.objects.filter(pk=saying.withdrawn).first() if saying.withdrawn else None,
        "rows": rows[:ROWS_SHOWN],
    }
    return render(request, "media/post.html", context)


@only(*CONTRIBUTORS)
def media_post_new(request: HttpRequest, code: str) -> HttpResponse:
    row = one(request, code)
    form = PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            post, new = entering.enter(row, **form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except entering.Unfit as unfit:
            for field, message in unfit.faults:
                form.add_error(field, f"{message}。")
        else:
            if new:
                messages.success(request, f"已登记“{post.title}”。")
            else:
                messages.info(request, f"“{post.title}”台账里已有，条数没有增加，只记下了这次录入。")
            return redirect("media_account", code)
    return render(request, "media/post_new.html", {"form": form, "account": row})


@require_POST
@only(*CONTRIBUTORS)
def media_post_delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = one(request, code)
    post = get_object_or_404(row.posts, pk=pk)
    try:
        entering.take_back(post, by=request.user)  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"手工录入的“{post.title}”已删除。")
    return redirect("media_account", code)


@require_POST
@only(*CONTRIBUTORS)
def media_coverage(request: HttpRequest, code: str) -> HttpResponse:
    row = one(request, code)
    form = CoverageForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return render(request, "media/account.html", told(request, row) | {"coverage_form": form})
    through = form.cleaned_data["through"]
    entering.vouch(row, through=through, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"已登记：截至 {through}，这个账号的信息已全部在台账里。")
    return redirect("media_account", code)


@require_POST
@only(*CONTRIBUTORS)
def media_coverage_delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    row = one(request, code)
    coverage = get_object_or_404(row.coverage, pk=pk)
    try:
        entering.unvouch(coverage, by=request.user)  # type: ignore[arg-type]
    except Refused as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, "核查记录已撤销。")
    return redirect("media_account", code)


def one(request: HttpRequest, code: str) -> Account:
    """The account, if the user may see it; another unit's is simply not there."""
    return get_object_or_404(visible_accounts(request.user), code=code)
