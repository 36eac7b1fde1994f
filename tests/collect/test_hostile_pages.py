"""Pages made to break or to stall a reader, and pages nobody made at all: each is read, none is waited for."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.collect.columns import discover
from mingcha.collect.kinds import kind_of, needs_browser
from mingcha.collect.links import links
from mingcha.collect.lists import read_list
from mingcha.collect.posts import read_post
from mingcha.pages.page import Page, parse

TODAY = date(2023, 12, 20)
LONG = {
    "deep": "<div>" * 8_000 + "x",
    "nested lists": "<ul><li>" * 2_000 + "<a href=1.html>标题标题标题</a>",
    "labels": "发布时间" * 10_000,
    "spaced labels": "时 间 " * 10_000,
    "half days": "2023-" * 15_000,
    "sources": "来源：" * 10_000,
    "one line": "字" * 100_000,
    "a window of dashes": f"<title>{'a - ' * 10_000}</title><h1>b</h1>",
    "an endless quote": f"<a href='{'a' * 100_000}",
    "records never closed": "<record><![CDATA[" * 6_000,
    "calls never closed": "createPageHTML(" * 6_000 + "queryData='" * 3_000,
    "scripts": "<script>" + "href=x" * 8_000 + 'document.write("' * 4_000 + '{"title":"a","url":' * 3_000 + "</script>",
    "a wide pager": "<div class=page>" + "".join(f'<a href="?p={n}">{n}</a>' for n in range(2_000)) + "</div>",
}


def read_every_way(page: Page) -> None:
    read_post(page, today=TODAY)
    read_list(page, today=TODAY)
    discover(page)
    links(page)
    kind_of(page, today=TODAY)
    needs_browser(page)


@pytest.mark.parametrize("name", list(LONG))
def test_a_page_made_to_stall_does_not(name: str) -> None:
    before = time.process_time()
    read_every_way(parse(f"<html><body>{LONG[name]}".encode(), url="http://a.cn/x/1.html"))
    assert time.process_time() - before < 3


PIECES = st.sampled_from(
    [
        *(
            "<div>",
            "</div>",
            "<ul>",
            "<li>",
            "<table>",
            "<tr>",
            "<td>",
            "</td>",
            "<a href='/1.html'>",
            "<a href=2023/12/1/3.html title='全文'>",
        ),
        *(
            "</a>",
            "<br>",
            "<h1>",
            "</h1>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<frameset>",
            "<select><option>",
            "下一页",
            "共9页",
        ),
        *(
            "2023-12-01",
            "发布时间：",
            "来源：县财政局",
            "当前位置：",
            "索引号",
            "关于做好某项工作的通知",
            "[置顶]",
            "<base href=//b.cn/>",
            "附件.doc",
            "01",
            "2023-12",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_any_heap_of_markup_is_read(pieces: list[str]) -> None:
    read_every_way(parse("".join(pieces).encode(), url="http://a.cn/x/1.html"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    read_every_way(parse(data, url="http://a.cn/x/1.html"))
