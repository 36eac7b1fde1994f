"""The brake on guessing passwords: django-axes with its tables, counting each try before the password is looked at.

Axes counts a try when it has failed, so many guesses sent at once are all compared before the first is counted
(decision 0020). Names are kept as digests: what was typed as a name may be a password typed into the wrong box.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mingcha.web.accounts.models import User
from mingcha.web.audit.origin import address_of
from mingcha.web.audit.services import FAILED, record

NOBODY = "（不存在的用户名）"


class CountingFirst(AxesDatabaseHandler):
    """Axes' handler, asked by its backend before and told by Django after a password was compared."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Count one more try; True when the password may not be looked at.

        The lock holds from the last try that was allowed; tries while it holds do not prolong it.
        """
        now = timezone.now()
        AccessAttempt.objects.filter(attempt_time__lt=now - settings.AXES_COOLOFF_TIME).delete()
        of_both = {"username": digest_of(request, credentials), "ip_address": address_of(request)}
        AccessAttempt.objects.get_or_create(
            **of_both, user_agent="", defaults={"failures_since_start": 0, "path_info": request.path[:255]}
        )
        free = AccessAttempt.objects.filter(**of_both, failures_since_start__lt=settings.AXES_FAILURE_LIMIT)
        return not free.update(failures_since_start=F("failures_since_start") + 1, attempt_time=now)

    @transaction.atomic
    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        """Log the failure, and once the lock; a try that was not looked at is neither."""
        if request is None or request.axes_locked_out:
            return
        name = known(str(credentials.get("username", "")))
        record(actor=None, action="登录失败", target=name, detail="用户名或口令不正确", result=FAILED)
        if self.get_failures(request, credentials) < settings.AXES_FAILURE_LIMIT:
            return
        request.axes_locked_out, request.axes_credentials = True, credentials
        both = {"username": digest_of(request, credentials), "ip_address": address_of(request)}
        last_allowed = AccessAttempt.objects.filter(**both, failures_since_start=settings.AXES_FAILURE_LIMIT)
        # Of several that fail in one instant only the first moves the count on.
        if last_allowed.update(failures_since_start=settings.AXES_FAILURE_LIMIT + 1):
            minutes = settings.AXES_COOLOFF_TIME.seconds // 60
            detail = f"连续 {settings.AXES_FAILURE_LIMIT} 次失败，锁定 {minutes} 分钟"
            record(actor=None, action="锁定登录", target=name, detail=detail)


def known(typed: str) -> str:
    """The name if an account bears it; what else was typed there is not written down."""
    return typed if User.objects.filter(username=typed).exists() else NOBODY


def digest_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """AXES_USERNAME_CALLABLE: the digest under which axes keeps the name."""
    return digest(str((credentials or request.POST).get("username", "")))


def digest(name: str) -> str:
    """Of the name as the sign-in form reads it."""
    return salted_hmac("mingcha.sign-in", unicodedata.normalize("NFKC", name.strip()), algorithm="sha256").hexdigest()


def locked_until(request: HttpRequest) -> datetime | None:
    """When who is asking may try again; None when that is now."""
    both = {"username": digest_of(request), "ip_address": address_of(request)}
    begun = _locks().filter(**both).values_list("attempt_time", flat=True).first()
    return None if begun is None else begun + settings.AXES_COOLOFF_TIME


def forget(name: str) -> bool:
    """Let the name try again at once, from every address; whether it was counted at all."""
    return bool(AccessAttempt.objects.filter(username=digest(name)).delete()[0])


@transaction.atomic
def unlock(user: User, *, by: User) -> None:
    if forget(user.username):
        record(actor=by, action="解除登录锁定", target=str(user), detail=user.username)


def locked_among(people: Iterable[User], *, at: datetime) -> set[int]:
    """The keys of those who are locked now, from whatever address."""
    locked = set(_locks().filter(attempt_time__gt=at - settings.AXES_COOLOFF_TIME).values_list("username", flat=True))
    return {person.pk for person in people if digest(person.username) in locked} if locked else set()


def _locks() -> Any:
    return AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).order_by("-attempt_time")
