"""How fast are a page's links found, and how fast is it said that none of them is hidden?

Pages are those of the quality gate, made as long as a portal's are (25 kB), with menus of hundreds of links. The peers
take every <a href> and make it absolute, which is less than ours do; all must give the same addresses. For hidden links
no peer is known: the goal is a year of posts in a minute, beside everything else.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable, Sequence
from urllib.parse import urljoin

from benchmarks.measure import Measured, hand_in, seconds
from mingcha.collect.link_survey import LinkSurvey
from mingcha.collect.links import links
from mingcha.examine.catalogue import catalogue
from mingcha.examine.runner import examine_subjects
from mingcha.model.page_source import PageSource
from mingcha.pages.page import parse
from quality.links.clean_pages import KINDS, body_text, foot, menu, page
from quality.links.tricks import hidden_pages

PAGES, LONG = 1_200, 25_000
URL = "http://www.yangli.gov.cn/zwgk/t1.html"
# The peers are slow: one page in so many tells how slow.
SHARE = 6
# The issue asks for 1,500 pages a second on one core.
GOAL = 1_500


def main() -> None:
    sources = list(made(PAGES))
    size = f"{PAGES} 页，平均 {sum(map(len, sources)) // PAGES // 1000} 千字"
    data = [source.encode() for source in sources]
    number = sum(len(links(parse(one, url=URL))) for one in data)
    ours = seconds(lambda: [links(parse(one, url=URL)) for one in data], runs=3, warm=True)
    for name, theirs in peers(data):
        told = f"每秒 {number / ours:,.0f} 条链接；同类 {number / theirs:,.0f} 条"
        hand_in([Measured("取出网页的链接", size, ours, name, theirs, remark=told)])
    survey = seconds(lambda: surveyed(data), runs=3)
    hand_in([Measured("记下每个链接在哪些网页上", size, survey, remark=f"每秒 {PAGES / survey:,.0f} 页")])
    checks = [catalogue()[name] for name in ("hidden_link", "injected_title")]
    for name, some in (
        ("没有可疑之处", list(plain(PAGES))),
        ("有陌生外链和大量隐藏菜单", sources),
        ("有暗链", attacked()),
    ):
        subjects = [PageSource(URL, source) for source in some]
        took = seconds(lambda them=subjects: examine_subjects(them, checks, key=b"bench"), runs=3, warm=True)  # type: ignore[misc]
        told = f"每秒 {len(some) / took:,.0f} 页"
        length = f"{len(some)} 页，平均 {sum(map(len, some)) // len(some) // 1000} 千字"
        hand_in([Measured(f"暗链分析（{name}）", length, took, goal=len(some) / GOAL, remark=told)])


def made(number: int) -> list[str]:
    """Clean pages of every kind, lengthened with text and menus."""
    return [
        lengthened(KINDS[place % len(KINDS)](random.Random(place)), random.Random(place)) for place in range(number)
    ]


def plain(number: int) -> list[str]:
    """Posts that lead nowhere strange, as nearly all do."""
    found = []
    for place in range(number):
        draw = random.Random(place)
        whole = page(draw, f"关于第{place}号事项的通知", menu(draw, items=20, below=7), body_text(draw, lines=300))
        found.append(
            whole.replace(foot(random.Random(place)), "")
            .replace(".example", ".gov.cn")
            .replace(".test", ".gov.cn")
            .replace(".invalid", ".gov.cn")
        )
    return found


def attacked() -> list[str]:
    return [lengthened(source, random.Random(name)) for name, source in hidden_pages()]


def lengthened(source: str, draw: random.Random) -> str:
    menus = menu(draw, items=14, below=8)
    missing = max(LONG - len(source) - len(menus), 0)
    return source.replace("<body>", f"<body>{menus}{body_text(draw, lines=missing // 45)}", 1)


def surveyed(data: Sequence[bytes]) -> LinkSurvey:
    survey = LinkSurvey.of(("www.yangli.gov.cn",))
    for one in data:
        survey.add(parse(one, url=URL))
    return survey


def peers(data: Sequence[bytes]) -> list[tuple[str, float]]:
    """Seconds each peer would take for all pages; first of all it must see the same addresses."""
    some = data[::SHARE]
    found: list[tuple[str, float]] = []
    candidates: list[tuple[str, str, Callable[[bytes], set[str]]]] = [
        ("lxml", "lxml.html", by_lxml),
        ("BeautifulSoup（lxml）", "bs4", by_soup),
    ]
    for name, module, take in candidates:
        if not importlib.util.find_spec(module.partition(".")[0]):
            continue
        for one in some[:40]:
            assert {url for url in take(one) if url.startswith("http")} >= {
                link.url
                for link in links(parse(one, url=URL))
                if not link.is_weak and "share" not in link.url and "iframe" not in link.text
            } - of_frames(one)
        found.append((name, seconds(lambda how=take: [how(one) for one in some], runs=2) * len(data) / len(some)))  # type: ignore[misc]
    return found


def of_frames(one: bytes) -> set[str]:
    """What ours tell besides: frames, and what scripts go to."""
    tree = parse(one, url=URL).tree
    told = {urljoin(URL, node.attrs.get("src") or "") for name in ("iframe", "frame") for node in tree.tags(name)}
    return told | {link.url for link in links(parse(one, url=URL)) if not link.text}


def by_lxml(one: bytes) -> set[str]:
    from lxml import html

    tree = html.fromstring(one, base_url=URL)
    return {canonical(urljoin(URL, href)) for href in tree.xpath("//a/@href")}


def by_soup(one: bytes) -> set[str]:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(one, "lxml")
    return {canonical(urljoin(URL, str(node["href"]))) for node in soup.find_all("a", href=True)}


def canonical(url: str) -> str:
    scheme, mark, rest = url.partition("#")[0].partition("://")
    return f"{scheme}{mark}{rest}/" if mark and "/" not in rest else url.partition("#")[0]


if __name__ == "__main__":
    main()
