"""A site links to itself with www and without, by http and by https, and is one site all the same."""

from __future__ import annotations

import pytest

from mingcha.collect.own_hosts import OwnHosts
from mingcha.model.site import Site


def hosts(home: str, *more: str) -> OwnHosts:
    return OwnHosts(Site(name="样例县", home=home, hosts=more))


@pytest.mark.parametrize(
    ("home", "url", "form"),
    [
        ("http://www.yangli.example/", "http://yangli.example/a", "http://www.yangli.example/a"),
        ("http://yangli.example/", "http://www.yangli.example/a?b=1", "http://yangli.example/a?b=1"),
        ("https://www.yangli.example/", "http://yangli.example/a", "https://www.yangli.example/a"),
        ("http://www.yangli.example/", "https://www.yangli.example", "http://www.yangli.example"),
        ("http://www.yangli.example:81/x/", "http://yangli.example:81/a", "http://www.yangli.example:81/a"),
        ("http://127.0.0.1:8123/", "http://127.0.0.1:8123/a", "http://127.0.0.1:8123/a"),
    ],
)
def test_each_page_has_one_form(home: str, url: str, form: str) -> None:
    own = hosts(home)
    assert own.own(url) == form
    assert own.is_inside(url)
    assert own.own(own.own(url)) == own.own(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://news.yangli.example/a",
        "http://www.yangli.example:8080/a",
        "http://other.example/",
        "http://www.127.0.0.1/",
    ],
)
def test_other_hosts_and_ports_are_others(url: str) -> None:
    own = hosts("http://www.yangli.example/")
    assert not own.is_inside(url)
    assert own.own(url) == url


def test_both_written_down_are_one_and_the_home_s_form_stands() -> None:
    own = hosts("http://www.yangli.example/", "yangli.example", "xxgk.yangli.example")
    assert own.own("http://yangli.example/a") == "http://www.yangli.example/a"
    assert own.own("https://xxgk.yangli.example/a") == "http://xxgk.yangli.example/a"
