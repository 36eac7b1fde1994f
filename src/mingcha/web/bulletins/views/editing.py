"""The editor of a draft: its paragraphs on the left, the issue as it will look on the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from mingcha.bulletin.compose import label_of
from mingcha.bulletin.forms import html
from mingcha.model.bulletin import Paragraph, Words
from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.bulletins import drafting, paragraphs
from mingcha.web.bulletins.documents import FORMS
from mingcha.web.bulletins.forms import AddressForm, ParagraphForm
from mingcha.web.bulletins.layouts import plan_of
from mingcha.web.bulletins.models import Bulletin, WrittenParagraph
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.sentence_items import SentenceItem, sentence_items
from mingcha.web.bulletins.values import homeless, month_of, workings
from mingcha.web.bulletins.views.links import figure_link
from mingcha.web.bulletins.views.listing import day_warning, stated_day_warnings


@dataclass
class Kept:
    """What was typed into a form that was refused: shown again where it was typed, with the reason."""

    fault: str
    lead: str
    text: str
    section: str = ""
    paragraph_id: int | None = None
    sentence: str = ""


@dataclass
class Panel:
    """One section in the editor."""

    key: str
    title: str
    generated: list[dict[str, Any]] = field(default_factory=list)
    written: list[WrittenParagraph] = field(default_factory=list)
    closing: list[dict[str, Any]] = field(default_factory=list)


@require_GET
@only(Role.OPERATOR)
def edit(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    bulletin = get_object_or_404(Bulletin, pk=bulletin_id)
    if not bulletin.is_draft:
        return redirect("bulletin", bulletin.pk)
    return render(request, "bulletins/edit.html", editor(bulletin))


@require_POST
@only(Role.OPERATOR)
def add(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    bulletin = get_object_or_404(Bulletin, pk=bulletin_id)
    section, typed = request.POST.get("section", ""), _typed(request)
    try:
        paragraphs.add(
            bulletin=bulletin,
            section=section,
            lead=typed["lead"],
            text=typed["text"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        kept = Kept(str(refused), typed["lead"], typed["text"], section=section)
        return answered(request, bulletin, section, kept, compose=True)
    return answered(request, bulletin, section, compose=True)


@require_POST
@only(Role.OPERATOR)
def change(request: HttpRequest, bulletin_id: int, paragraph_id: int) -> HttpResponse:
    bulletin, paragraph = _found(bulletin_id, paragraph_id)
    typed = _typed(request)
    try:
        paragraphs.edit(
            paragraph=paragraph,
            lead=typed["lead"],
            text=typed["text"],
            by=request.user,
            at=timezone.now(),
            seen=typed["seen"],
        )
    except Refused as refused:
        kept = Kept(str(refused), typed["lead"], typed["text"], paragraph_id=paragraph.pk)
        return answered(request, bulletin, paragraph.section, kept, revised=paragraph_id)
    return answered(request, bulletin, paragraph.section, revised=paragraph_id)


@require_POST
@only(Role.OPERATOR)
def move(request: HttpRequest, bulletin_id: int, paragraph_id: int) -> HttpResponse:
    bulletin, paragraph = _found(bulletin_id, paragraph_id)
    try:
        paragraphs.move(paragraph=paragraph, up=request.POST.get("to") == "up", by=request.user)
    except Refused as refused:
        return answered(request, bulletin, paragraph.section, Kept(str(refused), "", ""))
    return answered(request, bulletin, paragraph.section)


@require_POST
@only(Role.OPERATOR)
def delete(request: HttpRequest, bulletin_id: int, paragraph_id: int) -> HttpResponse:
    bulletin, paragraph = _found(bulletin_id, paragraph_id)
    try:
        paragraphs.delete(paragraph=paragraph, by=request.user)
    except Refused as refused:
        return answered(request, bulletin, paragraph.section, Kept(str(refused), "", ""))
    return answered(request, bulletin, paragraph.section)


@require_POST
@only(Role.OPERATOR)
def address(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    """Another number or date for a draft."""
    bulletin = get_object_or_404(Bulletin, pk=bulletin_id)
    form = AddressForm(request.POST)
    if not form.is_valid():
        told = "；".join(f"{form[name].label}：{errors[0]}" for name, errors in form.errors.items())
        messages.error(request, f"期号和日期没有修改。{told}")
        return redirect("bulletin_edit", bulletin.pk)
    try:
        drafting.readdress(bulletin=bulletin, by=request.user, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "期号和日期已修改。")
    return redirect("bulletin_edit", bulletin.pk)


@require_POST
@only(Role.OPERATOR)
def discard(request: HttpRequest, bulletin_id: int) -> HttpResponse:
    bulletin = get_object_or_404(Bulletin, pk=bulletin_id)
    try:
        drafting.discard(bulletin=bulletin, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("bulletin", bulletin.pk)
    messages.success(request, f"{bulletin}的草稿已删除。")
    return redirect("bulletins")


def editor(bulletin: Bulletin, kept: Kept | None = None) -> dict[str, Any]:
    """Everything the editor shows; a draft that cannot be composed shows why, and its paragraphs all the same."""
    layout = plan_of(bulletin.layout)
    link = figure_link(bulletin)
    panels = {plan.key: Panel(plan.key, plan.title) for plan in layout.sections}
    context: dict[str, Any] = {"gaps": (), "fault": "", "preview": ""}
    try:
        made = workings(bulletin)
        items = sentence_items(made, list(bulletin.sentence_changes.all()))
    except Refused as refused:
        context["fault"] = str(refused)
    else:
        context |= {"gaps": made.value.gaps, "preview": html.edition(made.value, link)}
        told = {item.generator: item for section in made.value.sections for item in section.paragraphs}
        for plan in layout.sections:
            panel = panels[plan.key]
            panel.generated = [
                _shown(name, told, items, link) for name in plan.generated if name in told or name in items
            ]
            panel.closing = [_shown(name, told, items, link) for name in plan.closing if name in told or name in items]
    astray = homeless(bulletin, layout)
    for paragraph in bulletin.paragraphs.all():
        if paragraph.section in panels:
            panels[paragraph.section].written.append(paragraph)
    return context | {
        "bulletin": bulletin,
        "month": month_of(bulletin),
        "panels": list(panels.values()),
        "homeless": astray,
        "kept": kept,
        "forms": FORMS.values(),
        "address": AddressForm(initial={"number": bulletin.number, "dated": bulletin.dated}),
        "warning": day_warning(bulletin.dated),
        "deadlines": stated_day_warnings(bulletin),
        "lead_limit": paragraphs.LEAD_LIMIT,
    }


def _shown(name: str, told: Mapping[str, Paragraph], items: Mapping[str, SentenceItem], link: Any) -> dict[str, Any]:
    """One generated sentence as it stands in the issue; `item` is what a person may do about it, where anything."""
    paragraph = told.get(name)
    runs = [(run.text, "" if isinstance(run, Words) else link(run)) for run in paragraph.runs] if paragraph else []
    return {"runs": runs, "label": label_of(name), "lead": paragraph.lead if paragraph else "", "item": items.get(name)}


def answered(
    request: HttpRequest,
    bulletin: Bulletin,
    section: str,
    kept: Kept | None = None,
    *,
    compose: bool = False,
    revised: int | None = None,
    settled: str = "",
) -> HttpResponse:
    """The changed editor for htmx; without it the whole page, which keeps what was typed when it was refused."""
    bulletin = get_object_or_404(Bulletin, pk=bulletin.pk)
    if not bulletin.is_draft:
        messages.error(request, kept.fault if kept else f"{bulletin}已经印发，不能再修改。")
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": reverse("bulletin", args=[bulletin.pk])})
        return redirect("bulletin", bulletin.pk)
    if request.htmx:
        acted = {"acted": True, "acted_compose": section if compose else None, "acted_paragraph": revised}
        acted["acted_sentence"] = settled
        return render(request, "bulletins/parts/changed.html", editor(bulletin, kept) | acted)
    if kept is not None:
        return render(request, "bulletins/edit.html", editor(bulletin, kept))
    return redirect(f"{reverse('bulletin_edit', args=[bulletin.pk])}#section-{section}")


def _typed(request: HttpRequest) -> dict[str, str]:
    form = ParagraphForm(request.POST)
    form.is_valid()
    return {name: form.cleaned_data.get(name, "") for name in form.fields}


def _found(bulletin_id: int, paragraph_id: int) -> tuple[Bulletin, WrittenParagraph]:
    paragraph = get_object_or_404(
        WrittenParagraph.objects.select_related("bulletin"), pk=paragraph_id, bulletin_id=bulletin_id
    )
    return paragraph.bulletin, paragraph
