"""Rounds over a small portal: everything is found once, the daily round asks little, and a killed one goes on."""

from __future__ import annotations

import os
import random
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from collect.small_portal import HOME, SmallFetcher, SmallPortal, listing, page, post

from mingcha.archive.faults import ArchiveError
from mingcha.archive.store import Archive
from mingcha.collect import rounds, visiting
from mingcha.collect.due import Plan, RoundName
from mingcha.collect.frontier import Frontier
from mingcha.collect.frontier_file import FrontierFault, reading
from mingcha.collect.gathered import Gathered
from mingcha.collect.posts_file import collected_posts
from mingcha.collect.rounds import Round, Unreachable
from mingcha.model.collected import CollectedPost
from mingcha.model.fetch import FetchOutcome, Remark, Request, Response
from mingcha.model.round import Completeness
from mingcha.model.site import Column, Site
from mingcha.model.unit import Unit
from mingcha.pages.page import Page

CHINA = timezone(timedelta(hours=8))
SITE = Site(
    name="样例县人民政府网",
    home=HOME,
    hosts=("www.yangli.example",),
    county="样例县",
    units=(Unit("101", "县财政局", "county", 1), Unit("102", "县教体局", "county", 2)),
)
DAYS = [date(2023, 12, 1) - timedelta(days=3 * number) for number in range(24)]


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))


def small_portal() -> SmallPortal:
    """Two columns: one of three pages, one of one page that repeats a post of the first."""
    lines = [(f"/tzgg/t{day:%Y%m%d}_{number}.html", f"关于第{number}项工作的通知", day.isoformat())
             for number, day in enumerate(DAYS)]  # fmt: skip
    pages: dict[str, str | bytes | int] = {
        url: post(title, day, column="通知公告", source="县财政局" if number % 2 else "县教体局")
        for number, (url, title, day) in enumerate(lines)
    }
    pager = '<div>共 24 条</div><script>createPageHTML(3, {}, "index", "html");</script>'
    for number in range(3):
        name = "/tzgg/" if number == 0 else f"/tzgg/index_{number}.html"
        pages[name] = listing("通知公告", lines[number * 8 : number * 8 + 8], pager=pager.format(number))
    pages["/gzdt/"] = listing(
        "工作动态",
        [lines[1], *[(f"/gzdt/a{n}.html", f"全县第{n}次工作会议召开", f"2023-11-{n:02d}") for n in range(1, 7)]],
    )
    for number in range(1, 7):
        pages[f"/gzdt/a{number}.html"] = post(
            f"全县第{number}次工作会议召开", f"2023-11-{number:02d}", column="工作动态"
        )
    first = next(iter(pages))
    link = '<p>附件：<a href="/tzgg/P1.xlsx">补贴名单.xlsx</a></p>'
    pages[first] = post("关于第0项工作的通知", "2023-12-01", source="县教体局", column="通知公告", attachments=link)
    pages["/tzgg/P1.xlsx"] = b"PK\x03\x04 not a real workbook, but bytes all the same"
    pages["/"] = page("首页", '<div><a href="/tzgg/">通知公告</a> <a href="/gzdt/">工作动态</a></div>')
    return SmallPortal(pages)


