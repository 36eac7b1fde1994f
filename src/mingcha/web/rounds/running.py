"""The life of a round: started from the page, run in a process of its own, stopped, and taken up again.

Whether a round still runs is not told by what was written last but by a lock its process holds: however the process
ends, the lock is gone with it. All of a round's life is here because each step must know what the others left behind.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from mingcha import pipeline
from mingcha.archive.faults import ArchiveError, ArchiveLocked
from mingcha.archive.lock import Lock
from mingcha.collect.frontier_file import FrontierFault
from mingcha.collect.rounds import Unreachable
from mingcha.model.round import RoundState
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.publishing.refusals import Refused
from mingcha.web.publishing.undisturbed import undisturbed
from mingcha.web.rounds import sites, statement
from mingcha.web.rounds.finds import finds
from mingcha.web.rounds.models import Round, Site
from mingcha.web.rounds.taking import take
from mingcha.web.units.models import Unit

log = logging.getLogger(__name__)

LOCK, LOG = "round.lock", "round.log"
# How long a process may need before it holds its lock.
_STARTING = timedelta(seconds=30)
_BEAT = 1.0  # seconds
# A round of hours ends later than it began: so much less than a week and a month lies between two ends.
_WEEK, _MONTH = timedelta(days=7, hours=-12), timedelta(days=31, hours=-12)
# States of a round whose process is gone, unless it is there.
BROKEN_OFF = (Round.State.STARTING, Round.State.RUNNING, Round.State.TAKING)
_ACTIVE = (Round.State.QUEUED, *BROKEN_OFF)
# What the engine calls them: all that a month asks for is a full round, and a part is a part.
_ENGINE = {Round.Name.MONTHLY: "full", Round.Name.UNIT: "part", Round.Name.PLACES: "part"}
_WHOLE = (Round.Name.WEEKLY, Round.Name.MONTHLY, Round.Name.FULL)
_ALL = (Round.Name.MONTHLY, Round.Name.FULL)
_FAULTS = (ArchiveError, FrontierFault, Unreachable)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a round stands: in words with a colour, whether a process works on it, and whether it can be taken up."""

    words: str
    colour: str
    is_active: bool
    can_continue: bool


def start(
    site: Site,
    *,
    name: str,
    since: date | None = None,
    unit: Unit | None = None,
    only: Collection[str] = (),
    by: User | None,
    at: datetime,
) -> Round:
    """Set a round going in the background. Raises Refused while another one of the site runs.

    `unit` and `only` (addresses) are for a round over a part of the site.
    """
    with transaction.atomic():
        run = prepare(site, name=name, since=since, unit=unit, only=only, by=by, at=at)
        transaction.on_commit(lambda: set_going(run))
    return run


def set_going(run: Round) -> None:
    """Let it run in the background: how is the matter of a room above this one (ROUND_STARTER)."""
    import_string(settings.ROUND_STARTER)(run)


@transaction.atomic
def prepare(
    site: Site,
    *,
    name: str,
    since: date | None = None,
    unit: Unit | None = None,
    only: Collection[str] = (),
    by: User | None,
    at: datetime,
) -> Round:
    """A round that somebody is about to run. Raises Refused while another one of the site runs."""
    Site.objects.select_for_update().get(pk=site.pk)
    _must_be_free(site)
    run = Round.objects.create(
        site=site, name=name, since=since, unit=unit, only="\n".join(only), started_by=by, created_at=at, started_at=at
    )
    words = f"，只要 {since} 及以后的" if since else ""
    words += f"，只看{unit.name}" if unit else ""
    words += f"，共 {len(only)} 个网址" if only else ""
    record(actor=by, action="发起采集", target=site.name, detail=f"{run.get_name_display()}轮次{words}")
    return run


def carry_on(run: Round, *, by: User | None, at: datetime) -> None:
    """Set a round going again that was stopped or broke off. Raises Refused when there is nothing to take up."""
    with transaction.atomic():
        taken = take_up(run, by=by, at=at)
        transaction.on_commit(lambda: set_going(taken))


