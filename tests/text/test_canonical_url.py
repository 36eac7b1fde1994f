"""One page has one address, however it was copied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.canonical_url import NotAnAddress, canonical_url

PAGE = "http://www.yangli.example/xxgk/t20231201_1.html"


@pytest.mark.parametrize(
    "copied",
    [
        PAGE,
        "HTTP://WWW.Yangli.Example/xxgk/t20231201_1.html",
        "http://www.yangli.example:80/xxgk/t20231201_1.html",
        PAGE + "#top",
        f" {PAGE}\n",
        PAGE.replace("/xxgk", "/ xxgk"),
        PAGE.replace("http://", "ｈｔｔｐ：／／"),
    ],
)
def test_copies_of_an_address_are_one(copied: str) -> None:
    assert canonical_url(copied) == PAGE


@pytest.mark.parametrize(
    "other",
    [
        PAGE.replace("http:", "https:"),
        PAGE + "?id=1",
        PAGE + "?from=timeline",
        PAGE.replace("xxgk", "XXGK"),
        PAGE.replace("example/", "example:8080/"),
        "http://www.yangli.example/#/post/1",
    ],
)
def test_what_may_be_another_page_stays_another(other: str) -> None:
    assert canonical_url(other) != PAGE
    assert canonical_url(other) == other


def test_pages_told_apart_by_their_fragment_alone_stay_apart() -> None:
    first, second = ("http://www.yangli.example/#/post/1", "http://www.yangli.example/#/post/2")
    assert canonical_url(first) != canonical_url(second)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("点击查看", "“点击查看”不是网址，应以 http:// 或 https:// 开头；没有网址请留空"),
        (
            "www.yangli.example/1.html",
            "“www.yangli.example/1.html”不是网址，应以 http:// 或 https:// 开头；没有网址请留空",
        ),
        ("ftp://yangli.example/1", "“ftp://yangli.example/1”不是网址，应以 http:// 或 https:// 开头；没有网址请留空"),
        ("http:///1.html", "“http:///1.html”缺少网站域名，请从浏览器地址栏复制"),
        ("http://a.example:99999/", "“http://a.example:99999/”不是有效的网址，请从浏览器地址栏复制"),
        ("http://[a/", "“http://[a/”不是有效的网址，请从浏览器地址栏复制"),
        ("javascript:alert(1)", "“javascript:alert(1)”不是网址，应以 http:// 或 https:// 开头；没有网址请留空"),
    ],
)
def test_what_is_no_address_is_refused(text: str, message: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        canonical_url(text)
    assert str(refused.value) == message


@given(st.text(max_size=40).map(lambda rest: "http://a.example/" + rest) | st.text(max_size=60))
def test_canonical_twice_is_canonical_once(text: str) -> None:
    try:
        address = canonical_url(text)
    except NotAnAddress:
        return
    assert canonical_url(address) == address
