"""The auditor's page."""

from __future__ import annotations

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
