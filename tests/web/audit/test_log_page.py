"""The auditor's page."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mingcha.web.audit.models import LogEntry
from mingcha.web.audit.queries import entries
from mingcha.web.audit.services import record

pytestmark = pytest.mark.django_db


def test_the_auditor_reads_who_did_what(as_role, county):
    record(actor=county.people["operator"], action="导出台账", target="信息台账.xlsx", detail="3 条")
    page = as_role("auditor").get(reverse("log")).content.decode()
    assert "经办人员甲（operator）" in page
    assert "信息台账.xlsx" in page


def test_filters_narrow_the_log_and_their_period_includes_both_days():
    for number in range(3):
        record(actor=None, action="登录失败" if number else "登录", target=f"甲{number}")
    today = timezone.localdate()
    assert entries(action="登录").count() == 1
    assert entries(words="甲2").count() == 1
    assert entries(since=today, until=today).count() == 3
    assert entries(since=today + timedelta(days=1)).count() == 0
    assert entries(until=today - timedelta(days=1)).count() == 0


def test_the_result_of_the_verification_is_shown(as_role, county):
    record(actor=None, action="登录失败")
    client = as_role("auditor")
    assert "日志链完整" in client.get(reverse("log"), {"verify": "1"}).content.decode()
    LogEntry.objects.update(detail="改过")
    assert "日志链断开" in client.get(reverse("log"), {"verify": "1"}).content.decode()


def test_a_date_that_is_none_is_told_and_does_not_break_the_page(as_role):
    response = as_role("auditor").get(reverse("log"), {"since": "2024-02-30"})
    assert response.status_code == 200
    assert "有效的日期" in response.content.decode()


def test_who_asks_for_what_is_not_theirs_is_written_down(as_role, county):
    as_role("leader").get("/users/")
    entry = LogEntry.objects.get(action="越权访问")
    assert (entry.actor, entry.target, entry.result, entry.address) == (
        "领导甲（leader）", "/users/", "拒绝", "127.0.0.1",
    )  # fmt: skip


def test_the_log_is_narrowed_by_address_and_result(client, as_role, county):
    client.post("/login/", {"username": "leader", "password": "x"}, REMOTE_ADDR="10.0.0.5")
    client.post("/login/", {"username": "unit", "password": "x"}, REMOTE_ADDR="10.0.0.6")
    client = as_role("auditor")
    page = client.get(reverse("log"), {"address": "10.0.0.5"}).content.decode()
    assert 'data-label="对象" class="wraps">leader<' in page
    assert 'data-label="对象" class="wraps">unit<' not in page
    assert entries(result="失败").count() == 2
    assert entries(address="10.0.0.").count() == 2


def test_the_log_is_taken_out_as_a_table_that_can_be_held_against_it(as_role, county):
    record(actor=county.people["operator"], action="导出台账", target="=HYPERLINK(1)", detail="3 条")
    record(actor=None, action="登录失败")
    answer = as_role("auditor").get(reverse("log_export"), {"action": "导出台账"})
    header, line = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    told = dict(zip(header, line, strict=True))
    entry = LogEntry.objects.get(action="导出台账")
    assert (told["摘要"], told["上一条摘要"]) == (entry.digest, entry.previous)
    assert told["对象"] == "'=HYPERLINK(1)"
    assert LogEntry.objects.get(action="导出操作日志").detail == "1 条；条件：操作：导出台账"


def test_half_a_year_of_a_busy_office_is_taken_out_at_once(as_role, county):
    """180 days of 400 entries each."""
    rows = (
        LogEntry(at=timezone.now(), action="判断", target=f"{number}", previous=f"p{number}", digest=f"d{number}")
        for number in range(72_000)
    )
    LogEntry.objects.bulk_create(rows, batch_size=5000)
    answer = as_role("auditor").get(reverse("log_export"))
    assert answer.content.count(b"\r\n") == 72_001
