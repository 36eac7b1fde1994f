"""The pages shown when something is wrong: they say what happened and what to do next."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingcha.web.audit.services import REFUSED, record

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Somebody asked for what is not theirs; the auditor is told."""
    record(actor=getattr(request, "user", None), action="越权访问", target=request.path[:300], result=REFUSED)
    return render(request, "403.html", status=403)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere (CSRF_FAILURE_VIEW)."""
    log.info("form refused: %s", reason)
    return render(request, "403_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Must work when nothing else does, so this page asks the database nothing."""
    from django.template import loader

    return HttpResponse(loader.get_template("500.html").render(), status=500)
