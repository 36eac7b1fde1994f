"""The worker: looks after the plan, starts a process for each errand, and takes up what a dead one has left.

Each errand has a process of its own: a crash takes down one errand and not the office's post, memory comes back with
its end, and the worker can be killed at any moment without hurting what runs.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from mingcha.web.work import planning, reaping
from mingcha.web.work.kinds import OFFICE, POST, ROUNDS
from mingcha.web.work.lead import Leadership
from mingcha.web.work.reaping import Reaper

log = logging.getLogger(__name__)

# How many errands of each row run at a time.
PARALLEL = {ROUNDS: 2, OFFICE: 1, POST: 1}
_LOOKED_AT = 100  # of those that wait
_BEAT, _PLAN, _REAP = 10.0, 60.0, 10.0  # seconds
# A clock that moved so much against the stopwatch was set by somebody.
_SET = timedelta(seconds=90)
LOG, _LOG_LIMIT = "worker.log", 5_000_000


class Worker:
    """`step` does what is to be done now; `start` gives the process that does an errand."""

    def __init__(
        self, *, now: Callable[[], datetime], start: Callable[[int], subprocess.Popen[bytes]] | None = None
    ) -> None:
        self._now, self._start = now, start or spawn
        self.leadership, self._reaper = Leadership(), Reaper()
        self.is_leading = False
        self._children: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}
        self._died: set[int] = set()
        self._last: dict[str, float] = {}
        self._told = ""
        self._clock = (now(), time.monotonic())

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs and nothing can be begun now."""
        return not self._children and not DBTaskResult.objects.ready().filter(errand__isnull=False).exists()

    def step(self) -> None:
        """One look at everything. Faults of the database are told; the next look asks over a new connection."""
        try:
            self._look()
        except DatabaseError as fault:  # locked, full or away: what waits is still there at the next look
            log.warning("the database did not answer: %s", fault)
            self._told = f"数据库暂时不能读写（{str(fault)[:120]}），稍后再试"
            if not connection.in_atomic_block:
                connection.close()

    def _look(self) -> None:
        at = self._now()
        if not self.is_leading:
            if not self._is_time("take", 2.0) or not self.leadership.take(at=at):
                return
            self.is_leading = True
            self._last.clear()
        self._compare_clocks(at)
        if self._is_time("beat", _BEAT):
            if not self.leadership.beat(at=at, told=self._told):
                self.is_leading = False
                return
            reaping.beat(list(self._children))
        self._gather()
        if self._died or self._is_time("reap", _REAP):
            for errand in self._reaper.reap(at=at, own=self._died):
                log.info("put back: %s", errand)
            self._died.clear()
            reaping.take_up_rounds(at=at)
        if self._is_time("plan", _PLAN):
            planning.keep_plan()
            planning.queue_due(at=at)
        self._begin()

    def _is_time(self, what: str, seconds: float) -> bool:
        last = self._last.get(what)
        if last is not None and time.monotonic() - last < seconds:
            return False
        self._last[what] = time.monotonic()
        return True

    def _compare_clocks(self, at: datetime) -> None:
        """Somebody who sets the clock is told what that means; the plan is worked out anew at once."""
        before, stopwatch = self._clock
        moved = at - before - timedelta(seconds=time.monotonic() - stopwatch)
        self._clock = (at, time.monotonic())
        if abs(moved) > _SET:
            way = "往回拨" if moved < timedelta(0) else "往前拨"
            minutes = abs(moved) // timedelta(minutes=1)
            self._told = f"系统时钟被{way}了约 {minutes} 分钟（{at:%Y-%m-%d %H:%M} 发现）；已做过的不会重做，计划照常"
            self._last.pop("plan", None)

    def _gather(self) -> None:
        for pk, (_, process) in list(self._children.items()):
            if process.poll() is not None:
                del self._children[pk]
                if process.returncode:
                    self._died.add(pk)

    def _begin(self) -> None:
        ready = DBTaskResult.objects.ready().filter(errand__isnull=False)
        for pk, row in list(ready.values_list("errand", "queue_name")[:_LOOKED_AT]):
            at_work = sum(own == row for own, _ in self._children.values())
            if pk not in self._children and at_work < PARALLEL.get(row, 0):
                self._children[pk] = (row, self._start(pk))

    def end(self, *, patience: float) -> None:
        """Ask what runs to end in order, and wait so many seconds for it; what goes on does so by itself."""
        for _, process in self._children.values():
            process.terminate()
        until = time.monotonic() + patience
        for _, process in self._children.values():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("process %s goes on by itself", process.pid)
        if self.is_leading:
            try:
                self.leadership.leave()
            except DatabaseError as fault:
                log.warning("left without a word: %s", fault)
        self.leadership.release()


def spawn(pk: int) -> subprocess.Popen[bytes]:
    """`mingcha worker --errand`: what it prints goes to worker.log."""
    command: Sequence[str] = (sys.executable, "-m", "mingcha", "worker", "--errand", str(pk))
    log_file = settings.HOME / LOG
    if log_file.exists() and log_file.stat().st_size > _LOG_LIMIT:
        log_file.replace(log_file.with_suffix(".old.log"))
    with log_file.open("ab") as out:
        return subprocess.Popen(  # noqa: S603 -- our own program and a number
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "MINGCHA_HOME": str(settings.HOME)},
            start_new_session=True,
        )
