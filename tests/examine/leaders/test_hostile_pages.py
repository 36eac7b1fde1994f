"""Pages made to stop a reader are read in no time, or left."""

from __future__ import annotations

import time

import pytest

from mingcha.collect.tagged_pages import tagged_page
from mingcha.examine.leaders.reading import leaders_of
from mingcha.examine.page_foot.reading import foot_of
from mingcha.model.page_tags import PageRole
from mingcha.pages.page import parse

PAGES = {
    "nested": "<div>" * 30_000 + "张三 乡长" + "</div>" * 30_000,
    "nested words": "<span>张三" * 15_000,
    "many links": "".join(f"<a href='/{n}'>张三</a>" for n in range(30_000)),
    "one long line": "<p>" + "张三，乡长，" * 60_000 + "</p>",
    "headings": "<h1" * 100_000,
    "open headings": "<h1>" * 60_000,
    "comments": "<head>" + "<!--" * 100_000,
    "a wide table": "<table><tr>"
    + "<td colspan=40 rowspan=40>姓名</td>" * 3_000
    + "</tr><tr><td>张三</td></tr></table>",
    "metas": "<head>" + "<meta name=" * 60_000,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_to_be_slow_is_not(name: str) -> None:
    html = PAGES[name]
    page = parse(html.encode(), url="http://www.yangli.example/")
    begun = time.process_time()
    leaders_of(page)
    foot_of(page)
    tagged_page(html, url=page.url, role=PageRole.CONTENT)
    assert time.process_time() - begun < 4
