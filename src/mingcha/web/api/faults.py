"""What the API says when something is wrong: {"error": a Chinese sentence}, and never how the machine stumbled."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import Field

from mingcha.web.publishing.refusals import Refused

log = logging.getLogger(__name__)


class Fault(Schema):
    """Why a request was not done."""

    error: str = Field(description="原因，以及怎么办", examples=["没有这个单位，或者不在您可以查看的范围内。"])


FAULTS = {400: Fault, 401: Fault, 403: Fault, 404: Fault, 409: Fault, 413: Fault, 422: Fault, 429: Fault}

_WRONG = {
    "missing": "没有填写",
    "date": "应是 2023-12-31 这样的日期",
    "int": "应是整数",
    "bool": "应是 true 或 false",
    "string_too_long": "太长",
    "string_too_short": "太短",
    "string": "应是文字",
    "greater": "太小",
    "less": "太大",
    "enum": "不是可选的值",
    "literal": "不是可选的值",
    "extra_forbidden": "不认识这一项",
    "model": "应是一个 JSON 对象",
    "dict": "应是一个 JSON 对象",
    "list": "应是一个列表",
}


def told(request: HttpRequest, words: str, *, status: int) -> HttpResponse:
    return JsonResponse({"error": words}, status=status, json_dumps_params={"ensure_ascii": False})


def answer_faults(api: NinjaAPI) -> None:
    """Say of every fault what it is."""

    @api.exception_handler(ValidationError)
    def unfit(request: HttpRequest, fault: ValidationError) -> HttpResponse:
        return told(request, "；".join(dict.fromkeys(map(_in_words, fault.errors[:5]))) + "。", status=422)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, fault: Refused) -> HttpResponse:
        return told(request, str(fault), status=409)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, fault: Http404) -> HttpResponse:
        return told(request, "没有找到，或者不在您可以查看的范围内。", status=404)

    @api.exception_handler(PermissionDenied)
    def barred(request: HttpRequest, fault: PermissionDenied) -> HttpResponse:
        return told(request, "您没有权限这样做。", status=403)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
        answer = told(request, "请先登录，或在请求头 Authorization 里带上接口令牌。", status=401)
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(Throttled)
    def too_often(request: HttpRequest, fault: Throttled) -> HttpResponse:
        return told(request, "请求太频繁，请稍后再试。", status=429)

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, fault: HttpError) -> HttpResponse:
        # The library's own sentence about a body it cannot read is the only one that is not ours.
        words = "请求内容不是有效的 JSON。" if fault.status_code == 400 else fault.message
        answer = told(request, words, status=fault.status_code)
        if fault.status_code == 401:
            answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, fault: RequestDataTooBig) -> HttpResponse:
        return told(request, "请求内容太大。", status=413)

    @api.exception_handler(Exception)
    def failed(request: HttpRequest, fault: Exception) -> HttpResponse:
        log.exception("the API failed at %s", request.path, exc_info=fault)
        return told(request, "系统出错，已记入日志。请稍后再试，仍不行的请联系系统管理员。", status=500)


def in_json(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view, saying in JSON as well that it does not know a method."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        if answer.status_code != 405:
            return answer
        other = told(request, f"这个地址不支持 {request.method}，可用的有 {answer['Allow']}。", status=405)
        other["Allow"] = answer["Allow"]
        return other

    return spoken


def _in_words(fault: Mapping[str, Any]) -> str:
    place: Sequence[Any] = fault.get("loc", ())
    # The first parts name where the library looked and its own parameter, the last what the caller wrote.
    name = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    kind = str(fault.get("type", ""))
    if kind == "value_error":
        return f"“{name}”{str(fault.get('msg', '')).removeprefix('Value error, ')}"
    why = next((words for start, words in _WRONG.items() if kind.startswith(start)), "不对")
    return f"“{name}”{why}"
