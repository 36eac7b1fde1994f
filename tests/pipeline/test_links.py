"""The links of a collected portal are examined from the archive alone, and a fault of its template is told once."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from collect.small_portal import HOME, SmallFetcher, SmallPortal, listing, page, post

from mingcha.archive.store import Archive
from mingcha.collect.due import Plan, RoundName
from mingcha.collect.frontier import Frontier
from mingcha.collect.rounds import Round
from mingcha.examine.catalogue import chosen
from mingcha.model.finding import Finding, Verdict
from mingcha.model.site import Site
from mingcha.pipeline import Collection, examine_collected
from mingcha.pipeline.links import OWN_REGISTER, examine_links, link_shares, not_surveyed

CHINA = timezone(timedelta(hours=8))
START = datetime(2023, 12, 1, 8, tzinfo=CHINA)
SITE = Site(name="样例县人民政府网", home=HOME, hosts=("www.yangli.example",), county="样例县")
HIDDEN = '<div style="position:absolute;left:-9999px"><a href="http://www.strange.test/">某某装修</a></div>'
LINKS = (
    '<a href="/gone.html">办事指南</a><a href="http://10.1.1.1/oa">内网</a><a href="http://www.bureau.test/">某某局</a>'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("mingcha.collect.rounds._PAUSES", ())
    lines = [(f"/t{n}.html", f"关于第{n}批补助的公示", f"2023-11-{n:02}") for n in range(1, 8)]
    pages: dict[str, str | bytes | int] = {
        "/": page("首页", listing("通知公告", lines) + LINKS + HIDDEN),
        "/tzgg/": listing("通知公告", lines) + HIDDEN,
        "/gzdt/": listing("工作动态", lines),
    }
    pages |= {url: post(title, day, attachments=LINKS + HIDDEN) for url, title, day in lines}
    for days in range(3):
        at = START + timedelta(days=days)
        with Archive.open(tmp_path, site="www.yangli.example", now=lambda at=at: at) as archive:
            frontier = Frontier.open(tmp_path)
            plan = Plan(RoundName.WEEKLY, audit=True)
            Round(SITE, archive, frontier, plan=plan, now=lambda at=at: at).run(
                SmallFetcher(SmallPortal(pages), lambda at=at: at)
            )
            frontier.close()
    return tmp_path


def examined(folder: Path, *, processes: int = 1, own: Path | None = None) -> dict[str, list[Finding]]:
    checks = chosen(only=["family:links"])
    told: dict[str, list[Finding]] = {}
    for result in examine_links(SITE, folder, checks, key=b"k", processes=processes, own=own, with_posts=True):
        assert result.not_examined == ()
        for one in result.findings:
            told.setdefault(one.check, []).append(one)
    return told


def test_three_rounds_confirm_a_dead_link_and_a_hidden_block_is_told_once(folder: Path) -> None:
    told = examined(folder)
    (dead,) = [one for one in told["dead_link"] if "gone.html" in one.quote]
    assert dead.verdict is Verdict.FOUND
    assert "8 个网页链接到它" in dead.message
    (hidden,) = told["hidden_link"]
    assert hidden.places == 9 and hidden.verdict is Verdict.FOUND
    assert len(hidden.more_places) == 4
    (wrong,) = told["wrong_link"]
    assert "10.1.1.1" in wrong.quote


def test_two_processes_say_the_same(folder: Path) -> None:
    one, two = examined(folder), examined(folder, processes=2)
    assert {name: sorted(f.fingerprint for f in found) for name, found in one.items()} == {
        name: sorted(f.fingerprint for f in found) for name, found in two.items()
    }


def test_links_noted_while_posts_are_read_say_the_same_as_a_pass_over_all_pages(folder: Path) -> None:
    checks = chosen(only=["dead_link", "wrong_link", "unapproved_outbound_link"])
    apart = [one for result in examine_links(SITE, folder, checks, key=b"k") for one in result.findings]
    noted: list[Finding] = []
    for processes in (1, 2):
        parts = examine_collected(
            Collection.opened(SITE, folder), checks, key=b"k", today=START.date(), processes=processes
        )
        found = [one for result in parts for one in result.findings]
        assert noted in ([], found)
        noted = found
    assert apart and sorted(noted, key=repr) == sorted(apart, key=repr)


def test_the_countys_register_decides_who_is_approved(folder: Path) -> None:
    before = [one for one in examined(folder)["unapproved_outbound_link"] if "bureau.test" in one.quote]
    assert [one.verdict for one in before] == [Verdict.DOUBT]
    (folder / OWN_REGISTER).write_text('[[groups]]\nname = "县"\ndomains = ["bureau.test"]\n', encoding="utf-8")
    after = examined(folder, own=folder).get("unapproved_outbound_link", [])
    assert [one.quote for one in after if "bureau.test" in one.quote] == []
    assert {one.verdict for one in after} == {Verdict.FOUND}


@pytest.mark.parametrize(
    ("name", "value", "who"),
    [("User-Agent", "spider", "搜索引擎"), ("Referer", "baidu", "从搜索结果点进来的人"), ("Referer", "nobody", "")],
)
def test_a_portal_that_shows_searchers_something_else_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, who: str
) -> None:
    monkeypatch.setattr("mingcha.collect.rounds._PAUSES", ())
    lines = [(f"/t{n}.html", f"关于第{n}批补助的公示", f"2023-11-{n:02}") for n in range(1, 8)]
    pages: dict[str, str | bytes | int] = {
        "/": page("首页", listing("通知公告", lines)),
        "/tzgg/": listing("通知公告", lines),
        "/gzdt/": listing("工作动态", lines),
    }
    pages |= {url: post(title, day) for url, title, day in lines}
    portal = SmallPortal(pages)
    portal.shown = lambda request, held: (
        str(held).replace("</body>", '<a href="http://www.strange.test/">Casino</a><a href="//www.odd.test/">澳门</a>')
        if value in dict(request.headers).get(name, "")
        else held
    )
    with Archive.open(tmp_path, site="www.yangli.example", now=lambda: START) as archive:
        frontier = Frontier.open(tmp_path)
        Round(SITE, archive, frontier, plan=Plan(RoundName.WEEKLY), now=lambda: START).run(
            SmallFetcher(portal, lambda: START)
        )
        frontier.close()
    collection = Collection.opened(SITE, tmp_path)
    results = examine_collected(collection, chosen(only=["family:links"]), key=b"k", today=START.date())
    found = [one for result in results for one in result.findings if one.check == "cloaked_page"]
    assert [(one.verdict, who in one.quote) for one in found] == ([(Verdict.FOUND, True)] if who else [])
    assert all(one.places == len(pages) and "www.strange.test" in one.quote for one in found)


def test_a_page_in_place_of_a_posts_file_is_a_missing_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingcha.collect.rounds._PAUSES", ())
    lines = [(f"/t{n}.html", f"关于第{n}批补助的公示", f"2023-11-{n:02}") for n in range(1, 4)]
    pages: dict[str, str | bytes | int] = {
        "/": page("首页", listing("通知公告", lines)),
        "/tzgg/": listing("通知公告", lines),
        "/gzdt/": listing("工作动态", lines),
        "/files/list.xlsx": page("出错了", "<p>文件已不在</p>"),
    }
    file = '<p>附件：<a href="/files/list.xlsx">补助发放表.xlsx</a></p>'
    pages |= {url: post(title, day, attachments=file) for url, title, day in lines}
    for days in range(3):
        at = START + timedelta(days=days)
        with Archive.open(tmp_path, site="www.yangli.example", now=lambda at=at: at) as archive:
            frontier = Frontier.open(tmp_path)
            Round(SITE, archive, frontier, plan=Plan(RoundName.FULL), now=lambda at=at: at).run(
                SmallFetcher(SmallPortal(pages), lambda at=at: at)
            )
            frontier.close()
    collection = Collection.opened(SITE, tmp_path)
    checks = chosen(only=["missing_attachment"])
    results = list(examine_collected(collection, checks, key=b"k", today=(START + timedelta(days=3)).date()))
    found = [one for result in results for one in result.findings]
    assert {one.verdict for one in found} == {Verdict.FOUND}
    assert {one.quote for one in found} == {"补助发放表.xlsx"}
    assert all("打开却是网页" in one.message for one in found)


def test_a_link_no_reader_sees_is_told_as_hidden_and_not_as_leading_out(folder: Path) -> None:
    told = examined(folder)
    assert told["hidden_link"][0].leads_to == ("strange.test",)
    assert not [one for one in told["unapproved_outbound_link"] if "strange.test" in one.quote]
    (seen,) = [one for one in told["unapproved_outbound_link"] if "bureau.test" in one.quote]
    assert seen.places == 8


def test_pages_of_a_share_that_could_not_be_done_are_told_as_not_examined(folder: Path) -> None:
    (share,) = link_shares(SITE, folder, chosen(only=["family:links"]), key=b"k")
    _, result = not_surveyed(share, "进程中止")
    missed = {one.source for one in result.not_examined}
    # The posts are in shares of their own.
    assert HOME in missed and not any("/t1.html" in source for source in missed)
    assert {one.reason for one in result.not_examined} == {"进程中止"}


def test_nobody_who_asks_about_something_else_has_links_surveyed(folder: Path) -> None:
    assert link_shares(SITE, folder, chosen(only=["family:privacy"]), key=b"k") == ()
