"""Several clerks and workers at once: no number twice, no gap, nothing sent twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection
from web.notices.listed import MORNING, confirmed, drafted, issued
from web.notices.receiver import listening
from web.small_county import build

from mingcha.web.notices.issuing import issue
from mingcha.web.notices.models import ContactAddress, Notice, WebhookHost
from mingcha.web.notices.sending import send_pending
from mingcha.web.publishing.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def county(transactional_db):
    return build(year={})


def at_once(act, things):
    """Each thing in a thread of its own, with a connection of its own."""

    def alone(thing):
        close_old_connections()
        try:
            return act(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as threads:
        return list(threads.map(alone, things))


def test_notices_issued_at_the_same_moment_get_numbers_without_gap(county):
    drafts = [drafted(county, confirmed(county, "101", places=1)) for _ in range(4)]

    def press(notice):
        # Whoever is overtaken too often is told so and presses again.
        for _ in range(4):
            try:
                return issue(notice, by=None, at=MORNING)
            except Refused as fault:
                assert "请核对后再次印发" in str(fault)
        raise AssertionError("never issued")

    at_once(press, drafts)
    assert sorted(Notice.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_one_draft_issued_by_two_is_issued_once(county):
    notice = drafted(county, confirmed(county, "101", places=1))

    def press(row):
        try:
            issue(row, by=None, at=MORNING)
        except Refused as fault:
            return str(fault)
        return "issued"

    outcomes = at_once(press, [notice, Notice.objects.get(pk=notice.pk)])
    assert outcomes.count("issued") == 1
    assert Notice.objects.get().number == 1


def test_two_workers_send_each_list_once(county):
    with listening() as receiver:
        WebhookHost.objects.create(host=receiver.host, private=True, registered_at=MORNING)
        ContactAddress.objects.create(
            unit=None, way="webhook", address=f"http://{receiver.host}/in", changed_at=MORNING
        )
        issued(county, confirmed(county, "101", "102", "103", "201", "202", places=1))
        at_once(lambda _: send_pending(MORNING), [1, 2])
        sent = [headers["X-Mingcha-Id"] for headers, _ in receiver.got]
    assert len(sent) == len(set(sent)) == 5
