"""The tasks of the worker. Each may be done twice and then changes nothing the second time.

They are thin: what is to be done lies in the other rooms. A task gives back the sentence that tells people what came
of it.
"""

from __future__ import annotations

import os
import threading
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from mingcha.archive.faults import ArchiveLocked
from mingcha.web.accounts import sessions
from mingcha.web.audit.services import record, verify_chain
from mingcha.web.cases.examining import examine_site, is_running
from mingcha.web.cases.models import Decision, Examination, Finding
from mingcha.web.escalation.drafting import propose
from mingcha.web.notices.digests import make_digests
from mingcha.web.notices.sending import send_pending
from mingcha.web.rounds import running
from mingcha.web.rounds.models import Round, Site
from mingcha.web.work import backup, kinds, restoring
from mingcha.web.work.asking import DONE, FAILED
from mingcha.web.work.kinds import OFFICE, POST, ROUNDS, Kind
from mingcha.web.work.models import Errand, SafetyCopy, Schedule
from mingcha.web.work.outcomes import PutBack, WorkFault

# Set when the process is asked to end: a round then ends in order and goes on later.
stop = threading.Event()
# How long another process may be let finish before it is asked for again, in seconds.
_BUSY = 60
# How long errands that are done are kept, those of every few minutes and the others, in days.
_KEPT_OFTEN, _KEPT = 2, 180


@task(queue_name=ROUNDS)
def do_round(run: int) -> str:
    """Collect, take in, examine, re-check; each stage that is done already is passed over."""
    row = Round.objects.select_related("site").filter(pk=run).first()
    if row is None:
        return "这一轮已不存在，不用做。"
    if row.state != Round.State.FINISHED and not row.stop_asked:
        try:
            row = running.run_round(run, now=timezone.now, stopped=stop.is_set)
        except ArchiveLocked:
            raise PutBack("这个网站正由另一个进程采集，等它结束", seconds=_BUSY) from None
    if row.stop_asked and row.state != Round.State.FINISHED:
        return "已按要求停止；可在轮次页面继续。"
    if row.state == Round.State.FAILED:
        raise WorkFault(row.message)
    if row.state != Round.State.FINISHED:
        raise PutBack("后台进程正在停止，下次启动后从停下的地方继续")
    collected = f"新入台账 {row.brought} 条，台账已有 {row.known} 条，待归属 {row.unplaced} 条。"
    return collected + _examined(row.site, run=row)


@task(queue_name=ROUNDS)
def do_examination(site: int, asked: str) -> str:
    """Examine what is kept, once for each time it was asked for."""
    row = Site.objects.filter(pk=site).first()
    if row is None:
        return "网站已不存在，不用检查。"
    later = Examination.objects.filter(
        site=row, state=Examination.State.FINISHED, started_at__gte=datetime.fromisoformat(asked)
    )
    if (known := later.order_by("pk").first()) is not None:
        return _told(known)
    return _examined(row, run=None)


def _examined(site: Site, *, run: Round | None) -> str:
    done = Examination.objects.filter(run=run, state=Examination.State.FINISHED).first() if run is not None else None
    if done is not None:
        return _told(done)
    try:
        for left in Examination.objects.filter(site=site, state=Examination.State.RUNNING):
            if not is_running(left):
                words = "检查中途停止，没有得出结论，原有问题不变；已重新检查。"
                Examination.objects.filter(pk=left.pk).update(
                    state=Examination.State.FAILED, ended_at=timezone.now(), message=words
                )
        item = examine_site(site, run=run, now=timezone.now, processes=_processes())
    except ArchiveLocked:
        raise PutBack("这个网站正由另一个进程检查，等它结束", seconds=_BUSY) from None
    if item.state == Examination.State.FAILED:
        raise WorkFault(item.message)
    return _told(item)


def _told(item: Examination) -> str:
    return f"新问题 {item.brought} 处，仍在 {item.standing} 处，不再有 {item.gone} 处，未能检查 {item.missed} 处。"


