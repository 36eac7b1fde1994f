"""Further pages of a list are known by their addresses."""

from __future__ import annotations

import pytest

from mingcha.collect.patterns.page_address import numbered, page_beside

HOST = "http://www.yangli.example"


@pytest.mark.parametrize(
    ("own", "url", "number"),
    [
        ("/b/", "/b/?page=2", 2),
        ("/b/index.html", "/b/index_2.html", 2),
        ("/b/", "/b/index_2.htm", 2),
        ("/b/", "/b/list_3.html", 3),
        ("/list.asp?id=4", "/list.asp?id=4&page=1", 1),
        ("/list.asp?id=4&page=2", "/list.asp?page=3&id=4", 3),
        ("/b", "/b/page/3/", 3),
        ("/n.aspx?cid=3", "/n.aspx?cid=3&pageIndex=12", 12),
        ("/list.asp?id=4", "/list.asp?id=5&page=2", None),
        ("/", "/12.html", None),
        ("/a/5.html", "/a/6.html", None),
        ("/day?d=2023-12-01", "/day?d=2023-12-02", None),
        ("/c1.html", "/c2.html", None),
        ("/b/", "/b/", None),
    ],
)
def test_a_further_page_is_the_lists_own_address_with_a_number(own: str, url: str, number: int | None) -> None:
    assert page_beside(HOST + own, HOST + url) == number


def test_a_list_has_one_form_however_its_first_page_is_called() -> None:
    forms = {numbered(HOST + url)[0] for url in ("/b", "/b/", "/b/index.html", "/b/?page=9", "/b/index_2.html")}
    assert len(forms) == 1


def test_a_site_with_and_without_www_has_the_same_lists() -> None:
    assert page_beside("http://www.a.gov.cn/b/", "https://a.gov.cn/b/index_2.html") == 2
    assert page_beside("http://www.a.gov.cn/b/", "http://b.a.gov.cn/b/index_2.html") is None
