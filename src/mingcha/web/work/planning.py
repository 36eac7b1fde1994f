"""The plan kept and followed: a line for everything that comes again, and an errand for each slot that has come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.notices.sending import is_anything_due
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import running
from mingcha.web.rounds.models import Round, Site
from mingcha.web.work import kinds
from mingcha.web.work.asking import READY, RUNNING, ask, queue_round
from mingcha.web.work.kinds import KINDS, Kind
from mingcha.web.work.models import Errand, Schedule
from mingcha.web.work.slots import due


def keep_plan() -> None:
    """Every kind that comes again has its line, and every site that is collected by plan one of its own."""
    known = set(Schedule.objects.values_list("key", flat=True))
    for kind in KINDS.values():
        if kind.every and kind is not kinds.ROUND and kind.name not in known:
            _line(kind, key=kind.name)
    for site in Site.objects.filter(scheduled=True):
        if f"{kinds.ROUND.name}:{site.pk}" not in known:
            _line(kinds.ROUND, key=f"{kinds.ROUND.name}:{site.pk}", site=site)


def _line(kind: Kind, *, key: str, site: Site | None = None) -> None:
    Schedule.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind.name, "site": site, "every": kind.every, "at_time": kind.at, "minutes": kind.minutes,
            "monthday": kind.monthday, "quiet": kind.quiet,
        },
    )  # fmt: skip


def queue_due(*, at: datetime) -> list[Errand]:
    """Queue what has come due since it was last looked; asking twice queues nothing twice."""
    asked = []
    for pk in Schedule.objects.filter(enabled=True).values_list("pk", flat=True):
        with transaction.atomic():
            line = Schedule.objects.select_for_update(of=("self",)).select_related("site").get(pk=pk)
            found = due(line, at=at)
            if found is None:
                continue
            line.last_slot, line.told = found.slot, found.told
            line.era += bool(found.told)
            if not found.is_anew:
                errand = _queue(line, found.slot, at=at)
                asked += [errand] if errand is not None else []
            line.save()
    return asked


def _queue(line: Schedule, slot: datetime, *, at: datetime) -> Errand | None:
    kind = KINDS.get(line.kind)
    if kind is None:
        line.told = "程序里已没有这一事项，不再执行"
        return None
    if kind is kinds.ROUND:
        return _queue_round(line, slot, at=at)
    if kind is kinds.SENDING and not is_anything_due(at):
        return None  # no process is started every five minutes to find nothing
    if Errand.objects.filter(schedule=line, task__status__in=(READY, RUNNING)).exists():
        line.told = "上一次还没有做完，这一次不再另排"
        return None
    when = f"{timezone.localtime(slot):%Y-%m-%d %H:%M}"
    return ask(
        kind, key=f"plan:{line.key}:{line.era}:{slot.isoformat()}", title=f"{kind.label}　{when}", at=at,
        schedule=line, slot=slot,
    )  # fmt: skip


def _queue_round(line: Schedule, slot: datetime, *, at: datetime) -> Errand | None:
    """The round the site needs now, which is found from what was done and not from what was planned."""
    site = line.site
    if site is None or not site.scheduled:
        line.told = "网站没有登记为按期采集"
        return None
    try:
        wanted = running.due(site, at=at)
        if wanted is None:
            line.told = "网站正在采集，或今天已采集过，这次不用再采集"
            return None
        name, unfinished = wanted
        if unfinished is None:
            run = running.prepare(site, name=name, since=None, by=None, at=at)
        else:
            run = running.take_up(unfinished, by=None, at=at)
    except Refused as fault:
        line.told = str(fault)[:300]
        return None
    Round.objects.filter(pk=run.pk).update(state=Round.State.QUEUED)
    return queue_round(run, by=None, at=at, schedule=line, slot=slot)


@transaction.atomic
def change(line: Schedule, *, label: str, told: str, by: User) -> None:
    """Keep a line somebody has changed; the new time counts from now on, and nothing is made up for that was never
    planned. `told` says what was changed."""
    line.last_slot, line.told = None, ""
    line.save()
    record(actor=by, action="修改后台计划", target=label, detail=f"修改了：{told}")


@transaction.atomic
def queue_now(line: Schedule, *, by: User, at: datetime) -> None:
    """Queue a line's work beside its times, because somebody wants it now. Raises Refused when it waits already."""
    kind = KINDS.get(line.kind)
    if kind is None:
        raise Refused("程序里已没有这一事项。")
    if kind is kinds.ROUND and line.site is not None:
        wanted = running.due(line.site, at=at)
        if wanted is not None and wanted[1] is not None:
            running.carry_on(wanted[1], by=by, at=at)
        else:
            running.start(line.site, name=wanted[0] if wanted else Round.Name.DAILY, by=by, at=at)
        return
    if Errand.objects.filter(kind=kind.name, task__status__in=(READY, RUNNING)).exists():
        raise Refused(f"“{kind.label}”已在排队或正在做，请等它做完。")
    ask(kind, key=f"now:{line.key}:{at.timestamp():.6f}", title=f"{kind.label}　由人要求", by=by, at=at)
    record(actor=by, action="要求后台任务", target=kind.label)
