"""A log that cannot be written: whatever was to be noted there has not happened either."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from web.cases.found import examined, told
from web.rounds.portal import make_site

from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import deciding
from mingcha.web.cases.models import Finding
from mingcha.web.notices import issuing
from mingcha.web.notices.models import Wording
from mingcha.web.rounds.models import Round
from mingcha.web.work import doing, kinds, planning
from mingcha.web.work.asking import ask
from mingcha.web.work.models import Errand, SafetyCopy, Schedule


class Unwritten(Exception):
    """Stands for a log that cannot be written."""


@pytest.fixture
def log_fails(monkeypatch):
    """A stretch in which entries of the log about this cannot be written."""

    @contextmanager
    def stretch(action):
        real = LogEntry.objects.create

        def refuses(**words):
            if words["action"] == action:
                raise Unwritten
            return real(**words)

        with monkeypatch.context() as patched:
            patched.setattr(LogEntry.objects, "create", refuses)
            yield

    return stretch


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.BACKUPS = tmp_path / "backups"


def test_a_dismissal_that_has_lapsed_still_holds(county, log_fails):
    site = make_site()
    examined(site, told(1))
    at = timezone.now()
    deciding.decide(
        Finding.objects.all(), kind="dismissed", reason="规范用语", expires=timezone.localdate() - timedelta(days=1),
        by=county.people["operator"], at=at,
    )  # fmt: skip
    errand = ask(kinds.EXPIRY, key="one", title="判断到期", at=at)
    with log_fails("判断到期"):
        assert doing.do(errand.pk).task.status == "FAILED"
    assert Finding.objects.get().decision is not None


def test_a_line_of_the_plan_stays_as_it_was(as_role, log_fails):
    planning.keep_plan()
    line = Schedule.objects.get(key="expiry")
    given = {"enabled": "on", "every": "weekly", "at_time": "06:15", "weekday": "2", "minutes": "5", "monthday": "1"}
    with log_fails("修改后台计划"), pytest.raises(Unwritten):
        as_role("system").post(reverse("schedule_edit", args=[line.pk]), given)
    assert Schedule.objects.get(key="expiry").every == line.every == "daily"


@pytest.mark.parametrize(("address", "action"), [("safety_copy_new", "要求备份"), ("safety_copy_try", "要求试恢复")])
def test_no_copy_is_queued(as_role, log_fails, address, action):
    copy = SafetyCopy.objects.create(folder="/nowhere", name="20241120-033000", begun_at=timezone.now(), state="good")
    with log_fails(action), pytest.raises(Unwritten):
        as_role("system").post(reverse(address, args=[copy.pk] if address == "safety_copy_try" else []))
    assert not Errand.objects.exists()


def test_no_examination_and_no_line_of_the_plan_is_queued(as_role, log_fails):
    planning.keep_plan()
    line = Schedule.objects.get(key="audit")
    with log_fails("要求后台任务"), pytest.raises(Unwritten):
        as_role("system").post(reverse("schedule_now", args=[line.pk]))
    with log_fails("要求检查"), pytest.raises(Unwritten):
        as_role("operator").post(reverse("examination_start", args=[make_site().pk]))
    assert not Errand.objects.exists()


def test_a_round_is_not_asked_to_stop(as_role, log_fails):
    at = timezone.now()
    run = Round.objects.create(site=make_site(), name="daily", state="queued", created_at=at, started_at=at)
    with log_fails("停止采集"), pytest.raises(Unwritten):
        as_role("operator").post(reverse("round_stop", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, run.stop_asked) == ("queued", False)


@pytest.mark.parametrize("action", ["修改通知模板", "设定起始期号"])
def test_neither_the_words_nor_the_number_of_notices_are_kept(as_role, log_fails, action):
    words = {"title": "关于{期号}清单", "text": "请整改。", "sender": "办公室", "first": "11"}
    with log_fails(action), pytest.raises(Unwritten):
        as_role("operator").post(reverse("notice_words"), words)
    assert not Wording.objects.exists()
    assert issuing.next_number(timezone.localdate().year) == 1
