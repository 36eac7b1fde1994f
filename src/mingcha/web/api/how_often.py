"""How often somebody asks in a minute, counted once for all processes that answer.

The count is a row of the database. To write it for every request would make readers wait for each other, and for whoever
is importing a ledger; so a process takes requests from it by the share and hands them out itself. What it does not use of
its share in that minute is lost: together the processes never answer more than the limit, and at worst a share less for
each of them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from django.db.models import F, QuerySet

from mingcha.web.api.models import Asked

_MINUTE = 60
_MINUTES_KEPT = 24 * 60
# What a process remembers of somebody for whom nothing is left in this minute.
_NOTHING_LEFT = -1


class MinuteLimit:
    """So many requests in each minute by the clock, for each who asks; one such value in each process."""

    def __init__(self, most: int, *, share: int = 1) -> None:
        """`share` is how many requests a process takes at a time; it divides `most`."""
        if most % share:
            raise ValueError(f"{share} does not divide {most}")
        self.most, self.share = most, share
        self._lock = threading.Lock()
        self._minute = 0
        self._left: dict[str, int] = {}

    def allows(self, who: str, *, at: datetime, when_spent: Callable[[], object] | None = None) -> bool:
        """Count one more request; False when it is one too many.

        `when_spent` is called at the first that is one too many, once in a minute whichever process it reaches.
        """
        minute = int(at.timestamp() // _MINUTE)
        with self._lock:
            if minute > self._minute:
                self._minute, self._left = minute, {}
            if left := self._left.get(who, 0):
                self._left[who] = max(left - 1, _NOTHING_LEFT)
                return left > 0
        # Outside the lock: who waits for the database keeps nobody else waiting.
        taken = self._take(who, minute)
        with self._lock:
            if self._minute == minute:  # else its share was of a minute that is over
                left = max(self._left.get(who, 0), 0)
                self._left[who] = left + self.share - 1 if taken else left or _NOTHING_LEFT
        if not taken and when_spent is not None and self._spent(who, minute).update(number=self.most + 1):
            when_spent()
        return taken

    def _take(self, who: str, minute: int) -> bool:
        """A share of what all processes may answer. Each step changes the row only if it still is as the step needs it."""
        # Another process may be a moment ahead, in the next minute.
        free = Asked.objects.filter(who=who, minute__gte=minute, number__lte=self.most - self.share)
        if free.update(number=F("number") + self.share):
            return True
        if Asked.objects.filter(who=who, minute__lt=minute).update(minute=minute, number=self.share):
            return True
        # The first time ever, or another process has begun this minute just now, or nothing is left.
        Asked.objects.filter(minute__lt=minute - _MINUTES_KEPT).delete()
        Asked.objects.bulk_create([Asked(who=who, minute=minute, number=0)], ignore_conflicts=True)
        return bool(free.update(number=F("number") + self.share))

    def _spent(self, who: str, minute: int) -> QuerySet[Asked]:
        return Asked.objects.filter(who=who, minute__gte=minute, number=self.most)