@transaction.atomic
def take_up(run: Round, *, by: User | None, at: datetime) -> Round:
    """A round that somebody is about to go on with. Raises Refused when there is nothing to take up."""
    Site.objects.select_for_update().get(pk=run.site_id)
    run.refresh_from_db()
    if not standing(run, at=at).can_continue:
        raise Refused(f"这一轮现为“{standing(run, at=at).words}”，不能继续。")
    _must_be_free(run.site)
    run.state, run.started_at, run.stop_asked, run.message = Round.State.STARTING, at, False, ""
    run.save()
    record(actor=by, action="继续采集", target=run.site.name, detail=f"{run.get_name_display()}轮次")
    return run


@transaction.atomic
def stop(run: Round, *, by: User | None) -> None:
    """Ask a running round to end in order; what it has got is kept. One that waits for its turn ends at once."""
    row = Round.objects.filter(pk=run.pk)
    row.update(stop_asked=True)
    row.filter(state=Round.State.QUEUED).update(state=Round.State.STOPPED)
    record(actor=by, action="停止采集", target=run.site.name, detail=f"{run.get_name_display()}轮次")


def _must_be_free(site: Site) -> None:
    for other in Round.objects.filter(site=site, state__in=_ACTIVE):
        if standing(other, at=timezone.now()).is_active:
            raise Refused(f"“{site.name}”正在采集（{other.get_name_display()}轮次），请等它结束或先停止它。")


def standing(run: Round, *, at: datetime) -> Standing:
    """How a round stands at this moment."""
    if run.state in _ACTIVE and not _is_alive(run, at):
        run.refresh_from_db()  # it may have ended between being read and being looked for
        if run.state in _ACTIVE:
            return Standing("已中断，可继续", "red", False, _is_latest(run))
    if run.state in _ACTIVE:
        words = "正在停止" if run.stop_asked and run.state == Round.State.RUNNING else run.get_state_display()
        return Standing(words, "blue", True, False)
    if run.state == Round.State.FINISHED:
        told = statement.read(run)
        is_whole = told is not None and told.is_complete
        return Standing("已完成" if is_whole else "已完成，有未看到的", "green" if is_whole else "amber", False, False)
    if run.state == Round.State.STOPPED:
        return Standing("已停止，可继续" if _is_latest(run) else "已停止", "amber", False, _is_latest(run))
    return Standing("未能进行", "red", False, _is_latest(run))


def _is_latest(run: Round) -> bool:
    """Only the last round can be taken up: one that began after it has taken its place."""
    return not Round.objects.filter(site_id=run.site_id, pk__gt=run.pk).exists()


def _is_alive(run: Round, at: datetime) -> bool:
    if run.state == Round.State.QUEUED:
        return True
    if run.state == Round.State.STARTING and at - run.started_at < _STARTING:
        return True
    return is_held(sites.folder_of(run.site))


def is_held(folder: Path, name: str = LOCK) -> bool:
    """Whether a process runs a round in this folder, or whatever else this lock is for."""
    if not (folder / name).exists():
        return False
    try:
        Lock(folder / name).release()
    except ArchiveLocked:
        return True
    return False


