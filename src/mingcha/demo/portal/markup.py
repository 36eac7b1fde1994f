"""Pieces of HTML all the portal's systems share: cut titles, dates in their many forms, a post's body and links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import islice

from mingcha.demo.county import COUNTY, sample_places
from mingcha.demo.places import Place
from mingcha.demo.portal.edition import Edition
from mingcha.demo.portal.files import PostFile, post_files
from mingcha.demo.portal.prose import paragraphs, source, unit_of
from mingcha.demo.posts import SamplePost
from mingcha.demo.story import story

SITE_NAME = f"{COUNTY}人民政府门户网站"
SITE_CODE = "3699990001"
_CUT_AT = 26


@dataclass(frozen=True, slots=True)
class PostView:
    """What a post's page is made from: the post, its column, the day's content and the host it is asked under."""

    post: SamplePost
    place: Place
    edition: Edition
    host: str

    @property
    def unit(self) -> str:
        return unit_of(self.post.unit).in_prose

    @property
    def title(self) -> str:
        return escape(self.post.title, quote=True)

    @property
    def clock(self) -> str:
        """09:05 as the page states it."""
        return f"{self.post.minute // 60:02d}:{self.post.minute % 60:02d}"

    @property
    def turn(self) -> int:
        """0 to 99, spread evenly over posts: which of the oddities of real pages this one shows."""
        return self.post.number * 61 % 101 % 100

    def older(self, count: int) -> list[SamplePost]:
        """The posts of its column just before it. They were there when it was published, so they never change."""
        every, at = self.edition.of(self.place), self.edition.position(self.post)
        before = (every[index] for index in range(at + 1, len(every)) if not every[index].key)
        return list(islice(before, count))

    def newer(self) -> SamplePost | None:
        at = self.edition.position(self.post)
        return self.edition.of(self.place)[at - 1] if at else None


@dataclass(frozen=True, slots=True)
class ListView:
    """What a list page is made from: page `page` (from 0) of `pages`, holding `posts` of `total`."""

    place: Place
    edition: Edition
    host: str
    posts: tuple[SamplePost, ...]
    page: int
    pages: int
    total: int


def cut(title: str, *, at: int = _CUT_AT) -> str:
    """A title as lists show it, cut when it is long."""
    return escape(title if len(title) <= at else f"{title[: at - 1]}…", quote=True)


def iso(day: date) -> str:
    return f"{day.year}-{day.month:02d}-{day.day:02d}"


def short(day: date) -> str:
    """2023-12-1"""
    return f"{day.year}-{day.month}-{day.day}"


def in_chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def crumbs(place: Place, *, between: str = " &gt; ") -> str:
    """当前位置, from the home page to the column."""
    parts = ['<a href="/">首页</a>']
    if place.unit:
        parts.append(f'<a href="{unit_home(place.unit)}">{unit_of(place.unit).in_prose}</a>')
    parts.append(f'<a href="{place.home}">{place.column}</a>')
    return between.join(parts)


def unit_home(unit: str) -> str:
    return f"/jg/{unit}/index.html"


def body(view: PostView, *, begin: str, end: str) -> str:
    """The post's text, each paragraph between `begin` and `end`, with its links."""
    fault = view.edition.fault(view.post)
    blocks = [block if block.startswith("<table") else f"{begin}{block}{end}" for block in paragraphs(view.post, fault)]
    if view.place.category == "动态要闻" and view.post.number % 3 == 0 and not view.post.key:
        blocks.insert(1, f'{begin}<img src="/images/p{view.post.number % 4}.png" alt="">{end}')
    links = view.post.told.get("links", ())
    blocks += [f'{begin}<a href="{link["to"]}">{escape(link["text"])}</a>{end}' for link in links]
    if fault is not None and fault.kind == "links":
        host = story().scattered["links"]["hosts"][fault.which]
        hidden = ' style="display:none"' if view.post.number % 2 else ""
        blocks.append(f'{begin}<a href="http://{host}/"{hidden}>更多优惠</a>{end}')
    if view.turn == 40 and not view.post.key:
        blocks.append(f'{begin}详见<a href="/old/zt/{view.post.number}.html">专题页面</a>。{end}')
    elif view.turn == 41 and not view.post.key:
        blocks.append(f'{begin}查看<a href="/xxgk/detail.jsp?id={view.post.number}">有关文件</a>。{end}')
    return "\n".join(blocks)


def hot_list(place: Place, edition: Edition, *, count: int = 6) -> str:
    """热点: what was read most, which is always the oldest; the same on every page of a unit."""
    columns = [other for other in sample_places().values() if other.unit == place.unit]
    oldest = (next((p for p in reversed(edition.of(column)) if not p.key), None) for column in columns)
    links = [
        f'<li><a href="{post.address}" title="{post.title}">{cut(post.title, at=16)}</a></li>'
        for post in oldest
        if post
    ]
    return f'<div class="hot"><h3>热点排行</h3><ul>{"".join(links[:count])}</ul></div>'


def file_links(view: PostView, *, path: str = "{}") -> list[str]:
    """A link for each file of the post; the address goes into `path`."""
    files = post_files(view.post)
    return [f'<a href="{path.format(_address(file))}">{_link_words(file, len(files))}</a>' for file in files]


def signed(view: PostView) -> str:
    return escape(source(view.post))


def place_of(post: SamplePost) -> Place:
    return sample_places()[post.unit, post.column]


def _address(file: PostFile) -> str:
    return escape(file.path, quote=True)


def _link_words(file: PostFile, count: int) -> str:
    return f"附件{file.place if count > 1 else ''}：{escape(file.name)}.{file.ending}"
