"""The served county is the one of the ledger: every counted post stands in the lists, bears its date and its unit."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html import unescape
from random import Random

import pytest
from demo.portal.walking import BASE, links, text_of, walk

from mingcha.calendar import WorkingCalendar
from mingcha.demo.county import COUNTY, DECEMBER, sample_places, sample_units
from mingcha.demo.ledger import sample_posts
from mingcha.demo.places import Family
from mingcha.demo.portal.portal import Portal
from mingcha.demo.portal.prose import source
from mingcha.demo.portal.truth import TruePost
from mingcha.demo.story import story
from mingcha.text.unit_names import UnitNames, UnknownUnit

HOST = {"host": "www.yangli.example"}


def page(portal: Portal, url: str) -> str:
    answer = portal.answer("GET", url.removeprefix(BASE), HOST)
    assert answer.status == 200, url
    return text_of(answer.body)


@pytest.fixture(scope="module")
def sample(posts: list[TruePost]) -> list[TruePost]:
    """Two posts of every column of every unit."""
    chosen: dict[tuple[str, str], list[TruePost]] = {}
    for post in Random(1).sample(posts, len(posts)):
        kept = chosen.setdefault((post.unit, post.column), [])
        if len(kept) < 2:
            kept.append(post)
    return [post for kept in chosen.values() for post in kept]


@pytest.fixture(scope="module")
def walked(portal: Portal, posts: list[TruePost]) -> tuple[dict[str, set[str]], dict[str, int]]:
    return walk(portal, {post.url for post in posts})


# Posts that leaked and were withdrawn before the end of the year.
WITHDRAWN = {
    post.title for post in story().posts for e in story().of_post(post.key) if post.counted and e.what == "deleted"
}


def test_the_counted_posts_are_the_ledgers(posts: list[TruePost]) -> None:
    calendar = WorkingCalendar.from_standards()
    ledger = {
        (row.url, row.title, row.published, row.unit, row.column)
        for sample in sample_units()
        for row in sample_posts(sample, DECEMBER.year_to_date, calendar=calendar)
    }
    shown = {(p.url, p.title, p.published, p.unit, p.column) for p in posts if p.counted}
    assert shown <= ledger and len(ledger) == 59_074
    assert {title for _, title, *_ in ledger - shown} == WITHDRAWN, "published all the same, and counted"


def test_december_is_the_real_one(posts: list[TruePost]) -> None:
    towns = {sample.unit.code for sample in sample_units() if sample.unit.group == "town"}
    december = Counter(post.unit in towns for post in posts if post.counted and post.published >= date(2023, 12, 1))
    assert december == {True: 1_929, False: 1_971}, "and one that was withdrawn"


def test_at_the_end_of_the_year_no_uncounted_post_of_a_unit_bears_a_date_of_the_year(posts: list[TruePost]) -> None:
    assert [post for post in posts if post.unit and not post.counted and post.published.year == 2023] == []


def test_every_post_is_reached_from_the_home_page_through_lists_alone(
    posts: list[TruePost], walked: tuple[dict[str, set[str]], dict[str, int]]
) -> None:
    named, _ = walked
    assert {post.url for post in posts} - set().union(*named.values()) == set()


@pytest.mark.parametrize("way", ["page by page", "record by record"])
def test_the_townships_records_beyond_the_first_are_given_in_two_ways(
    portal: Portal, posts: list[TruePost], way: str
) -> None:
    place = sample_places()["210", "乡镇动态"]
    wanted = {post.url.removeprefix(BASE) for post in posts if (post.unit, post.column) == ("210", "乡镇动态")}
    got: list[str] = []
    if way == "page by page":
        html = page(portal, f"{BASE}{place.home}")
        while following := re.search(r'<nextgroup><!\[CDATA\[<a href="([^"]+)"', html):
            html = text_of(portal.answer("GET", following[1], HOST).body)
            got += re.findall(r"<a href='([^']+)'", html)
    else:
        total = int(re.findall(r"totalRecord:(\d+)", page(portal, f"{BASE}{place.home}"))[0])
        for first in range(1, total + 1, 45):
            path = f"/module/web/jpage/dataproxy.jsp?startrecord={first}&endrecord={first + 44}&perpage=15"
            answer = portal.answer("POST", path, HOST, f"col=1&columnid={place.number}&unitid=1".encode())
            got += re.findall(r"<a href='([^']+)'", text_of(answer.body))
    assert len(got) == len(set(got)) == len(wanted)
    assert set(got) == wanted


def test_nothing_on_the_way_is_missing_but_what_the_story_broke(
    walked: tuple[dict[str, set[str]], dict[str, int]],
) -> None:
    _, status = walked
    assert {url for url, code in status.items() if code != 200} == set()


def test_some_posts_stand_in_two_columns_at_one_address(walked: tuple[dict[str, set[str]], dict[str, int]]) -> None:
    named, _ = walked
    times = Counter(
        url for listed, urls in named.items() if re.search(r"/index(_\d+)?\.s?html?$", listed) for url in urls
    )
    assert sum(count > 1 for count in times.values()) > 500


def test_a_list_page_holds_exactly_the_posts_of_its_column_in_order_of_date(
    portal: Portal, posts: list[TruePost]
) -> None:
    for unit, column in (("101", "工作动态"), ("129", "工作动态"), ("123", "重点领域信息公开"), ("138", "通知公告")):
        place = sample_places()[unit, column]
        dates = {post.url: post.published for post in posts if (post.unit, post.column) == (unit, column)}
        first = f"{BASE}{place.home}"
        waiting, seen, found = [first], {first}, []
        while waiting:
            url = waiting.pop(0)
            html = re.sub(r'<div class="hot">.*?</div>', "", page(portal, url), flags=re.DOTALL)
            for link in links(html, url):
                if link in dates:
                    found.append(dates[link])
                elif re.search(r"/(index|list)_\d+\.\w+$", link) and link not in seen:
                    seen.add(link)
                    waiting.append(link)
        assert len(found) == len(dates)
        assert sorted(found, reverse=True) == sorted(dates.values(), reverse=True)


def test_every_kind_of_page_says_what_is_true(portal: Portal, sample: list[TruePost]) -> None:
    for post in sample:
        html = page(portal, post.url)
        plain = unescape(re.sub(r"<br>", "", html))
        assert post.title in plain
        day = post.published
        forms = (day.isoformat(), f"{day.year}-{day.month}-{day.day}", f"{day.year}年{day.month}月{day.day}日")
        assert any(form in html for form in (*forms, f"{day.year}/{day.month}/{day.day} ")), post.url
        assert set(post.attachments) <= set(links(html, post.url))


def test_every_attachment_opens(portal: Portal, sample: list[TruePost]) -> None:
    files = [file for post in sample for file in post.attachments]
    assert len(files) > 50
    starts = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF", "doc": b"{\\rtf", "xls": b"<html"}
    for file in files:
        answer = portal.answer("GET", file.removeprefix(BASE), HOST)
        assert answer.status == 200
        assert answer.body.startswith(starts[file.rpartition(".")[2]])


def test_every_signature_means_the_units_own_or_no_unit(portal: Portal) -> None:
    names = UnitNames([sample.unit for sample in sample_units()], county=COUNTY)
    told = Counter[str]()
    for post in portal.edition.posts.values():
        signature = source(post)
        if not post.unit:
            continue
        try:
            assert names.find(signature) == post.unit
            told["unit"] += 1
        except UnknownUnit:
            assert signature in {"", "江西日报", "新华社", "中国政府网"}
            told[signature] += 1
    assert told["unit"] > 0.9 * told.total()
    assert all(told[signature] for signature in ("", "江西日报", "新华社"))


def test_the_systems_speak_in_their_own_encodings(portal: Portal, posts: list[TruePost]) -> None:
    spoken = {}
    for family in Family:
        place = next(place for place in sample_places().values() if place.family is family)
        answer = portal.answer("GET", place.home, HOST)
        post = next(post for post in posts if (post.unit, post.column) == (place.unit, place.column))
        body = portal.answer("GET", post.url.removeprefix(BASE), HOST).body
        spoken[family] = dict(answer.headers)["Content-Type"]
        try:
            body.decode("utf-8")
            assert family in (Family.TRS, Family.CATALOGUE)
        except UnicodeDecodeError:
            assert "样例县" in body.decode("gbk" if family is Family.HANWEB else "gb18030")
    assert spoken[Family.TRS] == "text/html; charset=UTF-8"
    assert spoken[Family.HANWEB] == spoken[Family.PLAIN] == "text/html"


def test_what_is_asked_again_and_has_not_changed_is_not_sent_again(portal: Portal, sample: list[TruePost]) -> None:
    for post in sample[::40]:
        path = post.url.removeprefix(BASE)
        first = portal.answer("GET", path, HOST)
        headers = dict(first.headers)
        for known in ({"if-none-match": headers["ETag"]}, {"if-modified-since": headers["Last-Modified"]}):
            again = portal.answer("GET", path, HOST | known)
            assert (again.status, again.body) == (304, b"")
        assert portal.answer("GET", path, HOST | {"if-none-match": '"another"'}).status == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing/here.html", 404),
        ("/jtj/tzgg/index_9999.html", 404),
        ("/jg/999/index.html", 404),
        ("/jtj/tzgg/202301/t20230129_999999999.shtml", 404),
        ("/old/zt/2019/index.html", 200),
        ("/hdjl/index.html", 200),
        ("/robots.txt", 200),
        ("/sitemap.xml", 200),
    ],
)
def test_corners(portal: Portal, path: str, status: int) -> None:
    assert portal.answer("GET", path, HOST).status == status


def test_a_post_has_one_address_only(portal: Portal, posts: list[TruePost]) -> None:
    path = next(post.url for post in posts if "/t2023" in post.url).removeprefix(BASE)
    wrong = (
        re.sub(r"/t(\d{7})\d", r"/t\g<1>9", path) if not re.search(r"/t\d{7}9", path) else path.replace("/t2", "/t1")
    )
    assert portal.answer("GET", wrong, HOST).status == 404
