"""The worker: what is due is queued and done once, what a dead process left is taken up, one worker leads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mingcha.archive.lock import Lock

pytestmark = pytest.mark.django_db


def now():
    return datetime.now().astimezone()


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.BACKUPS = tmp_path / "backups"


@pytest.fixture
def errand():
    from mingcha.web.work import kinds
    from mingcha.web.work.asking import ask

    return ask(kinds.EXPIRY, key="one", title="判断到期", at=now())


def status(errand):
    from mingcha.web.work.models import Errand

    return Errand.objects.select_related("task").get(pk=errand.pk).task.status


def test_the_same_key_is_queued_once(errand):
    from mingcha.web.work import kinds
    from mingcha.web.work.asking import ask
    from mingcha.web.work.models import Errand

    assert ask(kinds.EXPIRY, key="one", title="判断到期", at=now()) is None
    assert Errand.objects.count() == 1


def test_an_errand_is_done_once_and_tells_what_came_of_it(errand):
    from mingcha.web.work.doing import do

    done = do(errand.pk)
    assert (done.task.status, done.told) == ("SUCCESSFUL", "0 处问题重新待判断。")
    assert do(errand.pk) is None


def test_what_somebody_else_does_is_left_alone(errand):
    from mingcha.web.work.doing import do
    from mingcha.web.work.reaping import lock_of

    lock = Lock(lock_of(errand.pk))
    assert do(errand.pk) is None
    lock.release()


def test_a_fault_is_told_in_chinese_and_can_be_tried_again(errand, monkeypatch, county):
    from mingcha.web.publishing.refusals import Refused
    from mingcha.web.work.asking import try_again
    from mingcha.web.work.doing import do

    def fails(*, today=None):
        raise Refused("磁盘已满，请清理后再试。")

    with monkeypatch.context() as patched:
        patched.setattr("mingcha.web.work.tasks.record", fails)
        patched.setattr("mingcha.web.work.tasks.timezone.localdate", fails)
        done = do(errand.pk)
    assert (done.task.status, done.told) == ("FAILED", "磁盘已满，请清理后再试。")
    try_again(errand, by=county.people["system"])
    assert status(errand) == "READY"
    assert do(errand.pk).task.status == "SUCCESSFUL"
    with pytest.raises(Refused, match="没有失败"):
        try_again(errand, by=county.people["system"])


def test_a_fault_nobody_foresaw_does_not_show_its_words_to_the_office(errand, monkeypatch):
    from mingcha.web.work.doing import do

    monkeypatch.setattr("mingcha.web.work.tasks.timezone.localdate", lambda: 1 / 0)
    done = do(errand.pk)
    assert done.task.status == "FAILED"
    assert "ZeroDivisionError" in done.told
    assert "再试" in done.told


def claimed(errand):
    from mingcha.web.work.doing import _claimed

    return _claimed(errand.pk)


def test_an_errand_whose_process_was_killed_waits_again(errand):
    from mingcha.web.work.reaping import Reaper, lock_of

    claimed(errand)
    lock = Lock(lock_of(errand.pk))
    assert Reaper().reap(at=now()) == []
    lock.release()
    assert [one.pk for one in Reaper().reap(at=now())] == [errand.pk]
    assert status(errand) == "READY"


def test_an_errand_that_kills_its_process_each_time_is_given_up_and_told(errand):
    from mingcha.web.work.models import Errand
    from mingcha.web.work.reaping import DEATHS, Reaper

    for _ in range(DEATHS):
        claimed(errand)
        Reaper().reap(at=now(), own={errand.pk})
    row = Errand.objects.get(pk=errand.pk)
    assert (status(errand), row.deaths) == ("FAILED", DEATHS)
    assert "5 次都意外中止" in row.told


def test_on_another_machine_a_count_that_stands_still_tells_and_no_clock(errand, monkeypatch):
    from mingcha.web.work import reaping
    from mingcha.web.work.models import Errand

    claimed(errand)
    Errand.objects.update(host="elsewhere")
    watch = [100.0]
    monkeypatch.setattr(reaping.time, "monotonic", lambda: watch[0])
    reaper = reaping.Reaper()
    assert reaper.reap(at=now()) == []
    watch[0] += 50
    reaping.beat([errand.pk])
    assert reaper.reap(at=now()) == []
    watch[0] += 50
    assert reaper.reap(at=now()) == []
    watch[0] += 20
    assert len(reaper.reap(at=now())) == 1


def test_one_worker_leads_and_the_next_takes_over_when_it_is_gone():
    from mingcha.web.work.lead import Leadership

    first, second = Leadership(), Leadership()
    assert first.take(at=now())
    assert not second.take(at=now())
    first.release()  # as when it is killed: the row still names it
    assert second.take(at=now())
    assert not first.beat(at=now())
    assert second.beat(at=now())


class Process:
    """Stands for a process that does its errand at once."""

    def __init__(self, pk):
        from mingcha.web.work.doing import do

        self.done, self.returncode, self.pid = do(pk), 0, 1

    def poll(self):
        return self.returncode

    def terminate(self):
        """It has ended."""

    def wait(self, timeout=None):
        return 0


def test_what_is_due_is_done_and_a_missed_week_is_made_up_for_once():
    from mingcha.web.work.models import Errand, Schedule
    from mingcha.web.work.worker import Worker

    moment = [datetime(2024, 11, 20, 2, 0, tzinfo=UTC)]  # ten in the morning
    worker = Worker(now=lambda: moment[0], start=Process)
    worker.step()
    assert worker.is_leading
    planned = set(Schedule.objects.values_list("kind", flat=True))
    assert {"expiry", "audit", "tidying"} <= planned
    begun = Errand.objects.exclude(schedule__every="minutes").count()
    assert begun == 0
    moment[0] += timedelta(days=7)
    for _ in range(4):
        worker.step()
    daily = Schedule.objects.filter(every="daily").count()
    assert Errand.objects.filter(schedule__every="daily").count() == daily
    worker._last.clear()
    worker.step()
    assert Errand.objects.filter(schedule__every="daily").count() == daily
    worker.end(patience=0)


def test_a_clock_that_is_set_is_told_where_the_worker_is_shown():
    from mingcha.web.work.models import Lead
    from mingcha.web.work.worker import Worker

    moment = [now()]
    worker = Worker(now=lambda: moment[0], start=Process)
    worker.step()
    moment[0] -= timedelta(hours=5)
    worker._last.pop("beat")
    worker.step()
    assert "往回拨了约 300 分钟" in Lead.objects.get().told
    worker.end(patience=0)


def test_a_database_that_does_not_answer_is_told_and_asked_again(monkeypatch, errand):
    from django.db import OperationalError

    from mingcha.web.work import planning
    from mingcha.web.work.worker import Worker

    worker = Worker(now=now, start=Process)

    def locked():
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(planning, "keep_plan", locked)
        worker.step()
    assert status(errand) == "READY"
    worker._last.clear()
    worker.step()
    assert status(errand) == "SUCCESSFUL"
    worker.end(patience=0)


@pytest.mark.django_db(transaction=True)
def test_the_page_queues_a_round_while_a_worker_is_alive_and_starts_a_process_when_not(county, monkeypatch):
    from web.rounds.portal import make_site

    from mingcha.web.rounds import running
    from mingcha.web.work.lead import Leadership
    from mingcha.web.work.models import Errand

    spawned = []
    monkeypatch.setattr(running, "spawn", spawned.append)
    site = make_site()
    by = county.people["operator"]
    run = running.start(site, name="daily", by=by, at=now())
    assert spawned == [run]
    run.delete()
    lead = Leadership()
    lead.take(at=now())
    run = running.start(site, name="daily", by=by, at=now())
    run.refresh_from_db()
    assert (len(spawned), run.state, Errand.objects.get().title) == (1, "queued", "样例县人民政府　日常轮次")
    assert running.standing(run, at=now()).words == "排队中"
    running.stop(run, by=by)
    run.refresh_from_db()
    assert running.standing(run, at=now()).words == "已停止，可继续"
    lead.leave()
