"""Every address of background work, opened by every role; and what the pages do."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone
from web.rounds.portal import fill

OPERATOR, UNIT, LEADER = "operator", "unit", "leader"
SYSTEM, SECURITY, AUDITOR = "system", "security", "auditor"
ROLES = (OPERATOR, UNIT, LEADER, SYSTEM, SECURITY, AUDITOR)
OPEN = {
    "work": {SYSTEM},
    "work_line": {SYSTEM, OPERATOR, LEADER},
    "errand_change": {SYSTEM},
    "schedule_edit": {SYSTEM},
    "schedule_now": {SYSTEM},
    "safety_copies": {SYSTEM},
    "safety_copy_new": {SYSTEM},
    "safety_copy_try": {SYSTEM},
    "round_stages": {OPERATOR, LEADER},
    "examination_start": {OPERATOR},
    "recheck_start": {OPERATOR},
}
POST_ONLY = {
    "errand_change",
    "schedule_now",
    "safety_copy_new",
    "safety_copy_try",
    "examination_start",
    "recheck_start",
}


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path
    settings.BACKUPS = tmp_path / "backups"


@pytest.fixture
def made(county):
    """An errand, a line of the plan, a safety copy, and a portal with rounds."""
    from mingcha.web.work import kinds, planning
    from mingcha.web.work.asking import ask
    from mingcha.web.work.models import SafetyCopy, Schedule

    planning.keep_plan()
    portal = fill(county)
    line = Schedule.objects.get(key="expiry")
    errand = ask(kinds.EXPIRY, key="one", title="判断到期　今天", at=timezone.now(), schedule=line)
    copy = SafetyCopy.objects.create(folder="/nowhere", name="20241120-033000", begun_at=timezone.now(), state="good")
    return {
        "errand_change": errand.pk, "schedule_edit": line.pk, "schedule_now": line.pk, "safety_copy_try": copy.pk,
        "round_stages": portal.round.pk, "examination_start": portal.site.pk, "recheck_start": portal.site.pk,
    }  # fmt: skip


def address(name, made):
    return reverse(name, args=[made[name]] if name in made else [])


def test_every_address_has_its_line_in_the_table():
    from web.test_every_address import URLPattern, URLResolver

    def names(resolver):
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                yield from names(each)
            elif isinstance(each, URLPattern) and each.lookup_str.startswith("mingcha.web.work."):
                yield each.name

    assert set(names(get_resolver())) == set(OPEN)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(as_role, made, role):
    client = as_role(role)
    got = {name: client.get(address(name, made)).status_code for name in OPEN}
    wanted = {
        name: 403 if role not in roles and name not in POST_ONLY else 405 if name in POST_ONLY else 200
        for name, roles in OPEN.items()
    }
    assert got == wanted
    refused = {name: client.post(address(name, made)).status_code for name in POST_ONLY if role not in OPEN[name]}
    assert set(refused.values()) <= {403}


def test_nobody_comes_in_without_signing_in(client, made):
    assert {client.get(address(name, made)).status_code for name in OPEN} == {302}


def test_the_page_tells_that_nobody_works_and_what_failed_and_lets_it_be_tried_again(as_role, made, monkeypatch):
    from mingcha.web.work.doing import do
    from mingcha.web.work.models import Errand

    with monkeypatch.context() as patched:
        patched.setattr("mingcha.web.work.tasks.timezone.localdate", lambda: 1 / 0)
        do(made["errand_change"])
    client = as_role(SYSTEM)
    page = client.get(reverse("work")).content.decode()
    assert "后台进程没有运行" in page
    assert "失败，要人处理" in page
    assert "ZeroDivisionError" in page
    client.post(address("errand_change", made), {"what": "again"})
    assert Errand.objects.get(pk=made["errand_change"]).task.status == "READY"
    client.post(address("errand_change", made), {"what": "give_up"})
    assert "失败，要人处理" not in client.get(reverse("work")).content.decode()


def test_a_time_is_changed_and_counts_from_now_on(as_role, made):
    from mingcha.web.audit.models import LogEntry
    from mingcha.web.work.models import Schedule

    client = as_role(SYSTEM)
    given = {"enabled": "on", "every": "weekly", "at_time": "06:15", "weekday": "2", "minutes": "5", "monthday": "1"}
    wrong = client.post(address("schedule_edit", made), given | {"quiet": "半夜", "at_time": "25:00"})
    assert "不是时段" in wrong.content.decode()
    assert "02:30" in wrong.content.decode()
    done = client.post(address("schedule_edit", made), given | {"quiet": "22:00-06:00，12:00-13:00"}, follow=True)
    assert "每周三 06:15" in done.content.decode()
    assert Schedule.objects.get(key="expiry").quiet == "22:00-06:00,12:00-13:00"
    assert LogEntry.objects.filter(action="修改后台计划").count() == 1


def test_asking_for_it_now_queues_it_once(as_role, made):
    from mingcha.web.work.models import Errand, Schedule

    client = as_role(SYSTEM)
    audit = Schedule.objects.get(key="audit")
    first = client.post(reverse("schedule_now", args=[audit.pk]), follow=True).content.decode()
    assert "已排队" in first
    assert "后台进程现在没有运行" in first
    assert "请等它做完" in client.post(reverse("schedule_now", args=[audit.pk]), follow=True).content.decode()
    assert Errand.objects.filter(kind="audit").count() == 1


def test_copies_are_asked_for_and_tried_on_the_page(as_role, made):
    from mingcha.web.work.models import Errand

    client = as_role(SYSTEM)
    assert "备份已排队" in client.post(reverse("safety_copy_new"), follow=True).content.decode()
    assert "试恢复已排队" in client.post(address("safety_copy_try", made), follow=True).content.decode()
    assert set(Errand.objects.values_list("kind", flat=True)) == {"expiry", "backup", "restore_test"}


def test_pages_ask_the_database_equally_often_however_much_there_is(as_role, made, django_assert_max_num_queries):
    from mingcha.web.work import kinds
    from mingcha.web.work.asking import ask
    from mingcha.web.work.models import SafetyCopy

    for number in range(60):
        ask(kinds.EXPIRY, key=f"n{number}", title="判断到期", at=timezone.now())
        SafetyCopy.objects.create(folder="/n", name=f"2024112{number % 10}-0330{number:02d}", begun_at=timezone.now())
    client = as_role(SYSTEM)
    for name in ("work", "safety_copies", "work_line"):
        with django_assert_max_num_queries(28):
            client.get(reverse(name))


def test_the_stages_of_a_round_are_told(as_role, made):
    page = as_role(OPERATOR).get(address("round_stages", made)).content.decode()
    assert all(word in page for word in ("采集", "记入台账", "检查", "复核"))
    assert "这一轮没有检查" in page


def test_rechecking_without_told_cases_says_so(as_role, made):
    page = as_role(OPERATOR).post(address("recheck_start", made), follow=True).content.decode()
    assert "没有已交办、等待复核的问题" in page
    again = as_role(OPERATOR).post(address("examination_start", made), follow=True).content.decode()
    assert "检查已排队" in again
