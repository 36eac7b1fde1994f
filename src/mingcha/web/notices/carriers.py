"""The two ways a message leaves the house: posted to a registered host with a signature, or as an e-mail with its files."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64encode
from contextlib import suppress
from datetime import datetime
from smtplib import SMTPAuthenticationError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.crypto import salted_hmac

from mingcha.collect.posting import NotPosted, host_of, post
from mingcha.model.notice import UnitList
from mingcha.web.kept_files import untouched
from mingcha.web.notices.documents import FORMS
from mingcha.web.notices.lists import list_of
from mingcha.web.notices.models import ContactAddress, Delivery, NoticeFile, Way, WebhookHost
from mingcha.web.notices.wording import day
from mingcha.web.publishing.refusals import Refused


class NotSent(Exception):
    """A try failed; the message says why, in Chinese. `lasting` faults do not pass by themselves."""

    def __init__(self, told: str, *, lasting: bool = False) -> None:
        super().__init__(told)
        self.lasting = lasting


def unset(delivery: Delivery) -> str:
    """Why nothing can be sent this way at present; empty when it can."""
    if delivery.way == Way.EMAIL and not settings.EMAIL_HOST:
        return "还没有设置发信服务器（环境变量 MINGCHA_MAIL_HOST），设好后自动发出。"
    return ""


def asked(delivery: Delivery) -> str:
    """Whom it is given to: the mail server, or the host of the address."""
    return settings.EMAIL_HOST if delivery.way == Way.EMAIL else host_of(delivery.address)


def carry(delivery: Delivery, *, at: datetime) -> str:
    """Send it; returns what the receiver calls it. Raises NotSent."""
    try:
        return _as_email(delivery) if delivery.way == Way.EMAIL else _push(delivery, at=at)
    except Refused as fault:  # a kept file that is not as it was
        raise NotSent(str(fault), lasting=True) from fault


def key_of(contact: ContactAddress) -> str:
    """The key that signs what is posted to this address; made from the house's own secret, so that it lies nowhere."""
    return salted_hmac(f"mingcha.webhook.{contact.version}", str(contact.pk), algorithm="sha256").hexdigest()


def signature(key: str, *, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over the timestamp, a full stop and the body, in hexadecimal."""
    return hmac.new(key.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _push(delivery: Delivery, *, at: datetime) -> str:
    contact = delivery.contact
    if contact is None or not contact.active:
        raise NotSent("这个接口地址已停用或删除。", lasting=True)
    body = json.dumps(message(delivery), ensure_ascii=False, separators=(",", ":")).encode()
    timestamp = str(int(at.timestamp()))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Mingcha-Id": delivery.key,
        "X-Mingcha-Timestamp": timestamp,
        "X-Mingcha-Signature": "sha256=" + signature(key_of(contact), timestamp=timestamp, body=body),
    }
    hosts = dict(WebhookHost.objects.values_list("host", "private"))
    try:
        return post(delivery.address, body, headers=headers, hosts=hosts)
    except NotPosted as fault:
        raise NotSent(str(fault), lasting=fault.lasting) from fault


def message(delivery: Delivery) -> dict[str, Any]:
    """What is posted: a list with its files, or a digest."""
    if delivery.digest is not None:
        digest = delivery.digest
        return {
            "id": delivery.key,
            "kind": "digest",
            "unit": {"code": digest.unit.code, "name": digest.unit.name},
            "day": digest.day.isoformat(),
            "title": digest.title,
            "text": digest.text,
            "facts": json.loads(digest.facts),
        }
    copy = delivery.copy
    assert copy is not None
    told = list_of(copy)
    return {
        "id": delivery.key,
        "kind": "notice",
        "unit": {"code": copy.unit.code, "name": copy.unit.name},
        "notice": {
            "year": copy.notice.year,
            "number": copy.notice.number,
            "title": told.title,
            "dated": told.dated.isoformat(),
            "due": told.due.isoformat(),
            "sender": told.sender,
        },
        "text": list(told.paragraphs),
        "cases": _cases(told),
        "files": [
            {"name": item.name, "sha256": item.sha256, "content": b64encode(untouched(item)).decode()}
            for item in _files(delivery)
        ],
    }


def _cases(told: UnitList) -> list[dict[str, Any]]:
    return [
        {
            "id": one.key,
            "position": one.position,
            "problem": one.problem,
            "severity": one.severity,
            "family": one.family,
            "places": [{"url": place.address, "file": place.file, "spot": place.spot} for place in one.places],
            "advice": one.advice,
            "basis": list(one.basis),
            "due": one.due.isoformat(),
        }
        for one in told.cases
    ]


def _as_email(delivery: Delivery) -> str:
    if delivery.contact is None or not delivery.contact.active:
        raise NotSent("这个邮箱已停用或删除。", lasting=True)
    if delivery.digest is not None:
        title, text, files = delivery.digest.title, delivery.digest.text, []
    else:
        assert delivery.copy is not None
        told = list_of(delivery.copy)
        title, text, files = told.title, _letter(told), _files(delivery)
    # The same for every try: a letter box that has it already can tell.
    called = f"<{delivery.key}@{settings.EMAIL_DOMAIN}>"
    headers = {"Message-ID": called, "Auto-Submitted": "auto-generated"}  # so that no absence note comes back
    line = get_connection()
    letter = EmailMessage(
        title, text, settings.DEFAULT_FROM_EMAIL, [delivery.address], headers=headers, connection=line
    )
    for item in files:
        letter.attach(item.name, untouched(item), FORMS[item.form][1])
    try:
        letter.send()
    except SMTPRecipientsRefused as fault:
        raise NotSent(f"发信服务器不接受收件人 {delivery.address}。", lasting=True) from fault
    except SMTPAuthenticationError as fault:
        raise NotSent("发信服务器不接受登录名或口令，请系统管理员核对。") from fault
    except SMTPSenderRefused as fault:
        raise NotSent(f"发信服务器不接受发件人 {settings.DEFAULT_FROM_EMAIL}。") from fault
    except (SMTPException, OSError) as fault:
        raise NotSent(f"发信服务器 {settings.EMAIL_HOST} 暂时发不出去（{type(fault).__name__}）。") from fault
    except ValueError as fault:  # an address or a title with a line break in it
        raise NotSent("收件人或标题不是有效的邮件内容，请核对邮箱。", lasting=True) from fault
    finally:
        with suppress(SMTPException, OSError):
            line.close()  # the library leaves it open when the login was refused
    return called


def _letter(told: UnitList) -> str:
    lines = (f"{told.unit}：", *(f"　　{text}" for text in told.paragraphs), "", told.sender, day(told.dated))
    return "\n".join(lines)


def _files(delivery: Delivery) -> list[NoticeFile]:
    assert delivery.copy is not None
    return list(NoticeFile.objects.filter(notice=delivery.copy.notice_id, unit=delivery.copy.unit_id).order_by("form"))
