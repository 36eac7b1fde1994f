"""The power gone at any step of issuing or sending: nothing lost, nothing doubled, and it works afterwards."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from web.notices.listed import MORNING, confirmed, drafted, issued
from web.notices.receiver import listening
from web.small_county import build

from mingcha.web.cases import life
from mingcha.web.cases.models import Case
from mingcha.web.notices import carriers, digests, documents, issuing, lists, sending
from mingcha.web.notices.digests import make_digests
from mingcha.web.notices.models import ContactAddress, Delivery, Digest, NoticeFile, WebhookHost

pytestmark = pytest.mark.django_db(transaction=True)
THURSDAY = MORNING.replace(day=23, hour=1)

# Each step of issuing: where the process is killed, and at which call of it.
STEPS = [
    (issuing, "documents", 1),
    (issuing, "locked_draft", 1),
    (issuing, "keep", 1),
    (issuing, "keep", 4),
    (life, "tell", 1),
    (issuing, "record", 1),
    (sending, "enlist", 1),
]


@pytest.fixture
def county(transactional_db):
    return build(year={})


def killed_at(monkeypatch, home, name, call, act):
    """Run `act` in a process of its own that is killed with SIGKILL when it has come to this call."""
    connection.close()  # the child must not talk on our line
    child = os.fork()
    if child == 0:
        calls, real = [], getattr(home, name)

        def counted(*args, **kwargs):
            calls.append(name)
            if len(calls) == call:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **kwargs)

        monkeypatch.setattr(home, name, counted)
        try:
            act()
        finally:
            os._exit(3)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the step was never reached"


def test_killed_at_every_step_of_issuing_it_is_still_a_draft_and_can_be_issued(county, monkeypatch):
    notice = drafted(county, confirmed(county, "101", "201", places=1))
    lists.list_of(notice.copies.first())  # reads the catalogue of checks, so that no child must
    for home, name, call in STEPS:
        killed_at(monkeypatch, home, name, call, lambda: issuing.issue(notice, by=None, at=MORNING))
        notice.refresh_from_db()
        assert (notice.is_draft, notice.number, issuing.next_number(2023)) == (True, None, 1), name
        assert set(Case.objects.values_list("state", flat=True)) == {"confirmed"}, name
        assert not NoticeFile.objects.exists(), name
        assert not Delivery.objects.exists(), name
    issuing.issue(notice, by=None, at=MORNING)
    assert notice.number == 1
    assert documents.verify_files(notice) == ()
    kept = {Path(path) for path in Path(settings.MEDIA_ROOT).rglob("*.*")}
    assert kept == {Path(item.file.path) for item in NoticeFile.objects.all()}, "leftovers of the killed attempts"


def test_killed_at_any_step_of_sending_it_is_sent_under_the_same_key(county, monkeypatch):
    """Before the message is out it is sent once; between sending and noting, twice under one key."""
    at = MORNING
    with listening() as receiver:
        WebhookHost.objects.create(host=receiver.host, private=True, registered_at=MORNING)
        ContactAddress.objects.create(
            unit=county.units["101"], way="webhook", address=f"http://{receiver.host}/in", changed_at=MORNING
        )
        for home, name, times in ((carriers, "post", 1), (sending, "_send", 1), (sending, "_note", 2)):
            issued(county, confirmed(county, "101", places=1))
            receiver.got.clear()
            killed_at(monkeypatch, home, name, 1, lambda now=at: sending.send_pending(now))
            at += 2 * sending.CLAIM
            assert sending.send_pending(at).sent == 1, name
            sent = [headers["X-Mingcha-Id"] for headers, _ in receiver.got]
            assert (len(sent), len(set(sent))) == (times, 1), name
    assert not Delivery.objects.filter(way="webhook").exclude(state="sent").exists()


def test_killed_while_reminding_each_unit_is_reminded_once(county, monkeypatch):
    for code in ("101", "201"):
        ContactAddress.objects.create(
            unit=county.units[code], way="email", address=f"{code}@example.cn", changed_at=MORNING
        )
    issued(county, confirmed(county, "101", "201", places=1))
    for name, call in (("_write", 2), ("enlist_digests", 1)):
        killed_at(monkeypatch, digests, name, call, lambda: make_digests(THURSDAY))
    make_digests(THURSDAY)
    assert (Digest.objects.count(), Delivery.objects.filter(digest__isnull=False).count()) == (2, 2)
