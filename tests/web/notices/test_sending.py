"""What was issued reaches its units: signed, at least once under one key, tried again with growing pauses, by day."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from web.notices.listed import MORNING, confirmed, issued
from web.notices.receiver import listening

from mingcha.web.notices import carriers, contacts, sending
from mingcha.web.notices.models import ContactAddress, Delivery, WebhookHost
from mingcha.web.notices.sending import PAUSES, Sent, send_pending
from mingcha.web.publishing.refusals import Refused

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NIGHT = datetime(2023, 11, 20, 14, 0, tzinfo=UTC)  # 22:00 in the office


@pytest.fixture
def receiver():
    with listening() as one:
        yield one


@pytest.fixture(autouse=True)
def letter_box(settings):
    settings.EMAIL_HOST = "smtp.example"
    settings.DEFAULT_FROM_EMAIL, settings.EMAIL_DOMAIN = "zwgk@xian.example", "xian.example"


def contact(county, code, way, address):
    unit = county.units[code] if code else None
    return ContactAddress.objects.create(unit=unit, way=way, address=address, changed_at=MORNING)


def hook(county, receiver, code="101"):
    WebhookHost.objects.create(host=receiver.host, private=True, registered_at=MORNING)
    return contact(county, code, "webhook", f"http://{receiver.host}/in")


def test_a_list_is_posted_with_a_signature_that_the_receiver_can_check(county, receiver):
    to = hook(county, receiver)
    notice = issued(county, confirmed(county, "101"))
    assert send_pending(MORNING) == Sent(sent=1)
    ((headers, body),) = receiver.got
    signed = headers["X-Mingcha-Timestamp"].encode() + b"." + body
    expected = hmac.new(carriers.key_of(to).encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Mingcha-Signature"] == f"sha256={expected}"
    told = json.loads(body)
    assert told["id"] == headers["X-Mingcha-Id"] == Delivery.objects.get(way="webhook").key
    assert (told["unit"]["code"], told["notice"]["number"], told["notice"]["due"]) == ("101", 1, "2023-11-26")
    assert [len(case["places"]) for case in told["cases"]] == [2]
    file = notice.files.get(unit__code="101", form="docx")
    assert hashlib.sha256(b64decode(told["files"][0]["content"])).hexdigest() == file.sha256
    delivery = Delivery.objects.get(way="webhook")
    assert (delivery.state, delivery.answer, delivery.sent_at) == ("sent", "OA-77", MORNING)


def test_the_countys_own_oa_is_sent_every_units_list(county, receiver):
    hook(county, receiver, code="")
    issued(county, confirmed(county, "101", "201"))
    send_pending(MORNING)
    assert [json.loads(body)["unit"]["code"] for _, body in receiver.got] == ["101", "201"]


def test_each_unit_is_mailed_its_own_two_files(county):
    contact(county, "101", "email", "fagai@example.cn")
    contact(county, "201", "email", "datang@example.cn")
    issued(county, confirmed(county, "101", "201"))
    assert send_pending(MORNING).sent == 2
    first = mail.outbox[0]
    assert first.to == ["fagai@example.cn"]
    assert first.subject == "关于交办第一期政务公开问题清单的通知"
    assert [name for name, _, _ in first.attachments] == ["01 县发改委问题清单.docx", "01 县发改委问题清单.xlsx"]
    assert first.extra_headers["Message-ID"] == f"<{Delivery.objects.get(address=first.to[0]).key}@xian.example>"


def test_sending_again_sends_nothing_twice(county, receiver):
    hook(county, receiver)
    contact(county, "101", "email", "fagai@example.cn")
    issued(county, confirmed(county, "101"))
    send_pending(MORNING)
    assert send_pending(MORNING + HOUR) == Sent()
    assert (len(receiver.got), len(mail.outbox)) == (1, 1)


def test_who_is_killed_between_sending_and_noting_sends_once_more_under_the_same_key(county, receiver, monkeypatch):
    hook(county, receiver)
    issued(county, confirmed(county, "101"))

    class Killed(BaseException):
        pass

    def killed(*_, **__):
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(sending, "_note", killed)
        with pytest.raises(Killed):
            send_pending(MORNING)
    assert send_pending(MORNING) == Sent()  # it is still held by the one who died
    assert send_pending(MORNING + 2 * sending.CLAIM).sent == 1
    first, second = (headers["X-Mingcha-Id"] for headers, _ in receiver.got)
    assert first == second


def test_a_mail_sent_twice_has_one_message_id(county, monkeypatch):
    contact(county, "101", "email", "fagai@example.cn")
    issued(county, confirmed(county, "101"))
    with monkeypatch.context() as broken:
        broken.setattr(sending, "_note", lambda *_, **__: "waiting")
        send_pending(MORNING)
    send_pending(MORNING + 2 * sending.CLAIM)
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 1
    assert len(mail.outbox) == 2


def test_pauses_grow_until_a_person_is_told(county, receiver):
    hook(county, receiver)
    issued(county, confirmed(county, "101"))
    receiver.status = 503
    at, waits = MORNING, []
    for _ in PAUSES:
        assert send_pending(at).put_off == 1
        row = Delivery.objects.get(way="webhook")
        waits.append(row.next_try - at)
        assert send_pending(row.next_try - timedelta(seconds=1)) == Sent()
        at = row.next_try
    assert waits == sorted(waits) == list(PAUSES)
    assert send_pending(at).given_up == 1
    row.refresh_from_db()
    assert (row.state, row.fault) == ("failed", "对方暂时不能接收（503）。")
    receiver.status = 200
    sending.try_again(row, by=county.people["operator"], at=at)
    assert send_pending(at).sent == 1


def test_a_host_nobody_registered_is_given_up_at_once_and_said_so(county):
    contact(county, "101", "webhook", "http://oa.example/in")
    issued(county, confirmed(county, "101"))
    assert send_pending(MORNING).given_up == 1
    assert "没有登记" in Delivery.objects.get(way="webhook").fault


def test_nothing_is_mailed_at_night(county):
    contact(county, "101", "email", "fagai@example.cn")
    issued(county, confirmed(county, "101"))
    Delivery.objects.filter(way="email").update(next_try=MORNING)
    assert send_pending(NIGHT).put_off == 1
    assert mail.outbox == []
    assert Delivery.objects.get(way="email").next_try == datetime(2023, 11, 21, 0, 0, tzinfo=UTC)  # 08:00
    assert send_pending(datetime(2023, 11, 21, 0, 0, tzinfo=UTC)).sent == 1


def test_without_a_mail_server_mail_waits_and_says_why(county, settings):
    settings.EMAIL_HOST = ""
    contact(county, "101", "email", "fagai@example.cn")
    issued(county, confirmed(county, "101"))
    assert send_pending(MORNING).put_off == 1
    row = Delivery.objects.get(way="email")
    assert (row.tries, row.state) == (0, "waiting")
    assert "MINGCHA_MAIL_HOST" in row.fault


def test_another_key_makes_the_old_signature_worthless(county, receiver):
    to = hook(county, receiver)
    old = carriers.key_of(to)
    to.version += 1
    assert carriers.key_of(to) != old


def test_a_file_that_was_touched_is_not_sent(county, receiver):
    hook(county, receiver)
    notice = issued(county, confirmed(county, "101"))
    item = notice.files.get(form="xlsx", unit__code="101")
    with item.file.storage.open(item.file.name, "wb") as stream:
        stream.write(b"other")
    assert send_pending(MORNING).given_up == 1
    assert receiver.got == []
    assert "摘要不符" in Delivery.objects.get(way="webhook").fault


def test_the_clerk_notes_that_the_package_went_into_the_oa(county):
    notice = issued(county, confirmed(county, "101", "201"))
    assert sending.hand_over(notice, by=county.people["operator"], at=MORNING) == 2
    with pytest.raises(Refused, match="都已登记"):
        sending.hand_over(notice, by=county.people["operator"], at=MORNING)


def test_a_host_that_does_not_answer_is_asked_once_in_a_run(county, receiver):
    hook(county, receiver, code="")
    issued(county, confirmed(county, "101", "103", "201"))
    receiver.status = 503
    assert send_pending(MORNING).put_off == 3
    assert len(receiver.got) == 1
    assert sorted(Delivery.objects.filter(way="webhook").values_list("tries", flat=True)) == [0, 0, 1]
    receiver.status = 200
    assert send_pending(MORNING + PAUSES[0]).sent == 3


def test_an_address_entered_after_issuing_is_sent_the_list_when_asked(county):
    contact(county, "101", "email", "fagai@example.cn")
    notice = issued(county, confirmed(county, "101"))
    send_pending(MORNING)
    contact(county, "101", "email", "fagai2@example.cn")
    assert sending.send_to_new(notice, by=county.people["operator"], at=MORNING) == 1
    with pytest.raises(Refused, match="每个联系地址"):
        sending.send_to_new(notice, by=county.people["operator"], at=MORNING)
    send_pending(MORNING)
    assert [letter.to for letter in mail.outbox] == [["fagai@example.cn"], ["fagai2@example.cn"]]


def test_what_waits_goes_to_the_changed_address(county):
    row = contact(county, "101", "email", "wrong@example.cn")
    issued(county, confirmed(county, "101"))
    facts = {"unit": row.unit, "way": "email", "address": "right@example.cn", "digests": True, "active": True}
    contacts.keep(facts, contact=row, by=county.people["operator"], at=MORNING)
    send_pending(MORNING)
    assert mail.outbox[0].to == ["right@example.cn"]
