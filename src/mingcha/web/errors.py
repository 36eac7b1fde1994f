"""The pages shown when something is wrong: they say what happened and what to do next."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from mingcha.web.audit.services import REFUSED, record

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _by_machine(request):
        return _in_json("请求里有不能接受的内容。", status=400)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Somebody asked for what is not theirs; the auditor is told."""
    record(actor=getattr(request, "user", None), action="越权访问", target=request.path[:300], result=REFUSED)
    if _by_machine(request):
        return _in_json("您没有权限这样做。", status=403)
    return render(request, "403.html", status=403)


def no_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere (CSRF_FAILURE_VIEW)."""
    log.info("form refused: %s", reason)
    return render(request, "403_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _by_machine(request):
        return _in_json("没有这个接口地址。接口说明在 /api/docs。", status=404)
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Must work when nothing else does, so this page asks the database nothing."""
    from django.template import loader

    return HttpResponse(loader.get_template("500.html").render(), status=500)


def _by_machine(request: HttpRequest) -> bool:
    """Whether this is an address of the API, where whoever asks reads JSON; the pages about tokens are for people."""
    path = request.path_info
    return path.startswith("/api/") and not path.startswith(("/api/tokens/", "/api/docs"))


def _in_json(words: str, *, status: int) -> HttpResponse:
    return JsonResponse({"error": words}, status=status, json_dumps_params={"ensure_ascii": False})
