"""What stands between a session and the pages: its two clocks, what must be done first, and guests who only read."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from mingcha.web.accounts import sessions
from mingcha.web.audit.services import REFUSED, record

# How exactly the half hour of idleness is kept, in seconds. Writing the session on every page would make readers
# wait for whoever writes, such as a running import on SQLite.
TICK = 60
# The element of a page that asks by itself how something goes.
POLLING = "progress"
# In the session of somebody whose role must enter a code and who has not set that up yet.
ENROL_FIRST = "enrol_first"
_ALWAYS = {"/logout/", "/large-type/"}
# What a guest may send: things about the own account, and nothing else.
_OWN = ("/password/", "/second-factor/", "/sessions/")

Respond = Callable[[HttpRequest], HttpResponse]


def session_clock(get_response: Respond) -> Respond:
    """Middleware: end a session after its hours; put off its idle end while its owner is at work, once a TICK.

    A page that asks for its progress by itself is nobody at work.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        now = time.time()
        if sessions.is_over(request, now=now):
            record(actor=request.user, action="超时退出", target=str(request.user), detail="登录已满规定时间")
            sessions.forget(request.session.session_key)
            logout(request)
            messages.warning(request, "本次登录已满规定时间，请重新登录。")
            return redirect("login")
        if sessions.UNTIL not in request.session:
            sessions.begin(request, at=timezone.now())
        if request.headers.get("HX-Trigger") != POLLING and int(now) - request.session.get("seen", 0) >= TICK:
            request.session["seen"] = int(now)
        return get_response(request)

    return middleware


def first_things_first(get_response: Respond) -> Respond:
    """Middleware: who must choose a password, or set up the second factor, does so before seeing anything."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated or request.path in _ALWAYS or request.path.startswith("/static/"):
            return get_response(request)
        if user.must_change_password:  # type: ignore[union-attr]
            return get_response(request) if request.path == "/password/" else redirect("password_change")
        if request.session.get(ENROL_FIRST) and not request.path.startswith("/second-factor/"):
            return redirect("second_factor")
        return get_response(request)

    return middleware


def guests_only_read(get_response: Respond) -> Respond:
    """Middleware: a guest's account changes nothing, whatever its role may."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        harmless = request.method in {"GET", "HEAD", "OPTIONS"} or request.path.startswith(_OWN)
        if user.is_authenticated and user.is_guest and not harmless and request.path not in _ALWAYS:  # type: ignore[union-attr]
            record(actor=user, action="来宾操作被拒", target=request.path[:300], result=REFUSED)
            return render(request, "403_guest.html", status=403)
        return get_response(request)

    return middleware
