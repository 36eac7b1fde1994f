"""A list by e-mail as a letter box sees it: one number for every try, Chinese names, and faults told in words."""

from __future__ import annotations

import hashlib

import pytest
from web.notices.letter_box import open_box
from web.notices.listed import MORNING, confirmed, issued

from mingcha.web.notices.models import ContactAddress, Delivery
from mingcha.web.notices.sending import send_pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def box(settings):
    with open_box() as one:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", one.port
        settings.DEFAULT_FROM_EMAIL, settings.EMAIL_DOMAIN = "zwgk@xian.example", "xian.example"
        yield one


@pytest.fixture
def notice(county):
    ContactAddress.objects.create(unit=county.units["101"], way="email", address="fagai@b.example", changed_at=MORNING)
    return issued(county, confirmed(county, "101"))


def test_it_arrives_with_both_files_as_they_were_issued(box, notice):
    assert send_pending(MORNING).sent == 1
    (letter,) = box.got
    assert (letter["To"], letter["From"]) == ("fagai@b.example", "zwgk@xian.example")
    assert letter["Subject"].strip() == "关于交办第一期政务公开问题清单的通知"
    assert letter["Message-ID"] == f"<{Delivery.objects.get(way='email').key}@xian.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    body = letter.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert body.startswith("县发改委：\n　　经日常监测")
    files = {part.get_filename(): part.get_content() for part in letter.iter_attachments()}
    kept = notice.files.filter(unit__code="101")
    assert {name: hashlib.sha256(data).hexdigest() for name, data in files.items()} == {
        item.name: item.sha256 for item in kept
    }


@pytest.mark.parametrize(
    ("command", "refusal", "state", "words"),
    [
        ("RCPT", "550 no such user", "failed", "不接受收件人 fagai@b.example"),
        ("MAIL", "553 not you", "waiting", "不接受发件人 zwgk@xian.example"),
        ("DATA", "451 later", "waiting", "暂时发不出去"),
    ],
)
def test_a_refusal_is_told_in_words(box, notice, command, refusal, state, words):
    box.refuse[command] = refusal
    send_pending(MORNING)
    row = Delivery.objects.get(way="email")
    assert (row.state, box.got) == (state, [])
    assert words in row.fault


def test_nobody_at_the_server_is_a_passing_fault(box, notice, settings):
    settings.EMAIL_PORT = 9
    assert send_pending(MORNING).put_off == 1
    assert "127.0.0.1" in Delivery.objects.get(way="email").fault


def test_a_login_that_is_refused_is_told(box, notice, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "zwgk", "wrong"
    box.refuse["EHLO"] = "250-box\r\n250 AUTH PLAIN"
    box.refuse["AUTH"] = "535 no"
    send_pending(MORNING)
    assert "登录名或口令" in Delivery.objects.get(way="email").fault
