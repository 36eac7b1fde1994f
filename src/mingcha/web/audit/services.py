"""Writing the operation log, and proving that nobody has touched it since."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mingcha.web.audit.anchor import Anchor, BrokenSeal, advance
from mingcha.web.audit.anchor import read as read_anchor
from mingcha.web.audit.models import LogEntry
from mingcha.web.audit.origin import address

# Two people acting in the same instant follow the same entry; the second one tries again behind the first.
ATTEMPTS = 20
DONE, FAILED, REFUSED = "成功", "失败", "拒绝"
WORDS = ("actor_id", "actor", "role", "action", "target", "detail")
# Came later: an entry written before has them empty, and its digest knows nothing of them.
LATER_WORDS = ("address", "result")


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading the whole chain showed.

    `broken` is the number of the first entry that does not hold, if it is one entry; `anchor` says up to which entry
    the end of the log is vouched for, and from which on it has been.
    """

    entries: int
    last_digest: str
    broken: int | None = None
    reason: str = ""
    anchor: Anchor | None = None

    @property
    def intact(self) -> bool:
        return not self.reason

    @property
    def told(self) -> str:
        """What is wrong, as a sentence; nothing when the log is intact."""
        return f"第 {self.broken} 号日志{self.reason}" if self.broken is not None else self.reason


def record(*, actor: Any, action: str, target: str = "", detail: str = "", result: str = DONE) -> LogEntry:
    """Append one entry; `actor` is a user, or None when nobody is signed in. The source address is that of the
    request being answered.

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
        "address": address(),
        "result": result[:10],
    }
    for attempt in range(ATTEMPTS):
        previous = LogEntry.objects.order_by("-id").values_list("digest", flat=True).first() or ""
        try:
            with transaction.atomic():
                entry = LogEntry.objects.create(previous=previous, digest=digest(previous, **values), **values)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            # The act is done by then; a full disk is for `verify_chain` to tell and not for whoever acted.
            transaction.on_commit(advance, robust=True)
            return entry
    raise AssertionError("unreachable")


def named(person: Any) -> str:
    """姓名（用户名）, or the user name alone."""
    return f"{person.display_name}（{person.username}）" if person.display_name else person.username


def digest(previous: str, *, at: datetime, **values: object) -> str:
    """SHA-256 over the entry's words and the digest before it; later words count where they are not empty, so that
    older entries keep the digest they were written with, and nobody can add or take away such a word unseen."""
    told = {name: value for name, value in values.items() if value or name not in LATER_WORDS}
    words = {"previous": previous, "at": at.astimezone(UTC).isoformat(timespec="microseconds"), **told}
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify_chain() -> Verification:
    """Read every entry in order and recompute its digest; stops at the first that does not hold.

    Then the end: the log may go on behind the anchor, as after a crash between writing the one and the other, but it
    must hold the entry that was anchored.
    """
    try:
        anchor = read_anchor()  # before the entries: what is written meanwhile only makes it older
    except BrokenSeal as fault:
        return Verification(LogEntry.objects.count(), "", None, str(fault))
    previous, number, anchored = "", 0, anchor is None
    for number, entry in enumerate(LogEntry.objects.order_by("id").iterator(chunk_size=2000), 1):
        if entry.previous != previous:
            return Verification(number, previous, entry.pk, "它之前有日志被删除或插入")
        words = {name: getattr(entry, name) for name in (*WORDS, *LATER_WORDS)}
        if entry.digest != digest(previous, at=entry.at, **words):
            return Verification(number, previous, entry.pk, "内容与摘要不符，已被改动")
        previous = entry.digest
        anchored = anchored or (anchor is not None and (entry.pk, entry.digest) == (anchor.entry, anchor.digest))
    if anchor is not None and not anchored:
        return Verification(number, previous, anchor.entry, "写入过而现在没有，末尾的日志被删除", anchor)
    return Verification(number, previous, anchor=anchor)