class Office:
    """Runs rounds over a portal into one folder, on the days it is told."""

    def __init__(self, folder: Path, portal: SmallPortal) -> None:
        self.folder, self.portal = folder, portal
        self.at = datetime(2023, 12, 2, 6, 0, tzinfo=CHINA)

    def now(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def round(
        self,
        name: str = "full",
        *,
        after: Callable[[int], None] = lambda number: None,
        site: Site = SITE,
        **plan: object,
    ) -> Completeness:
        with Archive.open(self.folder, site="www.yangli.example", now=self.now) as archive:
            frontier = Frontier.open(self.folder)
            try:
                fetcher = SmallFetcher(self.portal, self.now, after)
                chosen = Plan(RoundName(name), **plan)  # type: ignore[arg-type]
                return Round(site, archive, frontier, plan=chosen, now=self.now).run(fetcher)  # type: ignore[arg-type]
            finally:
                frontier.close()

    def posts(self, site: Site = SITE, **chosen: date) -> list[CollectedPost]:
        with reading(self.folder) as stored:
            return list(collected_posts(Gathered(stored), site, **chosen))

    def archived(self) -> list[tuple[str, str]]:
        with Archive.open(self.folder, site="www.yangli.example", now=self.now) as archive:
            return sorted((snapshot.url, snapshot.digest) for snapshot in archive.since(0))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield Office(tmp_path / "证据", small_portal())


def test_everything_is_found_dated_and_attributed_once(office: Office) -> None:
    told = office.round()
    posts = office.posts()
    assert len(posts) == len({found.url for found in posts}) == 30
    assert all(found.published_on and found.unit for found in posts)
    assert told.is_complete, told
    twice = next(found for found in posts if found.url.endswith("_1.html"))
    assert len(twice.columns) == 2
    assert twice.column == "通知公告", "the page itself says which column it is of"
    first = next(found for found in posts if found.url.endswith("_0.html"))
    assert [(file.url, file.name) for file in first.attachments] == [(HOME + "tzgg/P1.xlsx", "补贴名单.xlsx")]


def test_each_address_is_asked_once_a_round(office: Office) -> None:
    office.round()
    asked = [request.url for request in office.portal.asked]
    assert len(asked) == len(set(asked))


def test_a_second_full_round_finds_nothing_new_and_fetches_no_body(office: Office) -> None:
    office.round()
    office.portal.asked.clear()
    told = office.round()
    assert (told.new, told.changed, told.gone) == (0, 0, 0)
    assert told.is_complete
    assert all(request.etag for request in office.portal.asked if not request.url.endswith("sitemap.xml"))


def test_a_daily_round_asks_for_list_heads_and_what_is_new(office: Office) -> None:
    office.round()
    office.at += timedelta(days=40)
    portal = office.portal
    portal.pages["/gzdt/new.html"] = post("全县新年工作会议召开", "2024-01-10", column="工作动态")
    head = portal.pages["/gzdt/"]
    assert isinstance(head, str)
    portal.pages["/gzdt/"] = head.replace(
        "<ul>", '<ul><li><a href="/gzdt/new.html">全县新年工作会议召开</a><span>2024-01-10</span></li>'
    )
    portal.asked.clear()
    told = office.round("daily", sample=2)
    assert told.new == 1
    asked = {request.url.removeprefix(HOME.rstrip("/")) for request in portal.asked}
    assert "/tzgg/index_1.html" not in asked, "nothing new on the head, so the list is not walked"
    assert len(asked) <= 3 + 1 + 2, "home and two heads, the new post, the sample"


def test_a_changed_post_is_seen_and_a_withdrawn_one_is_known_as_gone(office: Office) -> None:
    office.round()
    pages = office.portal.pages
    pages["/gzdt/a1.html"] = post("全县第1次工作会议召开（更正）", "2023-11-01", column="工作动态")
    pages["/gzdt/a2.html"] = 404
    told = office.round()
    assert (told.new, told.changed, told.gone) == (0, 1, 1)
    assert len(office.posts()) == 29
    assert [(dead.kind, dead.outcome) for dead in told.dead] == [("post", FetchOutcome.GONE)]
    assert told.is_complete, "it was looked at, and is not there"


def test_a_weekly_round_sees_what_was_withdrawn_from_list_and_site(office: Office) -> None:
    office.round()
    pages = office.portal.pages
    head = pages["/gzdt/"]
    assert isinstance(head, str)
    pages["/gzdt/"] = re.sub(r'<li><a href="/gzdt/a[23]\.html">.*?</li>', "", head)
    pages["/gzdt/a2.html"] = 404
    office.portal.asked.clear()
    told = office.round("weekly")
    assert told.gone == 1, "the other one is only no longer listed"
    asked = {request.url.removeprefix(HOME) for request in office.portal.asked}
    assert {"gzdt/a2.html", "gzdt/a3.html"} <= asked
    assert "gzdt/a4.html" not in asked, "what is still listed as before need not be looked at"
    assert len(office.posts()) == 29


def test_since_leaves_older_posts_alone(office: Office) -> None:
    office.round("daily", since=date(2023, 11, 20))
    posts = office.posts(since=date(2023, 11, 20))
    wanted = sum(day >= date(2023, 11, 20) for day in DAYS)
    assert len(posts) == wanted
    asked = {request.url for request in office.portal.asked}
    assert HOME + "tzgg/index_2.html" not in asked, "that page is older from its first line on"


def test_annual_reports_of_earlier_years_are_read_whatever_day_a_round_begins_at(office: Office) -> None:
    pages = office.portal.pages
    reports = [
        (f"/nb/{year}.html", f"县财政局{year}年政府信息公开工作年度报告", f"{year + 1}-01-20") for year in (2022, 2021)
    ]
    pages["/nb/"] = listing("政府信息公开年报", reports)
    pages |= {url: post(title, day, column="政府信息公开年报") for url, title, day in reports}
    home = pages["/"]
    assert isinstance(home, str)
    pages["/"] = home.replace("<div><a", '<div><a href="/nb/">政府信息公开年报</a> <a', 1)
    office.round("daily", since=date(2023, 11, 20))
    assert {post.title for post in office.posts()} >= {title for _, title, _ in reports}


def test_since_passes_over_old_posts_that_a_hot_list_leads_to(office: Office) -> None:
    pages = office.portal.pages
    home = pages["/"]
    assert isinstance(home, str)
    pages["/"] = home.replace("<div><a", '<div><a href="/tzgg/t20210105_9.html">曾经的热点</a> <a', 1)
    pages["/tzgg/t20210105_9.html"] = post("曾经的热点", "2021-01-05")
    office.round("daily", since=date(2023, 11, 20))
    assert HOME + "tzgg/t20210105_9.html" not in {request.url for request in office.portal.asked}


def test_a_page_limit_leaves_the_rest_for_the_next_run(office: Office) -> None:
    told = office.round(most=10)
    assert told.waiting > 0
    assert not told.is_complete
    assert len(office.portal.asked) == 10
    while not told.is_complete:
        told = office.round(most=10)
    assert told.round == 1
    asked = [request.url for request in office.portal.asked]
    assert len(asked) == len(set(asked))
    assert len(office.posts()) == 30


@pytest.mark.skipif(not hasattr(os, "fork"), reason="dies in a child process made by fork")
@pytest.mark.parametrize("seed", range(12))
def test_a_killed_round_goes_on_and_ends_as_if_nothing_had_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(rounds, "_ANSWERS", 4)
    undisturbed = Office(tmp_path / "undisturbed", small_portal())
    undisturbed.round()
    broken, chance, deaths = Office(tmp_path / "broken", small_portal()), random.Random(seed), 0
    while not _finishes(broken, after=chance.randrange(1, 16), within_commit=chance.random() < 0.4):
        deaths += 1
        assert deaths < 100, "every run gets on by something"
    assert deaths
    assert broken.posts() == undisturbed.posts()
    assert broken.archived() == undisturbed.archived(), "nothing lost and nothing stored twice"


def _finishes(office: Office, *, after: int, within_commit: bool) -> bool:
    """Run the round in a child that is killed after so many answers, or then between the two commits, when the evidence
    is safe and what was understood of it is not; whether it came to its end before."""
    child = os.fork()
    if child == 0:
        asked, commit = 0, Frontier.commit

        def count(number: int) -> None:
            nonlocal asked
            asked += 1
            if asked >= after and not within_commit:
                os.kill(os.getpid(), signal.SIGKILL)

        def dying(frontier: Frontier, handled: int) -> None:
            if asked >= after and within_commit:
                os.kill(os.getpid(), signal.SIGKILL)
            commit(frontier, handled)

        Frontier.commit = dying  # type: ignore[method-assign]
        try:
            office.round(after=count)
        except BaseException:
            os._exit(2)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL), "the child failed in another way"
    return status == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a limit for a child process made by fork")
