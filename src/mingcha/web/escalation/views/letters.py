"""催办与问责: the drafts that wait, one letter with its cases and the buttons, its file; and what a unit was sent."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.standards.load import clauses
from mingcha.web.accounts.access import COUNTY, only
from mingcha.web.accounts.models import Role
from mingcha.web.audit.services import record
from mingcha.web.downloads import download
from mingcha.web.escalation import drafting, signing
from mingcha.web.escalation.access import own_letters as letters_of
from mingcha.web.escalation.forms import DeliveryForm, DismissForm, DossierForm, LetterForm, ProposalFilter, SignForm
from mingcha.web.escalation.models import Proposal, ProposalCase
from mingcha.web.escalation.rules import ladder
from mingcha.web.escalation.rules import signing as signed_by
from mingcha.web.pages import SIZES, page_of
from mingcha.web.publishing.refusals import Refused
from mingcha.web.units.access import own_unit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@only(*COUNTY)
def proposals(request: HttpRequest) -> HttpResponse:
    filters = ProposalFilter(request.GET)
    given = filters.cleaned_data if filters.is_valid() else {}
    state = given.get("state") or "draft"
    found = Proposal.objects.all() if state == "all" else Proposal.objects.filter(state=state)
    if rung := given.get("rung"):
        found = found.filter(rung=rung)
    if unit := given.get("unit"):
        found = found.filter(unit=unit)
    if case := given.get("case"):
        found = found.filter(pk__in=ProposalCase.objects.filter(case=case).values("proposal"))
    total = found.count()
    page = page_of(request, total=total)
    rows = found.select_related("unit").annotate(number_of_cases=Count("lines", filter=Q(lines__left_at=None)))
    context = {
        "filters": filters,
        "state": state,
        "rows": rows.order_by("-id")[page.start : page.stop],
        "waiting": Proposal.objects.filter(state=Proposal.State.DRAFT).count(),
        "rungs": [(rung, signed_by(rung)) for rung in ladder().rungs],
        "total": total,
        "page": page,
        "size": page.size,
        "sizes": SIZES,
        "acts": request.user.role == Role.OPERATOR,  # type: ignore[union-attr]
    }
    return render(request, "escalation/proposals.html", context)


@require_POST
@only(Role.OPERATOR)
def proposals_draft(request: HttpRequest) -> HttpResponse:
    """What the worker does every day, now."""
    made = drafting.propose(timezone.now(), by=request.user)  # type: ignore[arg-type]
    if made:
        messages.success(request, f"已起草 {len(made)} 份，请核对后签发。")
    else:
        messages.info(request, "没有需要新起草的：逾期事项都已在待签发的文书中，或正等待答复的处理和复核。")
    return redirect("proposals")


@only(*COUNTY)
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _one(pk))


@require_POST
@only(Role.OPERATOR)
def proposal_change(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = _one(pk), LetterForm(request.POST)
    if form.is_valid():
        try:
            signing.change(one, **form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as fault:
            return _refused(request, one, form, fault)
        else:
            messages.success(request, "已保存。")
            return redirect("proposal", pk)
    return _page(request, one, letter=form)


@require_POST
@only(*COUNTY)
def proposal_sign(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = _one(pk), SignForm(request.POST)
    if form.is_valid():
        try:
            made = signing.sign(one, name=form.cleaned_data["name"], by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as fault:
            return _refused(request, one, form, fault)
        else:
            done = made.state == Proposal.State.SIGNED
            messages.success(request, f"已签发：{made.numbered}。" if done else "第一人已签发，待第二人签发。")
            return redirect("proposal", pk)
    return _page(request, one, sign=form)


@require_POST
@only(*COUNTY)
def proposal_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = _one(pk), DismissForm(request.POST)
    if form.is_valid():
        try:
            signing.dismiss(one, why=form.cleaned_data["why"], by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as fault:
            return _refused(request, one, form, fault)
        else:
            messages.success(request, "已标为不予采用。")
            return redirect("proposals")
    return _page(request, one, dismiss=form)


@require_POST
@only(Role.OPERATOR)
def proposal_sent(request: HttpRequest, pk: int) -> HttpResponse:
    one, form = _one(pk), DeliveryForm(request.POST)
    if form.is_valid():
        try:
            signing.note_delivery(one, how=form.cleaned_data["how"], by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except Refused as fault:
            return _refused(request, one, form, fault)
        else:
            messages.success(request, "已登记送达。")
            return redirect("proposal", pk)
    return _page(request, one, delivery=form)


@only(*COUNTY)
def proposal_file(request: HttpRequest, pk: int) -> HttpResponse:
    return _file(request, _one(pk), back="proposal")


@only(Role.UNIT)
def own_letters(request: HttpRequest) -> HttpResponse:
    """What the unit was sent."""
    found = letters_of(request.user).select_related("unit")
    total = found.count()
    page = page_of(request, total=total, size=30)
    context = {"rows": found[page.start : page.stop], "total": total, "page": page, "unit": own_unit(request.user)}
    return render(request, "escalation/own_letters.html", context)


@only(Role.UNIT)
def own_letter_file(request: HttpRequest, pk: int) -> HttpResponse:
    return _file(request, get_object_or_404(letters_of(request.user).select_related("unit"), pk=pk), back="own_letters")


def _file(request: HttpRequest, one: Proposal, *, back: str) -> HttpResponse:
    try:
        content = signing.document(one)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect(back, one.pk) if back == "proposal" else redirect(back)
    record(actor=request.user, action="下载督办文书", target=str(one), detail=one.title)
    stem = f"{one.numbered}_{one.label}" if one.number else f"草稿_{one.unit}_{one.label}"
    return download(content, name=f"{stem}.docx", kind=DOCX)


def _refused(request: HttpRequest, one: Proposal, form: Form, fault: Refused) -> HttpResponse:
    """Beside its form; where what happened meanwhile has taken that away, above the page."""
    one.refresh_from_db()
    shown = (
        one.state == Proposal.State.SIGNED and not one.sent_at
        if isinstance(form, DeliveryForm)
        else one.state == "draft"
    )
    if not shown:
        messages.error(request, str(fault))
        return redirect("proposal", one.pk)
    form.add_error(None, str(fault))
    names = {LetterForm: "letter", SignForm: "sign", DismissForm: "dismiss", DeliveryForm: "delivery"}
    return _page(request, one, **{names[type(form)]: form})


def _page(request: HttpRequest, one: Proposal, **forms: Form) -> HttpResponse:
    fields = ("title", "addressed", "text", "sender", "copies")
    now = ladder()
    place = now.place(one.rung)
    user = request.user
    context = {
        "proposal": one,
        "lines": one.lines.select_related("case").order_by("left_at", "pk"),
        "paragraphs": one.text.splitlines(),
        "letter": forms.get("letter") or LetterForm(initial={name: getattr(one, name) for name in fields}),
        "sign": forms.get("sign") or SignForm(initial={"name": str(user)}),
        "dismiss": forms.get("dismiss") or DismissForm(),
        "delivery": forms.get("delivery") or DeliveryForm(),
        "dossier": DossierForm(initial={"proposal": one.pk}),
        "clauses": [clauses()[name] for name in now.rungs[place].clauses] if place >= 0 else [],
        "may_sign": one.signers > 1 or not one.by_leader or user.role == Role.LEADER,  # type: ignore[union-attr]
        "is_draft": one.state == Proposal.State.DRAFT,
        "is_signed": one.state == Proposal.State.SIGNED,
        "acts": user.role == Role.OPERATOR,  # type: ignore[union-attr]
    }
    return render(request, "escalation/proposal.html", context)


def _one(pk: int) -> Proposal:
    found = Proposal.objects.select_related("unit", "signed_by", "second_by", "changed_by", "sent_by", "ended_by")
    return get_object_or_404(found, pk=pk)
