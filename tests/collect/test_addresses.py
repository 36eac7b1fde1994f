"""Links join as in a browser, and what is no link leads nowhere."""

from __future__ import annotations

import pytest

from mingcha.collect.addresses import host_of, join

BASE = "http://www.yangli.example/xxgk/c1/index.html"


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        ("./t20231201_1.html", "http://www.yangli.example/xxgk/c1/t20231201_1.html"),
        (" ../a.html\n", "http://www.yangli.example/xxgk/a.html"),
        ("//www.yangli.example/x", "http://www.yangli.example/x"),
        ("/附件 1.xlsx", "http://www.yangli.example/%E9%99%84%E4%BB%B6%201.xlsx"),
        ("http://WWW.Yangli.example:80/a#top", "http://www.yangli.example/a"),
        ("#/article/1", "http://www.yangli.example/xxgk/c1/index.html#/article/1"),
        ("?page=2", "http://www.yangli.example/xxgk/c1/index.html?page=2"),
    ],
)
def test_a_link_joins_as_in_a_browser(href: str, wanted: str) -> None:
    assert join(BASE, href) == wanted


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        ("/s.asp?id=22&from=prev", "/s.asp?id=22"),
        ("/s.asp?from=hot&id=22&utm_source=wx&utm_medium=a.b", "/s.asp?id=22"),
        ("/a/5.html?spm=a1.b2.3&share=1&share_token=8f", "/a/5.html"),
        ("/a?ref=home#/x/1", "/a#/x/1"),
        ("/s.asp?from=2023-12-01&to=2023-12-31", "/s.asp?from=2023-12-01&to=2023-12-31"),
        ("/list?from=20", "/list?from=20"),
        ("/viewer.html?src=/up/1.pdf", "/viewer.html?src=/up/1.pdf"),
        ("/s.asp?id=1&shareholder=3&a=%26", "/s.asp?id=1&shareholder=3&a=%26"),
    ],
)
def test_where_a_reader_came_from_is_no_part_of_an_address(href: str, wanted: str) -> None:
    assert join(BASE, href) == f"http://www.yangli.example{wanted}"


@pytest.mark.parametrize(
    "href",
    ["", "#", "#top", "javascript:void(0)", " JavaScript:print()", "mailto:a@yangli.example", "{{item.url}}", "${url}",
     "<%=url%>", "[url]", "ftp://a.example/", "http://[::bad/"],
)  # fmt: skip
def test_what_is_no_link_leads_nowhere(href: str) -> None:
    assert join(BASE, href) is None


def test_a_relative_file_with_one_dot_is_a_link() -> None:
    assert join(BASE, "index_2.html") == "http://www.yangli.example/xxgk/c1/index_2.html"
    assert join(BASE, "detail.jsp") is not None


def test_the_port_belongs_to_the_host_unless_it_is_the_usual_one() -> None:
    assert host_of("http://127.0.0.1:8123/a") == "127.0.0.1:8123"
    assert host_of("https://www.yangli.example:443/") == "www.yangli.example"
    assert host_of("not an address") == ""