@pytest.mark.parametrize("kilobytes", [4, 60, 150, 200])
def test_a_full_disk_stops_the_round_and_space_lets_it_go_on(tmp_path: Path, kilobytes: int) -> None:
    undisturbed, cramped = (
        Office(tmp_path / "undisturbed", small_portal()),
        Office(tmp_path / "cramped", small_portal()),
    )
    undisturbed.round()
    child = os.fork()
    if child == 0:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, hard))
        try:
            cramped.round()
        except (ArchiveError, FrontierFault):
            os._exit(3)
        except BaseException:
            os._exit(4)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, 3), "it ends with a fault that is told, or there was room enough"
    assert status == 3 or kilobytes > 100
    cramped.round()
    assert cramped.posts() == undisturbed.posts()


def test_a_clock_set_back_changes_nothing_but_the_dates_of_the_evidence(tmp_path: Path) -> None:
    undisturbed, office = Office(tmp_path / "undisturbed", small_portal()), Office(tmp_path / "odd", small_portal())
    undisturbed.round()

    def jump(number: int) -> None:
        if number == 10:
            office.at -= timedelta(days=2)
        elif number == 20:
            office.at += timedelta(days=5)

    assert office.round(after=jump).is_complete
    assert office.posts() == undisturbed.posts()
    assert office.archived() == undisturbed.archived()


