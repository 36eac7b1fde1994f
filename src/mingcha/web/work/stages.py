"""The stages of a round, each as it stands: collecting, taking in, examining, re-checking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mingcha.web.cases.examining import is_running
from mingcha.web.cases.models import Examination, Recheck
from mingcha.web.cases.rechecking import recheck_due
from mingcha.web.rounds import running
from mingcha.web.rounds.models import Round
from mingcha.web.work.asking import READY, RUNNING
from mingcha.web.work.models import Errand


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, how it stands in words and colour, and what is known of it."""

    name: str
    words: str
    colour: str
    told: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.colour == "blue"


WAITS, DOES, DONE, NOT_DONE = ("等待", ""), ("进行中", "blue"), ("完成", "green"), ("未完成", "amber")


def stages(run: Round, *, at: datetime) -> tuple[Stage, ...]:
    """All four, in their order."""
    how = running.standing(run, at=at)
    item = run.examinations.order_by("-pk").first()  # type: ignore[attr-defined]
    errand = Errand.objects.filter(key__startswith=f"round:{run.pk}:").select_related("task").first()
    goes_on = errand is not None and errand.task.status in (READY, RUNNING)
    return (
        _collecting(run, how),
        _taking(run, how),
        _examining(run, item, goes_on=goes_on),
        _rechecking(run, item, goes_on, at),
    )


def _collecting(run: Round, how: running.Standing) -> Stage:
    told = f"已访问 {run.done} 个网址，待访问 {run.waiting} 个" if run.done or run.waiting else ""
    if run.state in (Round.State.TAKING, Round.State.FINISHED):
        return Stage("采集", *DONE, told)
    if how.is_active:
        return Stage("采集", *(WAITS if run.state == Round.State.QUEUED else DOES), told or how.words)
    return Stage("采集", *NOT_DONE, run.message or how.words)


def _taking(run: Round, how: running.Standing) -> Stage:
    if run.state == Round.State.FINISHED:
        return Stage("记入台账", *DONE, f"新入台账 {run.brought} 条，待归属 {run.unplaced} 条")
    if run.state == Round.State.TAKING:
        return Stage("记入台账", *(DOES if how.is_active else NOT_DONE))
    return Stage("记入台账", *WAITS)


def _examining(run: Round, item: Examination | None, *, goes_on: bool) -> Stage:
    if item is None:
        waits = run.state != Round.State.FINISHED or goes_on
        return Stage(
            "检查", *(WAITS if waits else NOT_DONE), "" if waits else "这一轮没有检查，可在网站页面点“重新检查”"
        )
    if item.state == Examination.State.FINISHED:
        told = f"新问题 {item.brought} 处，仍在 {item.standing} 处，不再有 {item.gone} 处，未能检查 {item.missed} 处"
        if run.only:
            told += "；没有重新采集的网页以上次采集的为准，不算重新看过"
        return Stage("检查", *DONE, told)
    if is_running(item):
        return Stage("检查", *DOES, f"已检查 {item.done} / {item.posts} 条信息")
    if goes_on:
        return Stage("检查", *WAITS, "上一次检查中途停止，原有问题不变，将重新检查")
    return Stage("检查", *NOT_DONE, item.message or "检查中途停止，没有得出结论，原有问题不变")


def _rechecking(run: Round, item: Examination | None, goes_on: bool, at: datetime) -> Stage:
    if item is not None and item.state == Examination.State.FINISHED:
        number = Recheck.objects.filter(examination=item).count()
        return Stage("复核", *DONE, f"{number} 件整改事项有新的复核结果" if number else "没有新的复核结果")
    waiting = recheck_due(run.site, at).count()
    ended = run.state == Round.State.FINISHED and not goes_on and item is None
    if ended and not waiting:
        return Stage("复核", "不需要", "", "没有已交办、等待复核的整改事项")
    return Stage("复核", *(NOT_DONE if ended else WAITS), f"{waiting} 件已交办的整改事项待复核" if waiting else "")
