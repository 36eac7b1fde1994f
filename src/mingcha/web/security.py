"""Headers that keep the browser inside the house, and requests that no person types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from mingcha.web.errors import bad_request

_NUL = "\x00"

Respond = Callable[[HttpRequest], HttpResponse]

# Nothing from other hosts, no script inside a page, no embedding. `data:` is for the small marks of the style sheet.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
# No page asks for any of these, so no page can be made to.
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def content_security_policy(get_response: Respond) -> Respond:
    """Middleware: state the policy on every answer, unless a view has stated a stricter or needed one of its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            # Pages of a signed-in person stay out of shared caches and of the back button of the next one.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def whole_text(get_response: Respond) -> Respond:
    """Middleware: no address and no cookie with a NUL character, which no person types and not every database takes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _NUL in request.path_info or _with_nul(request.GET.lists()) or _with_nul(request.COOKIES.items()):
            response = bad_request(request, BadRequest())
            response.headers["Content-Security-Policy"] = POLICY  # this is outside of who else would state it
            return response
        return get_response(request)

    return middleware


def whole_forms(get_response: Respond) -> Respond:
    """Middleware: the same for what a form sends, read only once the form is known to be ours."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, *view: Any) -> HttpResponse | None:
        if request.method == "POST" and _with_nul(request.POST.lists()):
            return bad_request(request, BadRequest())
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _with_nul(pairs: Iterable[tuple[str, str | list[str]]]) -> bool:
    return any(_NUL in name or any(_NUL in value for value in values) for name, values in pairs)
