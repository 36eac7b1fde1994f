"""One worker leads: on one machine a lock of the operating system tells, between machines a row that is counted up.

No clock decides. A lead on another machine counts as given up when its count has stood still for as long as this
process has waited by its own stopwatch.
"""

from __future__ import annotations

import os
import time
import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from mingcha.archive.faults import ArchiveLocked
from mingcha.archive.lock import Lock
from mingcha.web.work.asking import LEAD_LOCK, this_place
from mingcha.web.work.models import Lead

# How long another machine's count may stand still, in seconds.
STANDS_STILL = 60.0


class Leadership:
    """Held or not; `take` tries to get it, `beat` keeps it and tells whether it is still held."""

    def __init__(self) -> None:
        self.name = uuid.uuid4().hex
        self._lock: Lock | None = None
        self._seen: tuple[str, int] | None = None
        self._seen_at = 0.0

    def take(self, *, at: datetime) -> bool:
        """Lead from now on, if nobody else does."""
        if self._lock is None:
            settings.HOME.mkdir(parents=True, exist_ok=True)
            try:
                self._lock = Lock(settings.HOME / LEAD_LOCK)
            except ArchiveLocked:
                return False
        with transaction.atomic():
            Lead.objects.get_or_create(pk=1)
            lead = Lead.objects.select_for_update().get(pk=1)
            if lead.holder not in ("", self.name) and lead.host != this_place() and not self._stands_still(lead):
                return False
            lead.holder, lead.host, lead.pid = self.name, this_place(), os.getpid()
            lead.since, lead.beat, lead.beat_at, lead.told = at, lead.beat + 1, at, ""
            lead.save()
        return True

    def beat(self, *, at: datetime, told: str = "") -> bool:
        """Count up; False when another one has taken the lead meanwhile."""
        return bool(Lead.objects.filter(pk=1, holder=self.name).update(beat=F("beat") + 1, beat_at=at, told=told[:300]))

    def leave(self) -> None:
        """Let the next one lead at once."""
        Lead.objects.filter(pk=1, holder=self.name).update(holder="", pid=0)
        self.release()

    def release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _stands_still(self, lead: Lead) -> bool:
        seen = (lead.holder, lead.beat)
        if seen != self._seen:
            self._seen, self._seen_at = seen, time.monotonic()
        return time.monotonic() - self._seen_at > STANDS_STILL
