"""What nobody needs any more goes by night, sessions that were left open among it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from mingcha.web.audit.models import LogEntry
from mingcha.web.work import tasks

pytestmark = pytest.mark.django_db


def test_sessions_nobody_is_in_any_more_end_by_night_and_the_log_says_so(as_role):
    as_role("operator").get("/workdays/")
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    assert "结束闲置的登录 1 个" in tasks.do_tidying.func()
    assert not Session.objects.exists()
    assert LogEntry.objects.get(action="超时退出").target == "经办人员甲"
