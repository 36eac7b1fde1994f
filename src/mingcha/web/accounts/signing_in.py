"""Letting somebody in whose password was right, and whose code if one is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import load_backend, login
from django.http import HttpRequest

from mingcha.web.accounts import second_factor, services, sessions
from mingcha.web.accounts.gate import ENROL_FIRST
from mingcha.web.accounts.models import User
from mingcha.web.accounts.rules import WARNING_DAYS
from mingcha.web.audit.services import record

# In the session of a stranger who knew a password and owes the code.
_OWED = "owes_code"
OWED_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Owing:
    """Who owes the code, and where they wanted to go."""

    user: User
    next: str


def ask_for_code(request: HttpRequest, user: User, *, next_page: str, at: datetime) -> None:
    """The password was right; nobody is signed in before the code is."""
    AxesProxyHandler.get_implementation().reset_user_attempts(request, {"username": user.get_username()})
    request.session.cycle_key()
    request.session[_OWED] = {
        "user": user.pk,
        "backend": user.backend,  # type: ignore[attr-defined]
        "hash": user.get_session_auth_hash(),
        "next": next_page,
        "until": int((at + OWED_FOR).timestamp()),
    }


def owing(request: HttpRequest, *, at: datetime) -> Owing | None:
    """Who this browser gave a right password for within the last minutes, if it still is one."""
    owed = request.session.get(_OWED)
    if not owed or at.timestamp() >= owed["until"]:
        return None
    user = load_backend(owed["backend"]).get_user(owed["user"])
    if user is None or user.get_session_auth_hash() != owed["hash"]:
        return None
    user.backend = owed["backend"]
    return Owing(user, owed["next"])


def let_in(request: HttpRequest, user: User, *, how: str, at: datetime) -> int:
    """Sign the person in, under a new session key; how many days the password is still good for."""
    request.session.pop(_OWED, None)
    login(request, user)
    sessions.begin(request, at=at)
    if second_factor.is_wanted(user) and not second_factor.is_set_up(user):
        request.session[ENROL_FIRST] = True
    record(actor=user, action="登录", target=str(user), detail=how)
    sessions.sweep(at=at)
    return services.notice_age(user, at=at)


def told_age(days: int) -> str:
    """What to say of a password's age; nothing while there is time."""
    if days < 0:
        return "口令已到期，请设置新口令。"
    if days < WARNING_DAYS:
        return f"口令还有 {days} 天到期，请尽快修改。" if days else "口令今天到期，请尽快修改。"
    return ""
