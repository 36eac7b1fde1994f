"""What was issued is sent within seconds while a worker runs, and not only when the plan looks next."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from web.notices.listed import confirmed, drafted
from web.notices.receiver import listening
from web.small_county import build
from web.work.test_worker import Process

from mingcha.web.notices import issuing, sending
from mingcha.web.notices.models import ContactAddress, Delivery, WebhookHost
from mingcha.web.work import asking, doing, planning
from mingcha.web.work.lead import Leadership
from mingcha.web.work.models import Errand, Schedule
from mingcha.web.work.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def county(transactional_db):
    return build(year={})


@pytest.fixture
def receiver(county):
    with listening() as one:
        WebhookHost.objects.create(host=one.host, private=True, registered_at=timezone.now())
        ContactAddress.objects.create(
            unit=county.units["101"], way="webhook", address=f"http://{one.host}/in", changed_at=timezone.now()
        )
        yield one


@pytest.fixture
def lead():
    one = Leadership()
    one.take(at=timezone.now())
    yield one
    one.leave()
    one.release()


def issued(county, *units):
    today = timezone.localdate()
    notice = drafted(county, confirmed(county, *units, places=1), dated=today, due=today + timedelta(days=9))
    issuing.issue(notice, by=county.people["operator"], at=timezone.now())
    return notice


def asked():
    return list(Errand.objects.filter(kind="sending").order_by("pk"))


def test_a_worker_that_runs_sends_what_was_issued_at_its_next_look(county, receiver):
    worker = Worker(now=lambda: datetime.now().astimezone(), start=Process)
    worker.step()
    worker.step()
    assert not asked()
    issued(county, "101")
    worker.step()  # the plan looks once a minute, and it has just looked
    assert [headers["X-Mingcha-Id"] for headers, _ in receiver.got] == [Delivery.objects.get(way="webhook").key]
    assert [errand.told for errand in asked()] == ["发出 1 份，0 份未成、稍后再发。"]
    worker.end(patience=0)


def test_what_waits_takes_along_what_is_issued_meanwhile_and_sends_it_once(county, receiver, lead):
    issued(county, "101")
    issued(county, "101")
    (errand,) = asked()
    assert doing.do(errand.pk).told == "发出 2 份，0 份未成、稍后再发。"
    assert doing.do(errand.pk) is None
    assert len({headers["X-Mingcha-Id"] for headers, _ in receiver.got}) == len(receiver.got) == 2


def test_two_queued_at_the_same_moment_send_each_list_once(county, receiver, lead, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(asking, "READY", "nothing waits yet, as each of the two sees it")
        issued(county, "101")
        issued(county, "101")
    first, second = asked()
    assert doing.do(first.pk).told.startswith("发出 2 份")
    assert doing.do(second.pk).told.startswith("发出 0 份，0 份未成")
    assert len({headers["X-Mingcha-Id"] for headers, _ in receiver.got}) == len(receiver.got) == 2


def test_one_that_runs_already_may_have_looked_before(county, receiver, lead):
    issued(county, "101")
    doing._claimed(asked()[0].pk)
    issued(county, "101")
    assert [errand.task.status for errand in asked()] == ["RUNNING", "READY"]


def test_sending_again_by_hand_goes_at_once_too(county, receiver, lead):
    receiver.status = 400
    issued(county, "101")
    doing.do(asked()[0].pk)
    receiver.status = 200
    sending.try_again(Delivery.objects.get(way="webhook"), by=county.people["operator"], at=timezone.now())
    assert doing.do(asked()[1].pk).told.startswith("发出 1 份")


def test_nothing_is_queued_without_a_worker_or_without_anything_to_send(county, receiver, lead):
    issued(county, "201")  # for the office's own OA alone: nothing leaves by itself
    assert not asked()
    lead.leave()
    lead.release()
    issued(county, "101")
    assert not asked()
    assert Delivery.objects.get(way="webhook").state == "waiting"


def test_what_is_switched_off_or_quiet_is_not_sent_by_issuing(county, receiver, lead):
    planning.keep_plan()
    line = Schedule.objects.filter(kind="sending")
    line.update(enabled=False)
    issued(county, "101")
    line.update(enabled=True, quiet="00:00-23:59")
    issued(county, "101")
    assert not asked()
    line.update(quiet="")
    issued(county, "101")
    assert [errand.schedule.kind for errand in asked()] == ["sending"]


def test_issuing_stands_even_if_the_sending_cannot_be_queued(county, receiver, lead, settings):
    settings.SENDING_STARTER = "mingcha.web.work.asking.no_such_thing"
    assert issued(county, "101").number == 1
