from __future__ import annotations

from pathlib import Path

import pytest

from mingcha.model.looked_link import Standing
from mingcha.model.plain import NotPlain
from mingcha.standards.link_hints import hints, is_harmful, is_parked, veiled
from mingcha.standards.link_register import link_register

OWN = ("www.yangli.gov.cn",)


def test_offices_newspapers_and_strangers_are_told_apart() -> None:
    register = link_register()
    assert register.standing("czj.yangli.gov.cn", own=OWN) is Standing.OWN
    assert register.standing("www.jiangxi.gov.cn", own=OWN) is Standing.GOVERNMENT
    assert register.standing("jx.people.com.cn", own=OWN) is Standing.APPROVED
    assert register.standing("notpeople.com.cn", own=OWN) is Standing.UNKNOWN
    assert not register.is_countys


def test_a_county_adds_its_own(tmp_path: Path) -> None:
    own = tmp_path / "links.toml"
    own.write_text('[[groups]]\nname = "本县"\ndomains = ["Shop.Example.com"]\n', encoding="utf-8")
    register = link_register(own)
    assert register.is_countys
    assert register.is_approved("www.shop.example.com")
    assert not register.is_approved("example.com")
    assert register.is_approved("www.people.com.cn"), "the packaged register stays"


@pytest.mark.parametrize(
    "text",
    [
        '[[groups]]\nname = "本县"\ndomain = ["a.com"]\n',
        '[[groups]]\nname = "a"\ndomains = ["http://a.com/"]\n',
        "x = 1\n",
        "[",
    ],
)
def test_a_register_written_wrongly_says_what_is_wrong(tmp_path: Path, text: str) -> None:
    own = tmp_path / "links.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(NotPlain, match=r"links\.toml"):
        link_register(own)


def test_hints_are_packed_and_a_notice_against_them_is_none() -> None:
    assert len(hints()) > 50
    assert is_harmful("Online Casino")
    assert not is_harmful("公安局开展打击 Casino 类网站专项行动")
    assert not is_harmful("福利彩票公益金使用情况公示")
    assert "casino" not in veiled("Online Casino").lower()


@pytest.mark.parametrize(
    ("title", "words"),
    [("example.com 域名出售", ""), ("", "This domain is for sale. Make an offer."), ("example.net", "")],
)
def test_a_parked_domain_says_so(title: str, words: str) -> None:
    assert is_parked(title, words)


@pytest.mark.parametrize(
    ("title", "words"), [("关于域名转让的公告", "该域名已到期"), ("样例县人民政府", "政务公开" * 400 + "该域名已到期")]
)
def test_a_page_about_domains_is_not_parked(title: str, words: str) -> None:
    assert not is_parked(title, words)
