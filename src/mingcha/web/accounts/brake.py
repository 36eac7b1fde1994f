"""The brake on guessing passwords: five failures under a name from an address lock that pair for 15 minutes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from mingcha.web.accounts.models import SignInTries, User
from mingcha.web.audit.services import record

TRIES = 5
PAUSE = timedelta(minutes=15)


def is_locked(name: str, address: str, *, at: datetime) -> bool:
    """Count one more try, before the password is looked at; True when it may not be looked at.

    Counted first, so that many guesses sent at once are not all compared before the first of them has failed.
    """
    key = {"name": digest(name), "address": address[:45]}
    SignInTries.objects.filter(last__lt=at - PAUSE).delete()
    SignInTries.objects.get_or_create(**key, defaults={"last": at})
    # The lock holds from the last try that was allowed; tries while it holds do not prolong it.
    free = SignInTries.objects.filter(**key, tries__lt=TRIES)
    return not free.update(tries=F("tries") + 1, last=at)


@transaction.atomic
def failed(name: str, address: str, *, shown: str, at: datetime) -> bool:
    """Note that the password was wrong; True when this was one too many, which is logged once as `shown`."""
    locked = SignInTries.objects.filter(
        name=digest(name), address=address[:45], tries__gte=TRIES, locked_until__isnull=True
    ).update(locked_until=at + PAUSE)
    if locked:
        detail = f"连续 {TRIES} 次失败，锁定 {PAUSE.seconds // 60} 分钟，来自 {address}"
        record(actor=None, action="锁定登录", target=shown, detail=detail)
    return bool(locked)


def succeeded(name: str, address: str) -> None:
    SignInTries.objects.filter(name=digest(name), address=address[:45]).delete()


@transaction.atomic
def unlock(user: User, *, by: User) -> None:
    """Let the user try again at once, from every address."""
    if SignInTries.objects.filter(name=digest(user.username)).delete()[0]:
        record(actor=by, action="解除登录锁定", target=str(user), detail=user.username)


def locked_among(people: Iterable[User], *, at: datetime) -> set[int]:
    """The keys of those who are locked now, from whatever address."""
    locked = set(SignInTries.objects.filter(locked_until__gt=at).values_list("name", flat=True))
    return {person.pk for person in people if digest(person.username) in locked} if locked else set()


def digest(name: str) -> str:
    """Of the name as the sign-in form reads it."""
    return salted_hmac("mingcha.sign-in", unicodedata.normalize("NFKC", name.strip()), algorithm="sha256").hexdigest()