def test_a_server_that_comes_back_loses_nothing(office: Office) -> None:
    portal = office.portal

    def fails_for_a_while(number: int) -> None:
        portal.down = FetchOutcome.REFUSED if 12 <= number < 20 else None

    told = office.round(after=fails_for_a_while)
    assert told.is_complete
    assert len(office.posts()) == 30


def test_a_portal_that_does_not_answer_is_told_at_once(office: Office) -> None:
    office.portal.down = FetchOutcome.NO_SUCH_HOST
    with pytest.raises(Unreachable, match="域名不存在"):
        office.round()


def test_a_column_of_the_office_keeps_its_name_and_owner(office: Office) -> None:
    site = Site(**{field: getattr(SITE, field) for field in SITE.__slots__} | {
        "columns": (Column(HOME + "gzdt/", "政务动态", unit="102"),)})  # fmt: skip
    office.round(site=site)
    found = {post.column for post in office.posts(site) if "/gzdt/a" in post.url}
    assert found == {"政务动态"}


def test_a_column_that_claims_more_than_it_lists_is_told(office: Office) -> None:
    pages = office.portal.pages
    del pages["/tzgg/index_2.html"]
    told = office.round()
    assert any(dead.kind == "list" and dead.outcome is FetchOutcome.GONE for dead in told.dead)
    assert [(short.claimed, short.listed) for short in told.shortfalls] == [(24, 16)]
    assert not told.is_complete


def test_a_list_that_leads_to_a_file_makes_the_file_a_post(office: Office) -> None:
    pages = office.portal.pages
    head = pages["/gzdt/"]
    assert isinstance(head, str)
    pages["/gzdt/"] = head.replace(
        "<ul>", '<ul><li><a href="/gzdt/W1.pdf">2023年度工作要点</a><span>2023-10-09</span></li>'
    )
    pages["/gzdt/W1.pdf"] = b"%PDF-1.4 made up"
    office.round()
    (found,) = (post for post in office.posts() if post.url.endswith(".pdf"))
    assert (found.title, found.published_on) == ("2023年度工作要点", date(2023, 10, 9))


def test_the_posts_can_be_read_while_a_round_is_running(office: Office) -> None:
    office.round()
    seen = []
    office.round(after=lambda number: seen.append(len(office.posts())))
    assert set(seen) == {30}


def test_a_folder_without_a_collection_is_told(tmp_path: Path) -> None:
    with pytest.raises(FrontierFault, match="没有采集记录"), reading(tmp_path):
        pass


