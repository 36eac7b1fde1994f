"""Links of a small portal over several rounds: where each stands, how often it was looked at, and what became of it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from collect.small_portal import HOME, SmallFetcher, SmallPortal, listing, page, post

from mingcha.archive.store import Archive
from mingcha.collect.due import Plan, RoundName
from mingcha.collect.frontier import Frontier
from mingcha.collect.frontier_file import reading
from mingcha.collect.link_survey import LinkSurvey
from mingcha.collect.looked_links import looked_links
from mingcha.collect.rounds import Round
from mingcha.model.fetch import FetchOutcome
from mingcha.model.looked_link import LookedLink, Standing
from mingcha.model.site import Site
from mingcha.pages.page import parse

CHINA = timezone(timedelta(hours=8))
START = datetime(2023, 12, 1, 8, tzinfo=CHINA)
SITE = Site(name="样例县人民政府网", home=HOME, hosts=("www.yangli.example",), county="样例县")
OUT = "http://www.strange.test/"
LINKS = (
    f'<a href="/gone.html">办事指南</a><a href="{OUT}">某某协会</a><a href="{OUT}">某某协会网站</a>'
    '<a href="http：//www.example.com/">写错的</a><a href="file:///D:/1.doc">本机文件</a><a href="javascript:;">关闭</a>'
    '<a href="http://www.people.com.cn/">人民网</a><a href="{{url}}">{{title}}</a>'
)


def portal() -> SmallPortal:
    lines = [(f"/t{n}.html", f"关于第{n}批补助的公示", f"2023-11-{n:02}") for n in range(1, 6)]
    pages: dict[str, str | bytes | int] = {
        "/": page("首页", listing("通知公告", lines) + LINKS),
        "/tzgg/": listing("通知公告", lines),
        "/gzdt/": listing("工作动态", lines),
        OUT: page("某某协会", "<p>赣ICP备10000001号</p>"),
    }
    for url, title, day in lines:
        pages[url] = post(title, day, attachments=LINKS)
    return SmallPortal(pages)


def look_around(served: SmallPortal, folder: Path, *, at: datetime, name: RoundName = RoundName.DAILY) -> None:
    with Archive.open(folder, site="www.yangli.example", now=lambda: at) as archive:
        frontier = Frontier.open(folder)
        try:
            plan = Plan(name, audit=True)
            Round(SITE, archive, frontier, plan=plan, now=lambda: at).run(SmallFetcher(served, lambda: at))
        finally:
            frontier.close()


def found(served: SmallPortal, folder: Path) -> dict[str, LookedLink]:
    survey = LinkSurvey.of(SITE.hosts)
    for url, held in served.pages.items():
        if isinstance(held, str) and url.startswith("/"):
            survey.add(parse(held.encode(), url=HOME.rstrip("/") + url))
    with (
        reading(folder) as stored,
        Archive.open(folder, site="www.yangli.example", now=_never, readonly=True) as archive,
    ):
        return {link.address: link for link in looked_links(survey, SITE, stored, archive)}


def _never() -> datetime:
    raise AssertionError("who reads needs no clock")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> SmallPortal:
    # The pauses before what failed is asked again say nothing here.
    monkeypatch.setattr("mingcha.collect.rounds._PAUSES", ())
    return portal()


def test_a_link_on_every_page_is_asked_once_a_round(served: SmallPortal, tmp_path: Path) -> None:
    look_around(served, tmp_path, at=START)
    asked = Counter(request.url for request in served.asked)
    assert asked[OUT] == 1
    assert asked[f"{HOME}gone.html"] == 1


def test_what_did_not_open_is_looked_at_in_every_round_until_it_does(served: SmallPortal, tmp_path: Path) -> None:
    for days in range(3):
        look_around(served, tmp_path, at=START + timedelta(days=days))
    link = found(served, tmp_path)[f"{HOME}gone.html"]
    assert [look.outcome for look in link.looks] == [FetchOutcome.GONE] * 3
    assert link.standing is Standing.OWN
    assert link.pages == 6 and len(link.linked_from) == 3
    assert link.words == "办事指南"
    served.pages["/gone.html"] = page("办事指南", "<p>回来了</p>" * 30)
    look_around(served, tmp_path, at=START + timedelta(days=3))
    assert f"{HOME}gone.html" not in found(served, tmp_path), "what opens needs no further word"


def test_a_strangers_page_is_read_for_what_it_has_become(served: SmallPortal, tmp_path: Path) -> None:
    look_around(served, tmp_path, at=START, name=RoundName.WEEKLY)
    served.pages[OUT] = page("热门小说在线阅读", "<p>粤ICP备20000002号</p>")
    look_around(served, tmp_path, at=START + timedelta(days=7), name=RoundName.WEEKLY)
    link = found(served, tmp_path)[OUT]
    assert link.standing is Standing.UNKNOWN
    assert [look.title for look in link.looks] == ["某某协会-样例县人民政府网", "热门小说在线阅读-样例县人民政府网"]
    assert [look.owner for look in link.looks] == ["赣ICP备10000001号", "粤ICP备20000002号"]


def test_links_written_wrongly_are_kept_as_written_and_bindings_are_not_asked(
    served: SmallPortal, tmp_path: Path
) -> None:
    look_around(served, tmp_path, at=START)
    links = found(served, tmp_path)
    assert {"http：//www.example.com/", "file:///D:/1.doc"} <= set(links)
    assert not any("{{" in address or "javascript" in address for address in links)
    assert not any("{{" in request.url for request in served.asked)


def test_whether_a_reader_is_told_that_he_leaves_is_seen_on_the_page(served: SmallPortal, tmp_path: Path) -> None:
    look_around(served, tmp_path, at=START)
    assert found(served, tmp_path)["http://www.people.com.cn/"].has_notice is False
    for url, held in list(served.pages.items()):
        if isinstance(held, str):
            served.pages[url] = held + "<script>function leave(){confirm('您即将离开本网站')}</script>"
    assert found(served, tmp_path)["http://www.people.com.cn/"].has_notice is True


def test_two_halves_of_the_pages_make_the_same_survey(served: SmallPortal) -> None:
    pages = [
        parse(held.encode(), url=HOME.rstrip("/") + url)
        for url, held in served.pages.items()
        if isinstance(held, str) and url.startswith("/")
    ]
    whole, first, second = LinkSurvey.of(SITE.hosts), LinkSurvey.of(SITE.hosts), LinkSurvey.of(SITE.hosts)
    for number, one in enumerate(pages):
        whole.add(one, order=number)
        (first if number % 2 else second).add(one, order=number)
    assert first + second == whole
    assert second + first == whole


def test_a_page_with_two_hundred_thousand_links_is_surveyed_in_part_and_in_time() -> None:
    html = "".join(f'<a href="/{number}.html">第{number}条</a>' for number in range(200_000))
    survey = LinkSurvey.of(SITE.hosts)
    survey.add(parse(html.encode(), url=HOME))
    assert 10_000 < len(survey.standpoints) <= 50_000


def test_frames_that_frame_each_other_are_asked_once_each(served: SmallPortal, tmp_path: Path) -> None:
    for here, there in (("/a.html", "/b.html"), ("/b.html", "/a.html")):
        served.pages[here] = page("框架", f'<iframe src="{there}"></iframe><iframe src="{here}"></iframe>')
    served.pages["/"] = f'{served.pages["/"]}<iframe src="/a.html"></iframe>'
    look_around(served, tmp_path, at=START)
    asked = Counter(request.url for request in served.asked)
    assert asked[f"{HOME}a.html"] == asked[f"{HOME}b.html"] == 1


def test_a_file_that_hangs_on_no_post_is_looked_at_as_well(served: SmallPortal, tmp_path: Path) -> None:
    served.pages["/"] = f'{served.pages["/"]}<a href="/files/form.doc">申请表</a><a href="/files/here.doc">登记表</a>'
    served.pages["/files/here.doc"] = b"\xd0\xcf\x11\xe0" + bytes(100)
    look_around(served, tmp_path, at=START)
    links = found(served, tmp_path)
    assert [look.outcome for look in links[f"{HOME}files/form.doc"].looks] == [FetchOutcome.GONE]
    assert f"{HOME}files/here.doc" not in links