def spawn(run: Round) -> None:
    """Start `mingcha round` for it, independent of this process; what it prints goes to a file beside the evidence."""
    folder = sites.folder_of(run.site)
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "MINGCHA_HOME": str(settings.HOME)}
    with (folder / LOG).open("ab") as out:
        process = subprocess.Popen(  # noqa: S603 -- our own program and a number
            [sys.executable, "-m", "mingcha", "round", str(run.pk)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
    threading.Thread(target=process.wait, daemon=True).start()  # so that it leaves no trace in the process table


class Beat:
    """Writes once a second how a round stands, and learns whether it shall stop."""

    def __init__(self, run: Round, *, now: Callable[[], datetime], stopped: Callable[[], bool]) -> None:
        self._pk, self._now, self._stopped = run.pk, now, stopped
        self._last = 0.0
        self._state: RoundState | None = None
        self._asked = False

    def advance(self, state: RoundState) -> None:
        self._state = state
        self._write()

    def should_stop(self) -> bool:
        self._write()
        return self._asked or self._stopped()

    def _write(self) -> None:
        if time.monotonic() - self._last < _BEAT:
            return
        self._last = time.monotonic()
        row = Round.objects.filter(pk=self._pk)
        facts: dict[str, object] = {"last_seen": self._now()}
        if (state := self._state) is not None:
            facts |= {
                "done": state.done,
                "waiting": state.waiting,
                "per_second": state.per_second,
                "seconds_left": state.seconds_left,
                "hosts": json.dumps(state.hosts, ensure_ascii=False),
            }
        try:
            row.update(**facts)
            self._asked = bool(row.values_list("stop_asked", flat=True).first())
        except OperationalError as fault:  # somebody imports just now: the round goes on, the page waits
            log.info("round %s: progress not written: %s", self._pk, fault)


def run_round(pk: int, *, now: Callable[[], datetime], stopped: Callable[[], bool] = lambda: False) -> Round:
    """Do a round here and now, to its end in the ledger. Raises ArchiveLocked when another process does one.

    A fault that people can do something about is told on the round; any other leaves it interrupted.
    """
    run = Round.objects.select_related("site", "started_by").get(pk=pk)
    folder = sites.folder_of(run.site)
    folder.mkdir(parents=True, exist_ok=True)
    lock = _locked(folder)
    try:
        _set(run, state=Round.State.RUNNING, started_at=now(), last_seen=now())
        site = sites.value_of(run.site)
        told = statement.read(run)
        if told is None or told.finished is None:  # else it broke off when everything was collected
            beat = Beat(run, now=now, stopped=stopped)
            try:
                told = pipeline.collect_site(
                    site,
                    folder,
                    round_name=_ENGINE.get(run.name, run.name),
                    since=run.since,
                    only=sites.lines(run.only),
                    audit=run.site.audit_links,
                    now=now,
                    advance=beat.advance,
                    should_stop=beat.should_stop,
                )
            except _FAULTS as fault:
                _set(run, state=Round.State.FAILED, ended_at=now(), message=str(fault))
                return run
        _set(run, state=Round.State.TAKING, statement=statement.keep(told), waiting=told.waiting, last_seen=now())
        run.refresh_from_db()
        with undisturbed():
            take(finds(site, folder), run=run, by=run.started_by, at=now())
        run.state = Round.State.STOPPED if told.finished is None else Round.State.FINISHED
        run.ended_at = now()
        run.save()
        return run
    finally:
        lock.release()


def _locked(folder: Path) -> Lock:
    """The folder's lock; a page that looks whether it is held holds it for a moment itself."""
    for _ in range(20):
        try:
            return Lock(folder / LOCK)
        except ArchiveLocked:
            time.sleep(0.1)
    return Lock(folder / LOCK)


def _set(run: Round, **facts: object) -> None:
    for name, fact in facts.items():
        setattr(run, name, fact)
    Round.objects.filter(pk=run.pk).update(**facts)


def due(site: Site, *, at: datetime) -> tuple[str, Round | None] | None:
    """What a scheduled site needs now: a round's name, and the round itself where one is to be taken up.

    Everything once a month (thirty-one days), whole lists every seven days, new posts every day; the first round is
    whole anyway.
    """
    last = site.rounds.order_by("-pk").first()
    if last is not None:
        how = standing(last, at=at)
        if how.is_active:
            return None
        if how.can_continue and not last.stop_asked:
            return last.name, last
    done = site.rounds.filter(state=Round.State.FINISHED, ended_at__isnull=False)
    whole = done.filter(name__in=_WHOLE)
    month_ago = at - _MONTH
    if (
        whole.filter(ended_at__lte=month_ago).exists()
        and not whole.filter(name__in=_ALL, ended_at__gt=month_ago).exists()
    ):
        return Round.Name.MONTHLY, None
    if not whole.filter(ended_at__gt=at - _WEEK).exists():
        return Round.Name.WEEKLY, None
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = done.filter(name__in=(Round.Name.DAILY, *_WHOLE), ended_at__gte=midnight)
    return None if today.exists() else (Round.Name.DAILY, None)