def test_a_page_the_program_stumbles_over_ends_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    read_post = visiting.read_post

    def stumbles(page: Page, **given: object) -> object:
        if page.url.endswith("a3.html"):
            raise ZeroDivisionError
        return read_post(page, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(visiting, "read_post", stumbles)
    told = office.round()
    assert [(gap.outcome, gap.examples) for gap in told.gaps] == [(FetchOutcome.UNREADABLE, (HOME + "gzdt/a3.html",))]
    assert not told.is_complete
    assert len(office.posts()) == 29


def test_a_calendar_without_end_is_given_up_and_told(office: Office) -> None:
    class Endless(dict[str, str | bytes | int]):
        def get(self, url: str, otherwise: object = None) -> object:  # type: ignore[override]
            if url.startswith("/rl.asp?d="):
                day = int(url.rpartition("=")[2])
                days = "".join(f'<td><a href="/rl.asp?d={day + ahead}">{ahead}日</a></td>' for ahead in range(1, 8))
                return page("日历", f"<table><tr>{days}</tr></table>")
            return super().get(url, otherwise)

    portal = office.portal
    portal.pages = Endless(portal.pages)
    home = portal.pages["/"]
    assert isinstance(home, str)
    portal.pages["/"] = home.replace("<div><a", '<div><a href="/rl.asp?d=1">日历</a> <a', 1)
    told = office.round()
    assert told.endless == (HOME + "rl.asp",)
    assert sum("rl.asp" in request.url for request in portal.asked) < 200
    assert len(office.posts()) == 30
    assert told.is_complete, "nothing of use was left out"


def test_a_path_that_winds_on_is_given_up_and_told(office: Office) -> None:
    class Winding(dict[str, str | bytes | int]):
        def get(self, url: str, otherwise: object = None) -> object:  # type: ignore[override]
            return page("专题", '<a href="zt/index.html">专题</a>') if "/zt/" in url else super().get(url, otherwise)

    portal = office.portal
    portal.pages = Winding(portal.pages)
    home = portal.pages["/"]
    assert isinstance(home, str)
    portal.pages["/"] = home.replace("<div><a", '<div><a href="/zt/index.html">专题</a> <a', 1)
    told = office.round()
    assert told.endless
    assert sum("/zt/" in request.url for request in portal.asked) < 10


def test_a_dead_post_that_a_list_still_names_is_no_post(office: Office) -> None:
    pages = office.portal.pages
    pages["/gzdt/a1.html"] = page("提示", "<p>您访问的页面不存在或已被删除。</p>")
    home = pages["/"]
    assert isinstance(home, str)
    pages["/"] = home.replace("<div><a", '<div><a href="/gzdt/a1.html">热点</a> <a', 1)
    told = office.round()
    assert len(office.posts()) == 29
    assert [(dead.outcome, dead.number) for dead in told.dead] == [(FetchOutcome.SOFT_GONE, 1)]


def test_links_with_and_without_www_lead_to_one_post(office: Office) -> None:
    pages = office.portal.pages
    for name, held in list(pages.items()):
        if isinstance(held, str) and name.startswith("/gzdt/"):
            pages[name] = held.replace('href="/gzdt/', 'href="https://yangli.example/gzdt/')
    told = office.round()
    assert len(office.posts()) == 30
    assert told.is_complete
    assert {request.url.partition("/gzdt")[0] for request in office.portal.asked if "/gzdt/a" in request.url} == {
        "http://www.yangli.example"
    }


def test_lines_that_lead_to_other_sites_are_told_and_not_counted(office: Office) -> None:
    pages = office.portal.pages
    head = pages["/gzdt/"]
    assert isinstance(head, str)
    line = '<ul><li><a href="http://news.example/1.html">省里的新闻</a><span>2023-11-30</span></li>'
    pages["/gzdt/"] = head.replace("<ul>", line)
    told = office.round()
    assert (told.reprints, len(office.posts())) == (1, 30)


def test_faults_of_the_server_that_cost_no_page_are_told(office: Office) -> None:
    answer = office.portal.answer

    def by_an_old_certificate(request: Request, at: datetime) -> Response:
        return replace(answer(request, at), remarks=(Remark.EXPIRED_CERTIFICATE,))

    office.portal.answer = by_an_old_certificate  # type: ignore[method-assign]
    told = office.round()
    ((host, remark, number, url),) = told.remarks
    assert (host, remark, url) == ("www.yangli.example", "证书已过期", HOME)
    assert number == len(office.portal.asked)
    assert told.is_complete
