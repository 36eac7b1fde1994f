"""What a clerk does with collecting, at the pages: registering, starting, reading the statement, attributing."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from web.publishing.ledgers import ledger
from web.rounds.portal import AT, HOME, NOTICES, fill, make_round, make_site, page, statement_of

from mingcha.archive.lock import Lock
from mingcha.web.audit.models import LogEntry
from mingcha.web.publishing.models import Column
from mingcha.web.rounds import rules, running, sites, statement, taking
from mingcha.web.rounds.models import CollectedPost, Round, Site

FORM = {"name": "样例县人民政府", "home": HOME, "rate": "5", "parallel": "2", "obey_robots": "on"}


def words(response):
    return response.content.decode()


@pytest.fixture
def portal(county):
    return fill(county)


@pytest.fixture
def started(monkeypatch):
    """The rounds that were started in a process of their own, which here they are not."""
    found = []
    monkeypatch.setattr(running, "spawn", found.append)
    return found


def test_a_site_is_registered_with_everything_a_round_needs(as_role, county):
    client = as_role("operator")
    given = {"hosts": "zwgk.yangli.example\n10.1.2.3:8080", "private": "10.1.2.3:8080", "quiet": "22:00-06:00"}
    answer = client.post(reverse("site_new"), {**FORM, **given, "ignore": "/search"}, follow=True)
    assert "已登记" in words(answer)
    value = sites.value_of(Site.objects.get())
    assert value.hosts == ("www.yangli.example", "zwgk.yangli.example", "10.1.2.3:8080")
    assert (value.private, value.ignore, value.county) == (("10.1.2.3:8080",), ("/search",), "样例县")
    assert value.politeness.quiet[0][0].hour == 22
    assert {unit.code for unit in value.units} == set(county.units)
    assert sites.folder_of(Site.objects.get()).name == "www-yangli-example"
    assert "登记的内网地址 10.1.2.3:8080" in LogEntry.objects.get(action="登记网站").detail


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"home": "不是网址"}, "不是有效的网址"),
        ({"hosts": "http://x/"}, "不是域名"),
        ({"quiet": "晚上"}, "不是时段"),
        ({"quiet": "25:00-26:00"}, "不是时段"),
        ({"ignore": "/[/"}, "写错了"),
        ({"parallel": "0"}, "至少 1 个"),
        ({"folder": "../x"}, "只能用字母"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(as_role, given, told):
    assert told in words(as_role("operator").post(reverse("site_new"), {**FORM, **given}))
    assert not Site.objects.exists()


def test_a_private_home_that_was_not_registered_is_warned_about(as_role):
    answer = as_role("operator").post(reverse("site_new"), {**FORM, "home": "http://10.0.0.8/"}, follow=True)
    assert "采集时不会访问" in words(answer)


def test_a_site_that_was_collected_keeps_its_host(as_role, portal):
    address = reverse("site_edit", args=[portal.site.pk])
    assert "另登记一个网站" in words(as_role("operator").post(address, {**FORM, "home": "http://other.example/"}))


def test_a_round_is_started_once_and_shows_how_it_goes(as_role, county, started, django_capture_on_commit_callbacks):
    site = make_site()
    client = as_role("operator")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("round_start", args=[site.pk]), {"name": "weekly", "since": "2023-12-01"})
    run = Round.objects.get()
    assert started == [run]
    assert answer.url == reverse("round", args=[run.pk])
    assert "正在采集" in words(client.post(reverse("round_start", args=[site.pk]), {"name": "daily"}, follow=True))
    assert Round.objects.count() == 1
    Round.objects.update(
        state="starting",
        started_at=timezone.now(),
        done=40,
        waiting=60,
        seconds_left=75,
        hosts=json.dumps([["www.yangli.example", 60]]),
    )
    part = words(client.get(reverse("round_progress", args=[run.pk])))
    assert "every 2s" in part
    assert "已完成 40%" in part
    assert "约剩 75 秒" in part
    assert "www.yangli.example" in part
    assert LogEntry.objects.get(action="发起采集").detail == "每周轮次，只要 2023-12-01 及以后的"


def test_a_round_whose_process_is_gone_can_be_taken_up_and_one_that_lives_cannot(
    as_role, county, started, django_capture_on_commit_callbacks
):
    site = make_site()
    run = make_round(site, state=Round.State.RUNNING)
    folder = sites.folder_of(site)
    folder.mkdir(parents=True)
    client = as_role("operator")
    lock = Lock(folder / running.LOCK)
    assert "采集中" in words(client.get(reverse("round", args=[run.pk])))
    client.post(reverse("round_stop", args=[run.pk]))
    assert "正在停止" in words(client.get(reverse("round", args=[run.pk])))
    lock.release()
    gone = client.get(reverse("round_progress", args=[run.pk]))
    assert "已中断，可继续" in words(gone)
    assert gone["HX-Refresh"] == "true"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("round_continue", args=[run.pk]))
    run.refresh_from_db()
    assert (started, run.state, run.stop_asked) == ([run], "starting", False)
    assert "不能继续" in words(client.post(reverse("round_continue", args=[run.pk]), follow=True))


def test_the_statement_tells_every_gap_with_its_reason(as_role, portal):
    told = words(as_role("leader").get(reverse("round", args=[portal.round.pk])))
    for expected in (
        "本轮没有全部看到",
        "在限定时间内没有取完",
        page(8),
        "自称",
        "/search",
        "网站上已打不开的",
        f"{HOME}gzdt/",
        "还有 4 个网址没有访问",
    ):
        assert expected in told
    whole = make_round(portal.site, state=Round.State.FINISHED, statement=statement.keep(statement_of()))
    assert "本轮已全部看完" in words(as_role("leader").get(reverse("round", args=[whole.pk])))
    none = make_round(portal.site, state=Round.State.FAILED, message="网站首页打不开")
    told = words(as_role("leader").get(reverse("round", args=[none.pk])))
    assert "没有完整性说明" in told
    assert "网站首页打不开" in told


def test_a_statement_is_read_back_as_it_was_kept(db):
    told = statement_of(finished=None, waiting=3)
    run = Round(statement=statement.keep(told))
    assert statement.read(run) == told


def test_kinds_of_adapters_are_told_in_chinese_and_together():
    told = statement_of(asked=(("answer", 2), ("hanweb-records", 3)), answered=(("answer", 2), ("hanweb-records", 1)))
    (line,) = statement.kind_lines(told)
    assert (line.kind, line.asked, line.missed) == ("列表数据", 5, 2)


def test_one_source_is_attributed_after_seeing_what_it_does_and_undone(as_role, portal):
    client = as_role("operator")
    before = ledger()
    given = {"unit": "102", "scope": "source", "post": [portal.waiting.pk], "remember": "on"}
    preview = words(client.post(reverse("queue_assign"), given))
    assert "将 1 条归属县教体局" in preview
    assert "将归属 1 条，其中 0 条与现在不同" in preview
    assert ledger() == before
    client.post(reverse("queue_assign"), {**given, "source": "某某局", "confirm": "1"})
    assert ("102", "第2条信息", page(2)) in ledger()
    assert rules.current()[0].pattern == "某某局"
    newest = CollectedPost.objects.get(url=page(2)).assignment
    client.post(reverse("assignment_undo", args=[newest.pk]))
    assert ledger() == before
    assert {entry.action for entry in LogEntry.objects.all()} >= {"人工归属", "撤销人工归属", "修改归属规则"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"unit": ""}, "请选择归属单位"),
        ({"unit": "102", "scope": "ticked"}, "没有选中"),
        ({"unit": "102", "scope": "source"}, "没有选中"),
        ({"unit": "102", "scope": "ticked", "remember": "on", "tick": True}, "可以记为规则"),
    ],
)
def test_an_attribution_that_says_too_little_changes_nothing(as_role, portal, given, told):
    if given.pop("tick", False):
        given["post"] = portal.waiting.pk
    before = taking.waiting().count()
    assert told in words(as_role("operator").post(reverse("queue_assign"), {**given, "confirm": "1"}, follow=True))
    assert taking.waiting().count() == before


def test_a_post_without_a_day_is_given_one(as_role, portal):
    client = as_role("operator")
    undated = CollectedPost.objects.get(url=page(3))
    address = reverse("queue_post", args=[undated.pk])
    assert "请填写发布日期" in words(client.post(address, {"unit": "101"}))
    client.post(address, {"unit": "101", "day": "2023-12-29"})
    assert ("101", "第3条信息", page(3)) in ledger()


def test_a_post_is_put_aside_with_a_reason_and_comes_back(as_role, portal):
    client = as_role("operator")
    address = reverse("queue_aside", args=[portal.waiting.pk])
    assert "请写明" in words(client.post(address, {}, follow=True))
    client.post(address, {"why": "测试页面"})
    assert "测试页面" in words(client.get(reverse("queue")))
    client.post(address)
    assert CollectedPost.objects.get(pk=portal.waiting.pk).aside == ""


def test_a_rule_is_tested_before_it_goes_live(as_role, portal):
    client = as_role("operator")
    before = ledger()
    given = {"by": "path", "pattern": "/tzgg/", "unit": "201"}
    tested = words(client.post(reverse("rule_new"), given))
    assert "将归属 3 条，其中 2 条与现在不同；另有 1 条因导入的台账或人工已写明单位而不变" in tested
    assert ledger() == before
    client.post(reverse("rule_new"), {**given, "confirm": "1"})
    assert ("201", "第2条信息", page(2)) in ledger()
    assert "网址符合“/tzgg/”，归大塘镇政府" in words(client.get(reverse("rule_list")))
    client.post(reverse("rule_change", args=[1]), {"what": "down", "confirm": "1"})
    assert rules.current()[1].by == "path"
    client.post(reverse("rule_change", args=[2]), {"what": "remove", "confirm": "1"})
    assert [rule.by for rule in rules.current()] == ["source", "owner", "column"]
    assert client.post(reverse("rule_change", args=[9]), {"what": "up"}).status_code == 404
    assert "必须写明比对文字" in words(client.post(reverse("rule_new"), {"by": "index", "pattern": "", "unit": "201"}))


def test_a_column_that_got_an_owner_attributes_what_waited_for_it(as_role, portal):
    client = as_role("operator")
    Column.objects.filter(url=NOTICES).update(unit=portal.post.unit)
    tested = words(client.post(reverse("rule_apply")))
    assert "将归属 1 条，其中 0 条与现在不同" in tested
    assert f'action="{reverse("rule_apply")}"' in tested
    client.post(reverse("rule_apply"), {"confirm": "1"})
    assert ("103", "第2条信息", page(2)) in ledger()


def test_the_last_rule_stays(as_role, county):
    client = as_role("operator")
    for _ in range(4):
        answer = client.post(reverse("rule_change", args=[1]), {"what": "remove", "confirm": "1"}, follow=True)
    assert "至少要留一条规则" in words(answer)


def test_what_is_due_is_known_by_what_was_done(county):
    site = make_site(scheduled=True)
    assert running.due(site, at=AT) == ("weekly", None)
    make_round(site, name="weekly", state=Round.State.FINISHED, ended_at=AT)
    assert running.due(site, at=AT + timedelta(hours=1)) is None
    assert running.due(site, at=AT + timedelta(days=1)) == ("daily", None)
    assert running.due(site, at=AT + timedelta(days=8)) == ("weekly", None)
    broken = make_round(site, state=Round.State.RUNNING)
    assert running.due(site, at=AT + timedelta(days=1)) == ("daily", broken)
