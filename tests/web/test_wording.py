"""How the pages word numbers and addresses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mingcha.web import wording
from mingcha.web.downloads import download


def test_counts_are_grouped_and_the_unknown_is_not_zero():
    assert wording.count(59_074) == "59,074"
    assert wording.count(0) == "0"
    assert wording.count(None) == "未有数据"


def test_changes_carry_their_sign():
    assert [wording.change(value) for value in (12, -1013, 0, None)] == ["+12", "−1,013", "持平", "—"]


def test_percentages_have_two_decimals():
    assert wording.percent(Decimal(172)) == "172.00%"
    assert wording.percent(None) == "—"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//evil", "www.example.cn"]
)
def test_only_web_addresses_become_links(url):
    assert wording.web_address(url) == ""


def test_sizes_are_told_in_words():
    assert [wording.kilobytes(size) for size in (1, 830_000, 52_428_800, 5_900_000)] == [
        "1 KB",
        "811 KB",
        "50 MB",
        "5.6 MB",
    ]


def test_a_downloads_name_cannot_break_its_header():
    header = download(b"", name='台账"; evil="\r\nX: y.xlsx', kind="text/plain")["Content-Disposition"]
    assert "\r" not in header
    assert header.count('"') == 2
    assert header.endswith("filename*=UTF-8''%E5%8F%B0%E8%B4%A6_%3B%20evil%3D___X_%20y.xlsx")
