"""What leads on from a list, whatever it is called, is known by its words or by its address."""

from __future__ import annotations

import pytest

from mingcha.collect.links import links
from mingcha.collect.lists import read_list
from mingcha.collect.patterns.pager import find_pager
from mingcha.pages.flow import flow
from mingcha.pages.page import Page, parse

OWN = "http://www.yangli.example/b/"


def page(pager: str, url: str = OWN) -> Page:
    rows = "".join(f"<li><a href='/b/{n}.html'>关于第{n}批补助资金的公示</a> 2023-12-0{n}</li>" for n in range(1, 4))
    return parse(f"<h1>工作动态</h1><ul>{rows}</ul>{pager}".encode(), url=url)


@pytest.mark.parametrize(
    "pager",
    [
        "<div class=more><a href='/b/?page=2'>加载更多</a></div>",
        "<p><a href='?page=2'>查看更多&gt;&gt;</a></p>",
        "<a rel=next href='/b/?page=2'>›</a>",
        "<a rel='next' href='/b/?page=2'>往前看</a>",
        "<div class=p><a href='/b/'>1</a><a href='/b/?page=2'>2</a></div>",
        "<p><a href='?page=2'>2</a></p>",
    ],
)
def test_a_list_goes_on_to_its_second_page(pager: str) -> None:
    found = read_list(page(pager))
    assert found is not None
    assert [request.url for request in found.following] == [f"{OWN}?page=2"]


@pytest.mark.parametrize(
    "other",
    [
        "<p><a href='/c/'>更多</a></p>",
        "<p><a href='/c/?page=2'>查看更多</a></p>",
        "<table><tr><td><a href='/day?d=1'>1</a></td><td><a href='/day?d=2'>2</a></td></tr></table>",
        "<div class='slide'><a href='/x.html'>&gt;</a></div>",
    ],
)
def test_more_of_something_else_turns_no_page(other: str) -> None:
    found = find_pager(one := page(other), flow(one))
    assert found is None or not found.pages


def test_the_first_page_has_one_address_though_the_pager_gives_it_a_number() -> None:
    first = "http://www.yangli.example/list.asp?id=4"
    pager = "<p>[<a href='list.asp?id=4&page=1'>1</a>] [<a href='list.asp?id=4&page=2'>2</a>] <a href='list.asp?id=4&page=2'>下一页</a></p>"
    one = page(pager, first)
    found = read_list(one)
    assert found is not None
    assert [request.url for request in found.following] == [f"{first}&page=2"]
    assert f"{first}&page=1" not in [link.url for link in links(one)]
