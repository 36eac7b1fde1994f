"""The template of the letters, the numbering, the units' addresses, and the hosts that may be posted to."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.notices import contacts, issuing, wording
from mingcha.web.notices.forms import ContactForm, HostForm, WordingForm
from mingcha.web.notices.models import ContactAddress, Delivery, Notice, Way, WebhookHost
from mingcha.web.pages import page_of
from mingcha.web.publishing.refusals import Refused


@require_http_methods(["GET", "POST"])
@only(Role.OPERATOR)
def words(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    year = timezone.localdate().year
    kept = wording.current()
    begun = Notice.objects.filter(year=year, state=Notice.State.ISSUED).exists()
    initial = {"title": kept.title, "text": kept.text, "sender": kept.sender, "first": issuing.next_number(year)}
    form = WordingForm(request.POST or None, initial=initial)
    if begun:
        form.fields["first"].disabled = True
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        first = given.pop("first")
        try:
            with transaction.atomic():
                wording.change(**given, by=request.user, at=now)  # type: ignore[arg-type]
                if first and not begun and first != issuing.next_number(year):
                    issuing.begin_at(year, first, by=request.user, at=now)  # type: ignore[arg-type]
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, "已保存，以后起草的通知按新模板。")
            return redirect("notice_words")
    context = {"form": form, "places": wording.PLACES.items(), "default": wording.Words(), "year": year}
    return render(request, "notices/words.html", context)


@require_http_methods(["GET"])
@only(Role.OPERATOR)
def addresses(request: HttpRequest) -> HttpResponse:
    rows = _contacts()
    page = page_of(request, total=rows.count())
    context = {
        "rows": rows[page.start : page.stop],
        "page": page,
        "hosts": WebhookHost.objects.all(),
        "no_server": not settings.EMAIL_HOST and rows.filter(way=Way.EMAIL, active=True).exists(),
        "unsent": Delivery.objects.filter(state=Delivery.State.WAITING).exclude(fault="").exclude(way="office").count(),
    }
    return render(request, "notices/addresses.html", context)


@require_http_methods(["GET", "POST"])
@only(Role.OPERATOR)
def address(request: HttpRequest, contact_id: int | None = None) -> HttpResponse:
    """A new address, or a change of one."""
    row = get_object_or_404(_contacts(), pk=contact_id) if contact_id else None
    names = ("unit", "way", "address", "digests", "active")
    initial = {name: getattr(row, name) for name in names} if row else {}
    form = ContactForm(request.POST or None, initial=initial, but=row)
    if request.method == "POST" and form.is_valid():
        contacts.keep(form.cleaned_data, contact=row, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, "联系地址已保存。")
        return redirect("notice_addresses")
    return render(request, "notices/address.html", {"form": form, "row": row})


@require_POST
@only(Role.OPERATOR)
def address_delete(request: HttpRequest, contact_id: int) -> HttpResponse:
    contacts.remove(get_object_or_404(_contacts(), pk=contact_id), by=request.user)  # type: ignore[arg-type]
    messages.success(request, "联系地址已删除；已发出的记录仍保留。")
    return redirect("notice_addresses")


@require_POST
@only(Role.OPERATOR)
def address_key(request: HttpRequest, contact_id: int) -> HttpResponse:
    """The signing key, shown once it is asked for; the log says who asked."""
    row = get_object_or_404(_contacts(), pk=contact_id, way="webhook")
    key = contacts.show_key(row, anew="anew" in request.POST, by=request.user)  # type: ignore[arg-type]
    row.refresh_from_db()
    return render(request, "notices/key.html", {"row": row, "key": key})


@require_http_methods(["GET", "POST"])
@only(Role.SYSTEM)
def hosts(request: HttpRequest) -> HttpResponse:
    form = HostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        contacts.register(**form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, "主机已登记，经办人员可以填写这台主机上的接口地址。")
        return redirect("notice_hosts")
    context = {"form": form, "rows": WebhookHost.objects.select_related("registered_by")}
    return render(request, "notices/hosts.html", context)


@require_POST
@only(Role.SYSTEM)
def host_delete(request: HttpRequest, host_id: int) -> HttpResponse:
    contacts.strike(get_object_or_404(WebhookHost, pk=host_id), by=request.user)  # type: ignore[arg-type]
    messages.success(request, "已取消登记，不再向这台主机发送。")
    return redirect("notice_hosts")


def _contacts() -> QuerySet[ContactAddress]:
    return ContactAddress.objects.select_related("unit")
