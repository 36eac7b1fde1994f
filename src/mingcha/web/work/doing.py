"""An errand done, in the process that was started for it: claimed, done, and what came of it written down."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mingcha.archive.faults import ArchiveError, ArchiveLocked
from mingcha.archive.lock import Lock
from mingcha.collect.frontier_file import FrontierFault
from mingcha.model.plain import NotPlain
from mingcha.web.publishing.refusals import Refused
from mingcha.web.work.asking import DONE, FAILED, READY, RUNNING, this_place
from mingcha.web.work.models import Errand
from mingcha.web.work.outcomes import PutBack, WorkFault
from mingcha.web.work.reaping import lock_of

log = logging.getLogger(__name__)

# Faults that tell people in Chinese what is the matter.
_TOLD = (Refused, WorkFault, ArchiveError, FrontierFault, NotPlain)


def do(pk: int) -> Errand | None:
    """Do this errand here and now; None when somebody else does it, or it waits no longer."""
    lock_file = lock_of(pk)
    try:
        lock = Lock(lock_file)
    except ArchiveLocked:
        return None
    try:
        task = _claimed(pk)
        if task is None:
            return None
        return _done(pk, task)
    finally:
        lock.release()


@transaction.atomic
def _claimed(pk: int) -> DBTaskResult | None:
    errand = Errand.objects.filter(pk=pk).first()
    task = DBTaskResult.objects.select_for_update().filter(pk=errand.task_id).first() if errand else None
    if task is None or task.status != READY:
        return None
    task.claim(this_place()[:60])
    Errand.objects.filter(pk=pk).update(host=this_place(), told="")
    return task


def _done(pk: int, task: DBTaskResult) -> Errand:
    """Run the task; the states of what it changes are its own, here only how it ended is written."""
    try:
        given = task.args_kwargs
        told = task.task.call(*given["args"], **given["kwargs"])
    except PutBack as reason:
        return _ended(pk, task, READY, str(reason), run_after=timezone.now() + timedelta(seconds=reason.seconds))
    except DatabaseError as fault:  # locked, full or away: it is not the errand's fault
        log.warning("errand %s: %s", pk, fault)
        words = f"数据库暂时不能读写（{str(fault)[:120]}），一分钟后再试"
        return _ended(pk, task, READY, words, run_after=timezone.now() + timedelta(minutes=1))
    except _TOLD as fault:
        return _ended(pk, task, FAILED, str(fault), fault)
    except Exception as fault:
        log.exception("errand %s", pk)
        words = f"程序出错（{type(fault).__name__}），经过已记在 worker.log。请再试一次；仍不成时把该文件交给维护人员。"
        return _ended(pk, task, FAILED, words, fault)
    return _ended(pk, task, DONE, str(told or ""))


@transaction.atomic
def _ended(
    pk: int, task: DBTaskResult, status: str, told: str, fault: Exception | None = None, **more: object
) -> Errand:
    row = DBTaskResult.objects.select_for_update().get(pk=task.pk)
    if row.status == RUNNING:
        row.status = status
        row.finished_at = None if status == READY else timezone.now()
        row.return_value = told if status == DONE else None
        if fault is not None:
            row.exception_class_path = f"{type(fault).__module__}.{type(fault).__qualname__}"
            row.traceback = str(fault)
        for name, fact in more.items():
            setattr(row, name, fact)
        row.save()
        Errand.objects.filter(pk=pk).update(told=told)
    return Errand.objects.select_related("task").get(pk=pk)
