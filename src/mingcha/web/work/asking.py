"""Asking for background work: each errand is queued once under its key, and never a second time."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.cases.models import Finding
from mingcha.web.cases.rechecking import recheck_due
from mingcha.web.notices.sending import is_anything_due
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import parts, running
from mingcha.web.rounds.models import Round, Site
from mingcha.web.units.models import Unit
from mingcha.web.work import kinds
from mingcha.web.work.kinds import Kind
from mingcha.web.work.models import Errand, Lead, SafetyCopy, Schedule
from mingcha.web.work.slots import is_quiet

READY, RUNNING, DONE, FAILED = "READY", "RUNNING", "SUCCESSFUL", "FAILED"
LEAD_LOCK = "worker.lock"
# A worker on another machine is believed alive for so long after it was heard of.
_HEARD = timedelta(seconds=60)


def this_place() -> str:
    """The machine, and the data folder on it: two folders on one machine are two places."""
    return f"{socket.gethostname()}:{settings.HOME}"[:100]


def worker_is_alive(*, at: datetime) -> bool:
    """Whether a worker leads: on this machine its lock tells, of another one only what it wrote last."""
    if running.is_held(settings.HOME, LEAD_LOCK):
        return True
    lead = Lead.objects.filter(pk=1).first()
    if lead is None or not lead.holder or lead.beat_at is None or lead.host == this_place():
        return False
    return abs(at - lead.beat_at) < _HEARD


@transaction.atomic
def ask(
    kind: Kind,
    *,
    key: str,
    title: str,
    arguments: Mapping[str, Any] | None = None,
    by: User | None = None,
    at: datetime,
    schedule: Schedule | None = None,
    slot: datetime | None = None,
) -> Errand | None:
    """Queue an errand; None when it was queued before under the same key."""
    from mingcha.web.work.tasks import task_of  # the tasks ask for errands in their turn

    if Errand.objects.filter(key=key).exists():
        return None
    # A copy that is whole and younger than this is the one that was asked for.
    given = {"asked": at.isoformat()} if kind is kinds.BACKUP else {}
    result = task_of(kind).using(queue_name=kind.row).enqueue(**given, **(arguments or {}))
    return Errand.objects.create(
        key=key,
        kind=kind.name,
        title=title[:200],
        schedule=schedule,
        slot=slot,
        task_id=result.id,
        asked_by=by,
        asked_at=at,
    )


def start_round(run: Round) -> None:
    """A round somebody has started: it waits for the worker where one is alive, else it has a process of its own."""
    if not worker_is_alive(at=timezone.now()):
        running.spawn(run)
        return
    Round.objects.filter(pk=run.pk).update(state=Round.State.QUEUED)
    queue_round(run, by=run.started_by, at=run.started_at)


def queue_round(
    run: Round, *, by: User | None, at: datetime, schedule: Schedule | None = None, slot: datetime | None = None
) -> Errand | None:
    """Let the worker do this round from where it stands; each start of a round is queued once."""
    return ask(
        kinds.ROUND,
        key=f"round:{run.pk}:{run.started_at.timestamp():.6f}",
        title=f"{run.site.name}　{run.get_name_display()}轮次",
        arguments={"run": run.pk},
        by=by,
        at=at,
        schedule=schedule,
        slot=slot,
    )


def start_sending() -> None:
    """What is due to be sent goes now, beside the plan's times. Where no worker is alive, or the plan is switched off or
    quiet, it waits for the plan.

    One errand that waits sees what came since; one that runs may have looked already, so that another is queued.

    Called once what is to be sent is committed, and with no lock: an errand that is seen to wait here begins, and looks,
    after this moment. Two who see none at the same moment queue two; each list is claimed by one of them, and the other
    finds nothing to send.
    """
    at, kind = timezone.now(), kinds.SENDING
    line = Schedule.objects.filter(key=kind.name).first()
    if line is not None and (not line.enabled or is_quiet(line, at)):
        return
    if not worker_is_alive(at=at) or not is_anything_due(at):
        return
    if not Errand.objects.filter(kind=kind.name, task__status=READY).exists():
        ask(kind, key=f"post:{at.timestamp():.6f}", title=kind.label, at=at, schedule=line)


def start_recheck(site: Site, unit: Unit | None, *, by: User | None, at: datetime) -> Round:
    """A round over the places of the cases that are to be re-checked, with the columns they stand in; examined after.

    Raises Refused when there is no such case.
    """
    only = places_to_recheck(site, unit, at=at)
    return running.start(site, name=Round.Name.PLACES, unit=unit, only=only, by=by, at=at)


def places_to_recheck(site: Site, unit: Unit | None = None, *, at: datetime) -> tuple[str, ...]:
    """The addresses of such a round. Raises Refused when there is no such case."""
    parts.must_be_known(site)
    cases = recheck_due(site, at)
    cases = cases if unit is None else cases.filter(unit=unit)
    findings = Finding.objects.filter(case__in=cases).order_by("pk")
    places = [url for pair in findings.values_list("post_url", "source") for url in pair if "://" in url]
    if not places:
        raise Refused("没有已交办、等待复核的问题，不用复核采集。")
    return parts.with_columns(site, tuple(dict.fromkeys(places)))


@transaction.atomic
def ask_backup(folder: Path, *, by: User, at: datetime) -> None:
    """A safety copy now; whoever asks again within the minute asks for the same one."""
    ask(kinds.BACKUP, key=f"backup:{at:%Y%m%d%H%M}", title="备份　由人要求", by=by, at=at)
    record(actor=by, action="要求备份", target=str(folder))


@transaction.atomic
def ask_restore_test(copy: SafetyCopy, *, by: User, at: datetime) -> None:
    ask(
        kinds.RESTORE_TEST, key=f"restore_test:{copy.pk}:{at:%Y%m%d%H%M}", title=f"试恢复　{copy.name}",
        arguments={"copy": copy.pk}, by=by, at=at,
    )  # fmt: skip
    record(actor=by, action="要求试恢复", target=copy.name)


@transaction.atomic
def ask_examination(site: Site, *, by: User | None, at: datetime) -> Errand:
    """Examine what is kept of a site once more. Raises Refused while such a thing waits or runs already."""
    open_ones = Errand.objects.filter(kind=kinds.EXAMINATION.name, task__status__in=(READY, RUNNING))
    title = f"{site.name}　检查"
    if open_ones.filter(title=title).exists():
        raise Refused(f"“{site.name}”的检查已在排队或进行，请等它做完。")
    asked = ask(
        kinds.EXAMINATION, key=f"examination:{site.pk}:{at.timestamp():.6f}", title=title,
        arguments={"site": site.pk, "asked": at.isoformat()}, by=by, at=at,
    )  # fmt: skip
    assert asked is not None, "the key holds the moment"
    record(actor=by, action="要求检查", target=site.name)
    return asked


@transaction.atomic
def try_again(errand: Errand, *, by: User | None) -> None:
    """Put a failed errand back into its row. Raises Refused for any other."""
    task = DBTaskResult.objects.select_for_update().get(pk=errand.task_id)
    if task.status != FAILED:
        raise Refused("这一项没有失败，不用再试。")
    task.status, task.started_at, task.finished_at = READY, None, None
    task.exception_class_path = task.traceback = ""
    task.save()
    Errand.objects.filter(pk=errand.pk).update(deaths=0, told="已要求再试")
    record(actor=by, action="重试后台任务", target=errand.title)


def free_round(errand: Errand) -> None:
    """A round whose errand will not be done waits no longer: it can be taken up, or another one begun."""
    if errand.kind == kinds.ROUND.name:
        key = int(errand.key.split(":")[1])
        Round.objects.filter(pk=key, state=Round.State.QUEUED).update(state=Round.State.STOPPED)


@transaction.atomic
def give_up(errand: Errand, *, by: User | None) -> None:
    """Take a waiting errand out of its row. Raises Refused once it runs."""
    task = DBTaskResult.objects.select_for_update().get(pk=errand.task_id)
    if task.status != READY:
        raise Refused("这一项已经不在排队，不能取消。")
    task.status, task.finished_at = FAILED, timezone.now()
    task.save(update_fields=["status", "finished_at"])
    Errand.objects.filter(pk=errand.pk).update(told="已由人取消")
    free_round(errand)
    record(actor=by, action="取消后台任务", target=errand.title)
