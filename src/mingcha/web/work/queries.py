"""What the pages show of background work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from mingcha.web.work.asking import FAILED, READY, RUNNING, worker_is_alive
from mingcha.web.work.kinds import KINDS
from mingcha.web.work.models import Errand, Lead, SafetyCopy, Schedule
from mingcha.web.work.slots import is_quiet, next_after


@dataclass(frozen=True, slots=True)
class WorkerState:
    """Whether a worker is alive and since when, how much runs, waits and failed, and what it has to say."""

    is_alive: bool
    lead: Lead | None
    running: int
    waiting: int
    failed: int
    told: str

    @property
    def words(self) -> str:
        if not self.is_alive:
            return "没有运行"
        return f"正在做 {self.running} 项" if self.running else "空闲"

    @property
    def colour(self) -> str:
        return "red" if not self.is_alive else "blue" if self.running else "green"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan with its next time; `next` is None for one that is switched off."""

    line: Schedule
    label: str
    help: str
    often: str
    next: datetime | None
    is_quiet: bool
    last: Errand | None


def worker_state(*, at: datetime) -> WorkerState:
    alive = worker_is_alive(at=at)
    lead = Lead.objects.filter(pk=1).first()
    of_status = Errand.objects.order_by()
    return WorkerState(
        alive,
        lead if alive else None,
        of_status.filter(task__status=RUNNING).count(),
        of_status.filter(task__status=READY).count(),
        failed().count(),
        lead.told if lead is not None and alive else "",
    )


def failed() -> QuerySet[Errand]:
    """What has failed and was neither done again nor called off: of a line of the plan only its last time counts."""
    found = Errand.objects.filter(task__status=FAILED).exclude(told="已由人取消")
    last = Errand.objects.filter(schedule__isnull=False).order_by().values("schedule").annotate(last=Max("pk"))
    return found.filter(schedule=None) | found.filter(pk__in=last.values("last"))


def errands(status: str = "") -> QuerySet[Errand]:
    """Errands, the newest first, of one state or of all."""
    found = Errand.objects.select_related("task", "asked_by", "schedule")
    return found.filter(task__status=status) if status else found


def plan(*, at: datetime) -> list[PlanLine]:
    lines = list(Schedule.objects.select_related("site").order_by("pk"))
    newest = Errand.objects.filter(schedule__in=lines).order_by().values("schedule").annotate(last=Max("pk"))
    last = Errand.objects.select_related("task").in_bulk([row["last"] for row in newest])
    of_line = {errand.schedule_id: errand for errand in last.values()}
    return [_plan_line(line, of_line.get(line.pk), at) for line in lines]


def _plan_line(line: Schedule, last: Errand | None, at: datetime) -> PlanLine:
    kind = KINDS.get(line.kind)
    label = kind.label if kind else line.kind
    if line.site is not None:
        label = f"{line.site.name}　{label}"
    is_on = line.enabled and (line.site is None or line.site.scheduled)
    return PlanLine(
        line, label, kind.help if kind else "", often(line), next_after(line, at) if is_on else None, is_quiet(line, at), last
    )  # fmt: skip


def often(line: Schedule) -> str:
    """每周三 02:00, and so on."""
    when = f"{line.at_time:%H:%M}"
    if line.every == Schedule.Every.MINUTES:
        return f"每 {line.minutes} 分钟"
    if line.every == Schedule.Every.WEEKLY:
        return f"每周{'一二三四五六日'[line.weekday % 7]} {when}"
    if line.every == Schedule.Every.MONTHLY:
        return f"每月 {line.monthday} 日 {when}"
    return f"每天 {when}"


def copies() -> QuerySet[SafetyCopy]:
    return SafetyCopy.objects.select_related("by")
