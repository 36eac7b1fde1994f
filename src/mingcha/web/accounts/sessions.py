"""Sessions: begun at signing in, seen and ended by their owner and by the security administrator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from mingcha.web.accounts import rules
from mingcha.web.accounts.models import SignedIn, User
from mingcha.web.audit.origin import address_of, of_the_system
from mingcha.web.audit.services import record

# In the session: when it is over however busy its owner is, in seconds since 1970.
UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Open:
    """A session that still lives, and when its owner was last seen in it."""

    row: SignedIn
    seen: datetime
    is_own: bool


def begin(request: HttpRequest, *, at: datetime) -> None:
    """Note the session of somebody who has just signed in, and set its end."""
    if request.session.session_key is None:
        request.session.save()
    request.session[UNTIL] = int(at.timestamp()) + rules.current().session_hours * 3600
    browser = request.META.get("HTTP_USER_AGENT", "")[:200].replace("\x00", "")
    SignedIn.objects.get_or_create(
        session_key=request.session.session_key,
        defaults={"user": request.user, "address": address_of(request), "browser": browser, "began": at},
    )


def is_over(request: HttpRequest, *, now: float) -> bool:
    return now >= request.session.get(UNTIL, now + 1)


def renamed(old_key: str, new_key: str) -> None:
    """The session goes on under another key, as after a change of password."""
    SignedIn.objects.filter(session_key=old_key).update(session_key=new_key)


def forget(key: str | None) -> None:
    """The session has been ended by who was in it."""
    SignedIn.objects.filter(session_key=key).delete()


def open_of(user: User, *, at: datetime, own_key: str | None) -> list[Open]:
    """The person's sessions that live, newest first."""
    rows = list(SignedIn.objects.filter(user=user).select_related("user"))
    ends = _ends((row.session_key for row in rows), at=at)
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return [
        Open(row, seen=ends[row.session_key] - idle, is_own=row.session_key == own_key)
        for row in rows
        if row.session_key in ends
    ]


@transaction.atomic
def end(row: SignedIn, *, by: User | None) -> None:
    """End one session: its browser is a stranger from the next click on."""
    _delete([row])
    record(actor=by, action="结束会话", target=str(row.user), detail=f"{row.user.username}，来自 {row.address} 的登录")


@transaction.atomic
def end_all(user: User, *, by: User | None, why: str, but: str | None = None) -> int:
    """End the person's sessions, except the one under the key `but`; how many that were."""
    rows = list(SignedIn.objects.filter(user=user).exclude(session_key=but or ""))
    if rows:
        _delete(rows)
        record(actor=by, action="结束会话", target=str(user), detail=f"{user.username}，{len(rows)} 个会话：{why}")
    return len(rows)


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Log the sessions that ended because nobody was there any more, and clear them away; how many that were."""
    rows = list(SignedIn.objects.select_related("user").select_for_update(of=("self",)))
    ends = _ends((row.session_key for row in rows), at=at)
    gone = [row for row in rows if row.session_key not in ends]
    with of_the_system():
        for row in gone:
            minutes = settings.SESSION_COOKIE_AGE // 60
            detail = f"{row.user.username}，闲置满 {minutes} 分钟，来自 {row.address} 的登录"
            record(actor=None, action="超时退出", target=str(row.user), detail=detail)
    _delete(gone)
    Session.objects.filter(expire_date__lt=at).delete()  # and those of strangers who never signed in
    return len(gone)


def _ends(keys: Iterable[str], *, at: datetime) -> dict[str, datetime]:
    """When the sessions end that still live, by key."""
    living = Session.objects.filter(session_key__in=list(keys), expire_date__gt=at)
    return dict(living.values_list("session_key", "expire_date"))


def _delete(rows: list[SignedIn]) -> None:
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    SignedIn.objects.filter(pk__in=[row.pk for row in rows]).delete()
