"""What a page is: a post, a list of posts, a front page of boxes, a frame set, a notice that there is nothing here."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from urllib.parse import urlsplit

from mingcha.collect.adapters import generic, gkml, powereasy
from mingcha.collect.gone import HOMES, soft_gone
from mingcha.collect.links import resolve
from mingcha.collect.lists import read_list
from mingcha.collect.patterns.choice import is_beside
from mingcha.collect.patterns.head_words import is_told
from mingcha.collect.posts import look_at, read_post
from mingcha.model.collected import ListPage
from mingcha.pages.page import Page

__all__ = ["PageKind", "frames", "is_front_page", "kind_of", "needs_browser", "soft_gone"]


class PageKind(Enum):
    POST = "post"
    LIST = "list"
    HOME = "home"
    FRAMES = "frames"
    GONE = "gone"
    OTHER = "other"


_WORDS_OF_A_BODY = 10
_SCRIPTED_PAGER = re.compile(r"createPageHTML\s*\(\s*[\"']?\w+[\"']?\s*,|<datastore>|Ls\.pagination\s*\(")
_BROWSER = re.compile(
    r"__jsl_clearance|\$_ts\s*=|_\$[a-zA-Z]{2}\s*\(|WZWS_CONFIRM|wzwschallenge|acw_sc__v2|请(?:开启|启用|打开)\s*Java\s*[Ss]cript|enable\s+javascript|需要\s*JavaScript",
    re.IGNORECASE,
)


def kind_of(page: Page, *, today: date) -> PageKind:
    """The kind of a page, the surer signs first. One that calls itself a post's page and has a title is a post."""
    if soft_gone(page):
        return PageKind.GONE
    if frames(page):
        return PageKind.FRAMES
    if is_front_page(page):
        return PageKind.HOME
    facts = read_post(page, today=today)
    if facts is not None and page.tag("ArticleTitle") and not _SCRIPTED_PAGER.search(page.html):
        return PageKind.POST
    found = read_list(page, today=today)
    if found is None or not (found.items or found.following):
        return PageKind.POST if facts is not None else PageKind.OTHER if found is None else PageKind.LIST
    if facts is None:
        return PageKind.HOME if found.adapter == generic.BOXES else PageKind.LIST
    return PageKind.LIST if _list_rules(page, found, today=today) else PageKind.POST


def _list_rules(page: Page, found: ListPage, *, today: date) -> bool:
    """Which of two readings a page bears out: whether what stands below its head is the list or somebody's words.

    The list of a post's page (related, hot, neighbours) stands beside or behind its body.
    """
    if found.items and found.adapter not in (generic.NAME, generic.STATIC, gkml.NAME, powereasy.NAME):
        return True
    look, seen = look_at(page), generic.sight(page, today=today)
    addresses = {item.url for item in found.items}
    chosen = next((one for one in seen.found if one.run.rows[0].link.url in addresses), None)
    if look.head is None or chosen is None:
        return look.head is None
    run, head = chosen.run, look.head
    if chosen.count == 1 and seen.pager is None:
        return False
    if run.end <= head.start or is_beside(chosen.heading) or chosen.files * 2 > chosen.count:
        return False
    # A head among the rows is one of them, unless words follow it in its row: then the row is a cell of the layout.
    until = run.start
    if run.start <= head.start:
        until = next((row.end for row in run.rows if row.start <= head.start < row.end), run.end)
    own = [line.words for line in look.lines if head.end <= line.place < until]
    return sum(len(words) for words in own if not is_told(words)) < _WORDS_OF_A_BODY


def is_front_page(page: Page) -> bool:
    """Whether the address is that of a site's front page."""
    parts = urlsplit(page.url)
    return not parts.query and HOMES.fullmatch(parts.path) is not None


def frames(page: Page) -> tuple[str, ...]:
    """The pages a frame set is made of; empty when the page is none."""
    return tuple(
        url for node in page.tree.tags("frame") if (url := resolve(page.url, node.attrs.get("src") or "")) is not None
    )


def needs_browser(page: Page) -> bool:
    """Whether the page is only a script that makes the real one: no words and no links, but a challenge or an empty mount."""
    if page.tree.css_first("a[href]", default=None) is not None:
        return False
    text = "".join(_visible(page))
    if len(text) > 200:
        return False
    if _BROWSER.search(page.html):
        return True
    return len(text) < 20 and page.tree.css_first("div#app, div#root, app-root", default=None) is not None


def _visible(page: Page) -> list[str]:
    body = page.tree.body
    if body is None:
        return []
    return [
        (node.text_content or "").strip()
        for node in body.traverse(include_text=True)
        if node.tag == "-text" and (node.parent is None or node.parent.tag not in ("script", "style", "noscript"))
    ]
