"""A round as an errand: stopped in order it waits and goes on, done twice it does nothing, broken off it is not asked again."""

from __future__ import annotations

from datetime import datetime

import pytest
from web.rounds.portal import make_round, make_site
from web.rounds.served import january, served


def now():
    return datetime.now().astimezone()


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def units(db):
    from web.publishing.ledgers import make_units

    return make_units()


@pytest.fixture
def portal():
    with served(january()) as portal:
        yield portal


@pytest.fixture
def run(units, portal):
    return make_round(make_site(home=portal.home, private=portal.host, rate=0))


def queued(run):
    from mingcha.web.work.asking import queue_round

    return queue_round(run, by=None, at=now())


def test_asked_to_end_it_waits_and_goes_on_and_done_twice_it_does_nothing(run, portal):
    from mingcha.web.cases.models import Examination
    from mingcha.web.work import tasks
    from mingcha.web.work.doing import do

    errand = queued(run)
    tasks.stop.set()
    try:
        put_back = do(errand.pk)
    finally:
        tasks.stop.clear()
    assert (put_back.task.status, "下次启动后从停下的地方继续" in put_back.told) == ("READY", True)
    Examination.objects.create(site=run.site, run=run, started_at=now())  # as one that was killed leaves it
    done = do(errand.pk)
    assert done.task.status == "SUCCESSFUL", done.told
    assert "新入台账 2 条" in done.told
    broken, whole = Examination.objects.order_by("pk")
    assert (broken.state, whole.state, whole.run_id) == ("failed", "finished", run.pk)
    assert "原有问题不变" in broken.message
    asked = len(portal.asked)
    assert tasks.do_round.call(run.pk) == done.told
    assert (len(portal.asked), Examination.objects.count()) == (asked, 2)


def test_what_broke_off_when_all_was_collected_is_not_collected_again(run, portal, monkeypatch):
    from mingcha.web.rounds import running
    from mingcha.web.rounds.models import Round

    def dies(*arguments, **named):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(running, "take", dies)
        with pytest.raises(KeyboardInterrupt):
            running.run_round(run.pk, now=now)
    asked = len(portal.asked)
    again = running.take_up(Round.objects.get(pk=run.pk), by=None, at=now())
    done = running.run_round(again.pk, now=now)
    assert (done.state, done.brought, len(portal.asked)) == ("finished", 2, asked)


def test_a_round_that_broke_off_under_a_process_of_its_own_is_taken_up_by_the_worker(run):
    from datetime import timedelta

    from mingcha.web.rounds.models import Round
    from mingcha.web.work.models import Errand
    from mingcha.web.work.reaping import take_up_rounds

    Round.objects.filter(pk=run.pk).update(started_at=now())
    assert take_up_rounds(at=now()) == []  # it may just be starting
    Round.objects.filter(pk=run.pk).update(state="running", started_at=now() - timedelta(hours=1))
    (errand,) = take_up_rounds(at=now())
    assert Round.objects.get(pk=run.pk).state == "queued"
    assert take_up_rounds(at=now()) == []
    assert Errand.objects.get().pk == errand.pk
