"""A round from start to ledger over a portal on this machine; stopped, broken off, taken up, unreachable."""

from __future__ import annotations

from datetime import datetime

import pytest
from web.publishing.ledgers import ledger
from web.rounds.portal import make_round, make_site
from web.rounds.served import january, served

from mingcha.archive.faults import ArchiveLocked
from mingcha.archive.lock import Lock
from mingcha.web.publishing.models import Column
from mingcha.web.rounds import evidence, running, sites, statement, taking
from mingcha.web.rounds.models import CollectedPost, Round


def now():
    return datetime.now().astimezone()


@pytest.fixture
def portal():
    with served(january()) as portal:
        yield portal


@pytest.fixture
def site(units, portal):
    return make_site(home=portal.home, private=portal.host, rate=0)


def test_a_round_fills_the_ledger_the_queue_the_columns_and_the_archive(site, portal):
    done = running.run_round(make_round(site).pk, now=now)
    assert [unit for unit, _, _ in ledger()] == ["101", "101"]
    assert [row.source for row in taking.waiting()] == ["某某中心"]
    told = statement.read(Round.objects.get())
    assert told.posts == 3
    assert (done.state, done.brought, done.unplaced) == ("finished", 2, 1)
    assert done.last_seen is not None
    column = Column.objects.get(url=f"{portal.home}tzgg/")
    assert (column.is_new, column.listed) == (True, 3)
    post = CollectedPost.objects.filter(post__isnull=False).first().post
    assert len(evidence.events(post)) == 1


def test_the_next_round_brings_what_is_new_and_marks_what_is_gone(site, portal):
    running.run_round(make_round(site).pk, now=now)
    portal.pages = january(4)
    del portal.pages["/tzgg/1.html"]
    done = running.run_round(make_round(site, name="full").pk, now=now)
    assert (done.brought, done.gone) == (1, 1)
    assert len(ledger()) == 3
    gone = CollectedPost.objects.get(url=f"{portal.home}tzgg/1.html").post
    assert gone.gone is not None


def test_a_round_that_is_stopped_goes_on_where_it_was(site, portal):
    run = make_round(site)
    done = running.run_round(run.pk, now=now, stopped=lambda: True)
    assert running.standing(done, at=now()).words == "已停止，可继续"
    assert not statement.read(done).is_complete
    done = running.run_round(run.pk, now=now)
    assert done.state == "finished"
    assert Round.objects.count() == 1
    assert len(ledger()) == 2


def test_a_site_that_does_not_answer_says_so_and_can_be_tried_again(units, monkeypatch):
    monkeypatch.setattr("mingcha.collect.rounds._PAUSES", ())
    site = make_site(home="http://127.0.0.1:9/", private="127.0.0.1:9", rate=0)
    run = make_round(site)
    done = running.run_round(run.pk, now=now, stopped=lambda: False)
    assert done.state == "failed"
    assert "打不开" in done.message
    assert running.standing(done, at=now()).can_continue


def test_a_home_at_an_address_nobody_registered_is_not_asked(units, portal):
    site = make_site(home=portal.home)
    done = running.run_round(make_round(site).pk, now=now)
    assert "未登记" in done.message
    assert portal.asked == []


def test_two_processes_never_do_one_round(site, monkeypatch):
    folder = sites.folder_of(site)
    folder.mkdir(parents=True)
    monkeypatch.setattr(running.time, "sleep", lambda seconds: None)
    lock = Lock(folder / running.LOCK)
    with pytest.raises(ArchiveLocked):
        running.run_round(make_round(site).pk, now=now)
    assert Round.objects.get().state == "starting"
    lock.release()
