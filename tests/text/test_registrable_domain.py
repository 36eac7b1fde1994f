from __future__ import annotations

import pytest

from mingcha.text.registrable_domain import is_government, registrable_domain


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.yangli.gov.cn", "yangli.gov.cn"),
        ("news.example.com.cn:8080", "example.com.cn"),
        ("www.example.jx.cn", "example.jx.cn"),
        ("a.b.example.com", "example.com"),
        ("127.0.0.1:8080", "127.0.0.1"),
        ("[::1]:80", "[::1]"),
        ("localhost", "localhost"),
        ("one.github.io", "one.github.io"),
        ("", ""),
    ],
)
def test_two_hosts_of_one_owner_have_one_registered_domain(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


@pytest.mark.parametrize("host", ["www.yangli.gov.cn", "gov.cn", "a.政务", "b.xn--55qw42g:443"])
def test_only_offices_have_these_domains(host: str) -> None:
    assert is_government(host)


@pytest.mark.parametrize("host", ["gov.cn.example.com", "notgov.cn", "www.gov.com.cn"])
def test_a_name_that_only_looks_like_an_offices_is_none(host: str) -> None:
    assert not is_government(host)
