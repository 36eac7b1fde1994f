"""Errands whose process is gone: without this they would count as running for ever.

Whoever does an errand holds a lock of the operating system while it does. On this machine a free lock tells at once
that the process is gone; of another machine only a count that stands still does.
"""

from __future__ import annotations

import time
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django_tasks_db.models import DBTaskResult

from mingcha.web.rounds import running
from mingcha.web.rounds.models import Round
from mingcha.web.work.asking import FAILED, READY, RUNNING, free_round, queue_round, this_place
from mingcha.web.work.lead import STANDS_STILL
from mingcha.web.work.models import Errand

# So often may a process die under an errand while the worker lives; then it is the errand that kills it.
DEATHS = 5
# How long it waits before the next try, by how often its process has died.
_PATIENCE = (timedelta(0), timedelta(0), timedelta(seconds=30), timedelta(minutes=5))
TOOK_UP = "进程中途停止（断电、被结束或内存不足），已重新排队，从停下的地方继续"


def lock_of(pk: int) -> Path:
    """The lock that is held while an errand is done."""
    folder: Path = settings.HOME / "errands"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{pk}.lock"


class Reaper:
    """Remembers what it saw of other machines' errands."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[int, float]] = {}

    def reap(self, *, at: datetime, own: Collection[int] = ()) -> list[Errand]:
        """Put back what nobody does any more; `own` are errands whose process has died while this worker lived."""
        found = []
        for errand in Errand.objects.filter(Q(task__status=RUNNING) | Q(pk__in=own, task__status=READY)):
            if errand.pk not in own and self._is_done_by_somebody(errand):
                continue
            if put_back(errand, at=at, has_died=errand.pk in own):
                found.append(errand)
        return found

    def _is_done_by_somebody(self, errand: Errand) -> bool:
        if errand.host == this_place():
            lock = lock_of(errand.pk)
            return running.is_held(lock.parent, lock.name)
        beat, since = self._seen.get(errand.pk, (-1, 0.0))
        if beat != errand.beat:
            self._seen[errand.pk] = (errand.beat, time.monotonic())
            return True
        return time.monotonic() - since < STANDS_STILL


@transaction.atomic
def put_back(errand: Errand, *, at: datetime, has_died: bool) -> bool:
    """Let it wait again, or give it up where its process dies each time; False when it is done meanwhile."""
    task = DBTaskResult.objects.select_for_update().get(pk=errand.task_id)
    if task.status != RUNNING and not (has_died and task.status == READY):
        return False
    deaths = errand.deaths + has_died
    if deaths >= DEATHS:
        task.status, task.finished_at = FAILED, at
        told = (
            f"处理它的进程 {deaths} 次都意外中止（程序崩溃或内存不足），不再自动重试；请看 worker.log，再点“再试一次”"
        )
    else:
        task.status, task.started_at, told = READY, None, TOOK_UP
        if has_died and (patience := _PATIENCE[min(deaths, len(_PATIENCE)) - 1]):
            task.run_after = at + patience
    task.save()
    Errand.objects.filter(pk=errand.pk).update(deaths=deaths, told=told)
    if deaths >= DEATHS:
        free_round(errand)
    return True


def beat(errands: Collection[int]) -> None:
    """Tell other machines that somebody does these."""
    if errands:
        Errand.objects.filter(pk__in=errands).update(beat=F("beat") + 1)


def take_up_rounds(*, at: datetime) -> list[Errand]:
    """Queue rounds that broke off under a process of their own: a round killed half-way goes on where it stopped."""
    found = []
    for run in Round.objects.filter(state__in=running.BROKEN_OFF).select_related("site"):
        last = Errand.objects.filter(key__startswith=f"round:{run.pk}:").select_related("task").first()
        if last is not None and last.task.status in (READY, RUNNING, FAILED):
            continue  # it waits, or it killed its process each time and is for people to look at
        if not running.standing(run, at=at).can_continue:
            continue
        taken = running.take_up(run, by=None, at=at)
        Round.objects.filter(pk=run.pk).update(state=Round.State.QUEUED)
        errand = queue_round(taken, by=None, at=at)
        found += [errand] if errand is not None else []
    return found
