"""The links of a page: what a browser could follow, and nothing else."""

from __future__ import annotations

import time

from mingcha.collect.links import PageLink, links
from mingcha.pages.page import parse
from mingcha.text.canonical_url import canonical_url

BASE = "http://www.a.gov.cn/zw/index.html"


def found(html: str, *, url: str = BASE) -> list[PageLink]:
    return list(links(parse(html.encode(), url=url)))


def urls(html: str, *, url: str = BASE) -> list[str]:
    return [link.url for link in found(html, url=url)]


def test_a_link_is_told_once_with_its_longest_words() -> None:
    page = '<a href="1.html"><img></a><a href="./1.html">全县补助资金公示</a><a href="/zw/1.html">详细</a>'
    assert found(page) == [PageLink("http://www.a.gov.cn/zw/1.html", "全县补助资金公示")]


def test_files_and_other_hosts_are_marked() -> None:
    a, b, c, d = found(
        '<a href="P02023.xlsx">表</a><a href="/system/_content/download.jsp?id=3">附件1.doc</a>'
        '<a href="http://www.gov.cn/">国务院</a><a href="/download/index.html">下载中心</a>'
    )
    assert a.is_attachment and b.is_attachment and c.is_external
    assert not d.is_attachment and not d.is_external


def test_what_templates_and_buttons_leave_is_no_link() -> None:
    page = """<a ms-attr-href="el.url">x</a><a href="{{url}}">x</a><a href="javascript:;">x</a><a href="#">x</a><a>x</a>
<a href="print.jsp?id=3">打印</a><a href="/news/1.html?print=1">x</a><a href="http://service.weibo.com/share/share.php?url=a">微博</a>
<a href="mailto:a@a.cn">信箱</a><a href="tel:12345">12345</a>"""
    assert urls(page) == []


def test_clicks_frames_maps_and_redirects_lead_on() -> None:
    page = """<meta http-equiv="Refresh" content="3;url='next.html'"><a href="javascript:void(0)" onclick="window.open('a.html')">甲</a>
<div onclick="location.href='b.html'">乙</div><area href="c.html"><iframe src="d.html"></iframe>
<a href="javascript:window.location='e.html'">戊</a><script>top.location.href = "f.html";</script>"""
    assert sorted(urls(page)) == sorted(
        f"http://www.a.gov.cn/zw/{name}.html" for name in ("a", "b", "c", "d", "e", "f", "next")
    )


def test_a_frame_set_leads_to_its_frames() -> None:
    assert urls('<frameset cols="200,*"><frame src="menu.asp"><frame src="main.asp"></frameset>') == [
        "http://www.a.gov.cn/zw/menu.asp",
        "http://www.a.gov.cn/zw/main.asp",
    ]


def test_a_base_moves_every_link() -> None:
    assert urls('<head><base href="/other/"></head><a href="1.html">甲</a>') == ["http://www.a.gov.cn/other/1.html"]


def test_what_scripts_write_is_a_weak_link() -> None:
    page = """<script>document.write("<a href='/zw/7.html'>写出的链接</a>");
var list=[{"title":"记录一","url":"\\/zw\\/8.html"}]; var more="<a href='"+url+"'>x</a>";</script>"""
    got = found(page)
    assert [(link.url, link.text, link.is_weak) for link in got] == [
        ("http://www.a.gov.cn/zw/7.html", "写出的链接", True),
        ("http://www.a.gov.cn/zw/8.html", "记录一", True),
    ]


def test_links_are_canonical_and_hold_no_session() -> None:
    page = '<a href="/a.jsp;jsessionid=0A1B?x=1">甲</a><a href="HTTP://WWW.A.gov.cn:80/b#top">乙</a><a href="c.html?">丙</a>'
    got = urls(page)
    assert got == ["http://www.a.gov.cn/a.jsp?x=1", "http://www.a.gov.cn/b", "http://www.a.gov.cn/zw/c.html"]
    assert [canonical_url(url) for url in got] == got


def test_the_same_menu_on_pages_of_another_folder_or_host_leads_to_its_own_place() -> None:
    page = '<a href="/map/">地图</a><a href="about.html">关于</a>'
    assert urls(page, url="http://b.gov.cn/x/1.html") == ["http://b.gov.cn/map/", "http://b.gov.cn/x/about.html"]
    assert urls(page, url="http://c.gov.cn/y/1.html") == ["http://c.gov.cn/map/", "http://c.gov.cn/y/about.html"]
    (outside, _) = links(parse(page.replace("/map/", "http://b.gov.cn/map/").encode(), url="http://c.gov.cn/"))
    assert outside.is_external
    (inside, _) = links(
        parse(page.replace("/map/", "http://b.gov.cn/map/").encode(), url="http://c.gov.cn/"), hosts=["b.gov.cn"]
    )
    assert not inside.is_external


def test_a_page_made_to_be_slow_is_not() -> None:
    html = "<script>" + "href=" * 40_000 + "</script>" + "<a href='" + "x" * 100_000 + "'>" * 20 + "{" * 50_000
    before = time.process_time()
    found(html)
    assert time.process_time() - before < 2
