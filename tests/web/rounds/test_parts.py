"""Rounds over a part of a site: one unit's columns and posts, or the places of cases; and what is due when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from web.rounds.portal import make_round, make_site, take
from web.rounds.portal import post as found_post
from web.rounds.served import january, served

from mingcha.web.publishing.models import Column
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds import parts, running
from mingcha.web.rounds.models import Round


def now():
    return datetime.now().astimezone()


@pytest.fixture
def portal():
    with served(january(4)) as portal:
        yield portal


@pytest.fixture
def site(units, portal):
    return make_site(home=portal.home, private=portal.host, rate=0)


def test_only_the_units_columns_and_posts_are_asked_and_new_posts_of_theirs_come_in(site, portal, units, monkeypatch):
    running.run_round(make_round(site).pk, now=now)
    portal.pages = january(5)
    portal.asked.clear()
    begun = []
    monkeypatch.setattr(running, "set_going", begun.append)
    run = parts.start_unit(site, units["101"], by=None, at=now())
    done = running.run_round(run.pk, now=now)
    asked = set(portal.asked) - {"/robots.txt"}
    assert "/" not in asked
    assert {"/tzgg/", "/tzgg/1.html", "/tzgg/3.html", "/tzgg/5.html"} <= asked
    assert (done.state, done.get_name_display(), done.unit.code) == ("finished", "单位", "101")


def test_a_part_that_was_stopped_goes_on_and_another_part_does_not_take_its_place(site, portal, units):
    running.run_round(make_round(site).pk, now=now)
    portal.asked.clear()
    run = make_round(site, name="places", only=f"{portal.home}tzgg/1.html\n{portal.home}tzgg/2.html")
    running.run_round(run.pk, now=now, stopped=lambda: True)
    done = running.run_round(run.pk, now=now)
    assert done.state == "finished"
    assert set(portal.asked) - {"/robots.txt"} == {"/tzgg/1.html", "/tzgg/2.html"}


def test_without_a_whole_round_there_is_no_part(units):
    site = make_site()
    with pytest.raises(Refused, match="还没有完整采集过"):
        parts.start_unit(site, units["101"], by=None, at=now())


def test_the_places_of_a_unit_are_its_columns_and_its_posts(units):
    site = make_site()
    take(site, found_post(1, "县发改委"), found_post(2, "统调队"))
    assert [url.rpartition("example")[2] for url in parts.places_of_unit(site, units["101"])] == [
        "/tzgg/",
        "/tzgg/1.html",
    ]
    own = Column.objects.create(name="发改动态", url="http://www.yangli.example/fgdt/", unit=units["101"])
    assert parts.places_of_unit(site, units["101"])[0] == own.url
    assert parts.with_columns(site, ["http://www.yangli.example/tzgg/2.html"])[0].endswith("/tzgg/")


AT = datetime(2024, 3, 1, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ([], "weekly"),
        ([("weekly", 2)], "daily"),
        ([("weekly", 8)], "weekly"),
        ([("weekly", 40), ("weekly", 3)], "monthly"),
        ([("monthly", 40), ("monthly", 8)], "weekly"),
        ([("weekly", 40), ("full", 3)], "daily"),
        ([("weekly", 3), ("places", 0)], "daily"),
        ([("weekly", 3), ("daily", 0)], None),
    ],
    ids=["first", "day", "week", "month", "week-after-month", "all-by-hand", "a-part-is-no-day", "done-today"],
)
def test_what_is_due_is_found_from_what_was_done(units, before, wanted):
    site = make_site()
    for name, days in before:
        ended = AT - timedelta(days=days, minutes=30)
        run = make_round(site, name=name, state=Round.State.FINISHED)
        Round.objects.filter(pk=run.pk).update(ended_at=ended)
    due = running.due(site, at=AT)
    assert (due and due[0]) == wanted


def test_the_statement_says_what_share_was_looked_at_and_who_must_act(as_role, county):
    from web.rounds.portal import fill, statement_of

    from mingcha.model.fetch import FetchOutcome
    from mingcha.model.round import Gap
    from mingcha.web.rounds import statement

    portal = fill(county)
    told = statement_of(
        known=(("attachment", 4), ("post", 3000)), seen=(("attachment", 3), ("post", 2999)),
        gaps=(Gap("post", FetchOutcome.TIMEOUT, 2, ()),), dead=(Gap("attachment", FetchOutcome.GONE, 1, ()),),
    )  # fmt: skip
    Round.objects.filter(pk=portal.round.pk).update(statement=statement.keep(told))
    page = as_role("operator").get(f"/rounds/{portal.round.pk}/").content.decode()
    assert "0.1%" in page
    assert "99.9%" in page  # 2999 of 3000 is not all
    assert "政务公开办 2 个，发布单位 1 个" in page
    assert "请发布单位重新上传或删去链接" in page


@pytest.mark.parametrize(
    ("name", "unit", "words"),
    [
        ("unit", "101", "县发改委的栏目和信息，共 2 个网址"),
        ("places", "101", "县发改委的整改事项所在的网页、附件和栏目，共 2 个网址"),
        ("places", "", "<strong>这一轮只看了网站的一部分</strong>整改事项所在的网页"),
    ],
)
def test_the_statement_of_a_part_claims_no_more_than_the_part(as_role, county, name, unit, words):
    from web.rounds.portal import fill, statement_of

    from mingcha.web.rounds import statement

    portal = fill(county)
    client, where = as_role("operator"), f"/rounds/{portal.round.pk}/"
    kept = statement.keep(statement_of(gaps=(), waiting=0))
    whole = Round.objects.filter(pk=portal.round.pk)
    whole.update(statement=kept)
    page = client.get(where).content.decode()
    assert "本轮已全部看完" in page
    assert "一部分" not in page
    whole.update(
        name=name,
        unit=county.units[unit] if unit else None,
        only="http://www.yangli.example/1\nhttp://www.yangli.example/2",
    )
    page = client.get(where).content.decode()
    assert words in page
    assert "其余没有重新看" in page
    assert "不作复核结论" in page
    assert "要看的都已看完" in page
    assert "本轮已全部看完" not in page


def test_a_statement_of_before_is_still_read(units):
    from web.rounds.portal import statement_of

    from mingcha.web.rounds import statement

    lines = statement.kind_lines(statement_of())
    assert [(line.kind, line.share, line.known) for line in lines] == [("信息", "—", None)]
