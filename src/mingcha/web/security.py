"""Headers that keep the browser inside the house, and the rule of the first password."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

# How exactly the half hour of idleness is kept, in seconds. Writing the session on every page would make readers
# wait for whoever writes, such as a running import on SQLite.
TICK = 60

Respond = Callable[[HttpRequest], HttpResponse]

# Nothing from other hosts, no script inside a page, no embedding. `data:` is for the small marks of the style sheet.
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def content_security_policy(get_response: Respond) -> Respond:
    """Middleware: state the policy on every answer, unless a view has stated a stricter or needed one of its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            # Pages of a signed-in person stay out of shared caches and of the back button of the next one.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def idle_clock(get_response: Respond) -> Respond:
    """Middleware: put off the end of the session while its owner is at work, at most once a TICK."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get("seen", 0) >= TICK:
                request.session["seen"] = now
        return get_response(request)

    return middleware


def own_password_first(get_response: Respond) -> Respond:
    """Middleware: who was given a password by somebody else chooses their own before seeing anything."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password:  # type: ignore[union-attr]
            allowed = {"/password/", "/logout/", "/large-type/"}
            if request.path not in allowed and not request.path.startswith("/static/"):
                return redirect("password_change")
        return get_response(request)

    return middleware
