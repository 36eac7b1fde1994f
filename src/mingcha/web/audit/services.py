"""Writing the operation log, and proving that nobody has touched it since."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mingcha.web.audit.models import LogEntry

# Two people acting in the same instant follow the same entry; the second one tries again behind the first.
ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading the whole chain showed; `broken` is the number of the first entry that does not hold."""

    entries: int
    last_digest: str
    broken: int | None = None
    reason: str = ""

    @property
    def intact(self) -> bool:
        return self.broken is None


def record(*, actor: Any, action: str, target: str = "", detail: str = "") -> LogEntry:
    """Append one entry; `actor` is a user, or None when nobody is signed in.

    Call it inside the transaction of the act itself, so that both happen or neither does.
    """
    person = actor if actor is not None and actor.is_authenticated else None
    values = {
        "at": timezone.now(),
        "actor_id": person.pk if person else None,
        "actor": named(person)[:150] if person else "",
        "role": person.get_role_display() if person else "",
        "action": action[:60],
        "target": target[:300],
        "detail": detail,
    }
    for attempt in range(ATTEMPTS):
        previous = LogEntry.objects.order_by("-id").values_list("digest", flat=True).first() or ""
        try:
            with transaction.atomic():
                return LogEntry.objects.create(previous=previous, digest=digest(previous, **values), **values)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def named(person: Any) -> str:
    """姓名（用户名）, or the user name alone."""
    return f"{person.display_name}（{person.username}）" if person.display_name else person.username


def digest(previous: str, *, at: datetime, **values: object) -> str:
    """SHA-256 over the entry's words and the digest before it."""
    words = {"previous": previous, "at": at.astimezone(UTC).isoformat(timespec="microseconds"), **values}
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify_chain() -> Verification:
    """Read every entry in order and recompute its digest; stops at the first that does not hold."""
    previous, number = "", 0
    for number, entry in enumerate(LogEntry.objects.order_by("id").iterator(chunk_size=2000), 1):
        if entry.previous != previous:
            return Verification(number, previous, entry.pk, "它之前有日志被删除或插入")
        words = {name: getattr(entry, name) for name in ("actor_id", "actor", "role", "action", "target", "detail")}
        if entry.digest != digest(previous, at=entry.at, **words):
            return Verification(number, previous, entry.pk, "内容与摘要不符，已被改动")
        previous = entry.digest
    return Verification(number, previous)
