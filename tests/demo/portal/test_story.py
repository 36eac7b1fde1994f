"""The portal of another day differs by what the story says and what was published since, and by nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random

import pytest
from demo.portal.walking import BASE, text_of

from mingcha.demo.county import sample_places
from mingcha.demo.portal.holdings import holdings
from mingcha.demo.portal.portal import Portal
from mingcha.demo.portal.truth import TruePost, truth
from mingcha.demo.story import story

LIST_11, RECHECK, YEAR_END = date(2023, 11, 20), date(2023, 12, 1), date(2023, 12, 31)


@cache
def portal_of(day: date) -> Portal:
    return Portal(day)


@cache
def true_posts(day: date) -> dict[str, TruePost]:
    return {post.url: post for post in truth(date(2000, 1, 1), day, day)}


def asked(day: date, path: str) -> tuple[int, str]:
    answer = portal_of(day).answer("GET", path.removeprefix(BASE), {})
    return answer.status, text_of(answer.body)


def called(title: str, day: date) -> list[TruePost]:
    return sorted((post for post in true_posts(day).values() if post.title == title), key=lambda post: post.url)


def test_nothing_is_shown_before_its_day() -> None:
    assert max(post.published for post in true_posts(RECHECK).values()) <= RECHECK
    later = next(post for post in true_posts(YEAR_END).values() if post.published > RECHECK)
    assert asked(RECHECK, later.url)[0] == 404
    assert asked(YEAR_END, later.url)[0] == 200


def test_the_annual_report_with_a_wrong_date_is_put_right_and_then_the_column_goes_wrong() -> None:
    title, column = "铁石口镇2022年政府信息公开工作年度报告", sample_places()["208", "政府信息公开年报"]
    (before,), (after,) = called(title, LIST_11), called(title, RECHECK)
    assert (before.url, before.published) == (after.url, date(2022, 12, 30))
    assert after.published == date(2023, 1, 18)
    assert "2022-12-30" in asked(LIST_11, before.url)[1]
    assert "2023-01-18" in asked(RECHECK, after.url)[1]
    astray = "铁石口镇开展冬季森林防火巡查"
    assert astray not in asked(LIST_11, column.home)[1]
    assert astray in asked(RECHECK, column.home)[1]


def test_the_dead_link_is_mended_and_then_the_document_is_there_twice() -> None:
    title, file = "虎山乡2023年农村公路养护资金安排表", "/attach/214/nclgl2023.xlsx"
    assert asked(LIST_11, file)[0] == 404
    assert asked(RECHECK, file)[0] == 200
    assert len(called(title, LIST_11)) == 1
    first, second = called(title, RECHECK)
    assert first.url != second.url and file in asked(RECHECK, first.url)[1] and file in asked(RECHECK, second.url)[1]


def test_the_leaders_without_duties_stay_without_them() -> None:
    assert "分工" not in asked(YEAR_END, "/jg/216/ldxx.html")[1]
    assert "分工" in asked(YEAR_END, "/jg/215/ldxx.html")[1]


@pytest.mark.parametrize(
    ("key", "day"),
    [("kindergarten-102", date(2023, 12, 4)), ("workshops-109", date(2023, 12, 5)), ("cattle-114", date(2023, 12, 6))],
)
def test_a_leak_is_withdrawn_and_comes_back_masked(key: str, day: date) -> None:
    (named,) = (post for post in story().posts if post.key == key)
    (leaking,) = called(named.title, day)
    assert [asked(when, leaking.url)[0] for when in (day, day + timedelta(days=1))] == [200, 404]
    assert asked(day + timedelta(days=1), leaking.attachments[0])[0] == 404
    (masked,) = called(named.title, YEAR_END)
    assert masked.counted and leaking.counted and masked.url != leaking.url
    whole = portal_of(day).answer("GET", leaking.attachments[0].removeprefix(BASE), {}).body
    hidden = portal_of(YEAR_END).answer("GET", masked.attachments[0].removeprefix(BASE), {}).body
    assert b"********" not in whole
    assert b"********" in hidden or "身份证号".encode() not in hidden, "a list of children has no such column"


def test_a_post_that_moves_leaves_its_old_address() -> None:
    title = "关于印发《冬春季安全生产工作实施方案》的通知"
    (before,), (after,) = called(title, date(2023, 12, 12)), called(title, date(2023, 12, 13))
    assert (before.column, after.column) == ("通知公告", "政策文件")
    assert asked(date(2023, 12, 13), before.url)[0] == 404
    assert asked(date(2023, 12, 13), after.url)[0] == 200


def test_a_replaced_attachment_changes_its_post_and_the_old_file_is_gone() -> None:
    title, before, after = "关于公布2024年元旦假期便民服务窗口值班安排的通知", date(2023, 12, 21), date(2023, 12, 22)
    (old,), (new,) = called(title, before), called(title, after)
    assert old.url == new.url and old.attachments != new.attachments
    assert [asked(day, old.attachments[0])[0] for day in (before, after)] == [200, 404]
    assert asked(before, old.url)[1] != asked(after, new.url)[1]


def test_an_emptied_column_says_so_and_its_posts_are_gone() -> None:
    place = sample_places()["138", "人工影响天气"]
    before, after = date(2023, 12, 10), date(2023, 12, 11)
    listed = [post.url for post in true_posts(before).values() if post.column == "人工影响天气"]
    assert len(listed) == 2 and not set(listed) & set(true_posts(after))
    assert "人工增雨" in asked(before, place.home)[1]
    assert "人工增雨" not in asked(after, place.home)[1]
    assert asked(after, listed[0])[0] == 404


def test_2066_wordings_and_35_links_are_removed_in_december() -> None:
    wrong = [wording for wording, _, _ in story().scattered["wording"]["wrong_right"]]
    hosts = story().scattered["links"]["hosts"]
    urls = [post.address for number, post in portal_of(RECHECK).edition.posts.items() if number in holdings().faults]
    assert len(urls) == 2_101
    pages = {day: [asked(day, url)[1] for url in urls] for day in (RECHECK, YEAR_END)}
    assert sum(html.count(word) for html in pages[RECHECK] for word in wrong) == 2_066
    assert sum(f"//{host}/" in html for html in pages[RECHECK] for host in hosts) == 35
    assert not any(word in html for html in pages[YEAR_END] for word in [*wrong, *hosts])


def test_from_one_day_to_the_next_only_what_happened_changes() -> None:
    """Old posts keep their validators; of those that stay, few change: the day's corrections, and the neighbour
    of a new post where pages lead on to the next one."""
    day, after = date(2023, 12, 11), date(2023, 12, 12)
    stayed = sorted(set(true_posts(day)) & set(true_posts(after)))
    righted = {number for number, fault in holdings().faults.items() if fault.righted == after}
    new = len(set(true_posts(after)) - set(true_posts(day)))
    changed = set()
    for url in Random(2).sample(stayed, 2_000) + [u for u in stayed if int(number_of(u)) in righted]:
        path = url.removeprefix(BASE)
        known = dict(portal_of(day).answer("GET", path, {}).headers)["ETag"]
        if portal_of(after).answer("GET", path, {"if-none-match": known}).status == 200:
            changed.add(url)
    assert {int(number_of(url)) for url in changed} >= righted
    assert len(changed) <= len(righted) + new


def test_a_column_without_news_stays_as_it_was() -> None:
    day, after = date(2023, 12, 15), date(2023, 12, 16)  # a Friday and a Saturday
    for place in sample_places().values():
        if place.unit:
            known = dict(portal_of(day).answer("GET", place.home, {}).headers)["ETag"]
            assert portal_of(after).answer("GET", place.home, {"if-none-match": known}).status == 304


def number_of(url: str) -> str:
    return url.rpartition("/")[2].partition(".")[0].rpartition("_")[2]


def test_every_event_of_the_story_names_something_that_exists() -> None:
    keys = {post.key for post in story().posts}
    linked = {link["to"] for post in story().posts for link in post.told.get("links", ())}
    for event in story().events:
        if event.what in ("changed", "deleted", "moved"):
            assert event.to in keys
        elif event.what in ("broken", "repaired"):
            assert event.to in linked
        else:
            assert event.what in ("page", "emptied")
            assert event.what == "page" or (event.unit, event.column) in sample_places()
    assert {post.told["copy_of"] for post in story().posts if "copy_of" in post.told} <= keys