def _processes() -> int:
    """One processor is left to the page."""
    return max(1, min(4, (os.cpu_count() or 2) - 1))


@task(queue_name=POST)
def do_sending() -> str:
    """What waits to be sent; each message is claimed, sent and noted by itself."""
    sent = send_pending(timezone.now())
    if sent.given_up:
        raise WorkFault(f"{sent.given_up} 份多次发送不成，已不再自动重发。请在整改通知中查看原因，改正后再发。")
    return f"发出 {sent.sent} 份，{sent.put_off} 份未成、稍后再发。"


@task(queue_name=OFFICE)
def do_digests() -> str:
    """Today's message of each unit that has one; none is written twice."""
    return f"新写 {make_digests(timezone.now())} 份。"


@task(queue_name=OFFICE)
def do_escalation() -> str:
    """The next steps that are called for, drafted; people sign them."""
    return f"新拟 {len(propose(timezone.now()))} 份，待签发。"


@task(queue_name=OFFICE)
def do_backup(asked: str) -> str:
    """A safety copy, unless one was made since it was asked for."""
    made = backup.make(asked=datetime.fromisoformat(asked), at=timezone.now(), now=timezone.now)
    return f"{made.name}：{made.files} 个文件，{backup.megabytes(made.size)}。"


@task(queue_name=OFFICE)
def do_restore_test(copy: int | None = None) -> str:
    """This copy or the newest good one, restored into a temporary folder and counted."""
    good = SafetyCopy.objects.filter(state=SafetyCopy.State.GOOD)
    row = (good if copy is None else good.filter(pk=copy)).first()
    if row is None:
        raise WorkFault("还没有备份可以试恢复。请先备份。")
    return f"{row.name} {restoring.try_out(row, at=timezone.now())}。"


@task(queue_name=OFFICE)
def do_expiry() -> str:
    """Findings whose dismissal holds no longer wait again."""
    today = timezone.localdate()
    expired = Finding.objects.filter(decision__kind=Decision.Kind.DISMISSED, decision__expires__lt=today)
    with transaction.atomic():
        number = expired.update(decision=None)
        if number:
            record(actor=None, action="判断到期", detail=f"{number} 处问题的“误报”已到期，重新待判断")
    return f"{number} 处问题重新待判断。"


@task(queue_name=OFFICE)
def do_audit() -> str:
    """The chain of the operation log, read from end to end."""
    found = verify_chain()
    if not found.intact:
        raise WorkFault(f"{found.told}。请报告审计管理员，并与备份核对。")
    return f"共 {found.entries} 条，首尾相扣。"


@task(queue_name=OFFICE)
def do_tidying() -> str:
    """Old errands go; what failed is kept as long as what was done. So do sessions that nobody is in any more."""
    at = timezone.now()
    often = Schedule.objects.filter(every=Schedule.Every.MINUTES)
    ended = Errand.objects.filter(task__status__in=(DONE, FAILED))
    old = ended.filter(asked_at__lt=at - timedelta(days=_KEPT)) | ended.filter(
        schedule__in=often, asked_at__lt=at - timedelta(days=_KEPT_OFTEN)
    )
    number, _ = DBTaskResult.objects.filter(pk__in=list(old.values_list("task_id", flat=True))).delete()
    over = sessions.sweep(at=at)
    return f"清理 {number // 2} 项；结束闲置的登录 {over} 个。"


_TASKS: dict[Kind, Any] = {
    kinds.ROUND: do_round,
    kinds.EXAMINATION: do_examination,
    kinds.SENDING: do_sending,
    kinds.DIGESTS: do_digests,
    kinds.ESCALATION: do_escalation,
    kinds.BACKUP: do_backup,
    kinds.RESTORE_TEST: do_restore_test,
    kinds.EXPIRY: do_expiry,
    kinds.AUDIT: do_audit,
    kinds.TIDYING: do_tidying,
}


def task_of(kind: Kind) -> Any:
    """The task that does this kind of errand."""
    return _TASKS[kind]
