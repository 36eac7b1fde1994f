from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.examine.links.addresses import no_link, wrong_address


@pytest.mark.parametrize(
    "address",
    [
        "http://10.3.2.1/",
        "http://172.20.1.1:8080/a",
        "https://192.168.0.1",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://oa/",
        "http://portal.local/",
        "//192.168.1.1/a.js",
        "file:///C:/a.doc",
        "file://server/share/a.doc",
        "C:\\Users\\a\\1.doc",
        "d:/公示/1.xls",
        "\\\\10.1.1.1\\share\\1.doc",
        "http：//www.example.com",
        "http;//www.example.com",
        "http//www.example.com",
        "http:www.example.com",
        "http:/www.example.com",
        "http:///www.example.com",
        "https://http://www.example.com",
        "http://https//www.example.com",
        "http:http://www.example.com",
        "hhttp://www.example.com",
        "ttp://www.example.com",
        "httpp://www.example.com",
        "%20http://www.example.com",
        "\u3000http://www.example.com",
        "www.example.com",
        "czj.yangli.gov.cn/index.html",
        "http://www.exa mple.com/",
        "http://www,example.com/",
        "http://www..example.com/",
        "http://.example.com/",
        "http://www.example.com:80a/",
        "http://www.example.com\u200b/",
        "http://www.example.com（附件）/",
        "http://",
        "undefined",
        "[object Object]",
        "zhang@example.com",
        "javasript:void(0)",
    ],
)
def test_an_address_that_leads_nowhere_is_found(address: str) -> None:
    wrong = wrong_address(address)
    assert wrong is not None and wrong.is_sure, address
    assert wrong.sentence and wrong.fix.endswith("。")


@pytest.mark.parametrize("address", ["\\zwgk\\1.html", "http:\\\\www.example.com\\a", "http://ｗｗｗ.example.com/"])
def test_what_a_browser_mends_is_a_doubt_at_most(address: str) -> None:
    wrong = wrong_address(address)
    assert wrong is not None and not wrong.is_sure


@pytest.mark.parametrize(
    "address",
    [
        "",
        "#",
        "#top",
        "javascript:;",
        "JavaScript:history.go(-1)",
        "mailto:a@example.com",
        "tel:07970000000",
        "{{url}}",
        "${item.url}",
        "<%=url%>",
        "'+data.url+'",
        "[[link]]",
        "about:blank",
        "data:image/png;base64,AAAA",
        "weixin://dl/business",
        "someapp://open?page=1",
        "http://www.example.com",
        "https://www.example.com:8443/a?b=c#d",
        "HTTP://WWW.EXAMPLE.COM/",
        "//www.example.com/a.js",
        "/zwgk/",
        "../t1.html",
        "t20231201_1.html",
        "./2023:12/1.html",
        "附件1：名单.xls",
        "http://www.example.com/a b.html",
        "http://www.example.com/http://other.example.com/",
        "/link?url=http://10.1.1.1/",
        "http://政务.中国/",
        "http://8.8.8.8/",
        "index.html",
        "?id=3",
        "files/P020231201.pdf",
        "http://user@www.example.com/",
    ],
)
def test_a_right_address_and_what_is_no_link_pass_in_silence(address: str) -> None:
    assert wrong_address(address) is None


def test_the_sites_own_host_may_lie_in_house() -> None:
    assert wrong_address("http://10.1.2.3:8080/a.html", own=("10.1.2.3:8080",)) is None
    assert wrong_address("http://10.1.2.4:8080/a.html", own=("10.1.2.3:8080",)) is not None


def test_it_says_what_was_meant() -> None:
    wrong = wrong_address("http：//www.example.com/a")
    assert wrong is not None and wrong.meant == "http://www.example.com/a"


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    wrong_address(text)
    no_link(text)


@settings(max_examples=40)
@given(st.from_regex(r"https?://(?:[a-z][a-z0-9]{1,8}\.){1,3}(?:com|cn|gov\.cn)/[a-z0-9/]{0,20}", fullmatch=True))
def test_a_plain_address_is_never_wrong(address: str) -> None:
    assert wrong_address(address) is None
