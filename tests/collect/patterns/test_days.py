"""Days as lists show them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.collect.patterns.days import (
    ShortDay,
    day_in_address,
    day_of_pieces,
    day_of_words,
    hangs_on_today,
    resolve,
    written_day,
)

DAY = date(2023, 12, 1)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "2023-12-01",
            "[2023-12-01]",
            "（2023/12/1）",
            "2023年12月1日",
            "2023.12.01",
            "发布时间：2023-12-01 10:22:05",
            "2023-12-01 星期五",
        ),
        *(
            "20231201",
            "12/01/2023",
            "23-12-01",
            "发布日期: 2023-12-1",
            "2023年12月01日 10时22分",
            "２０２３－１２－０１",
            "2023-12-01T08:00",
        ),
    ],
)
def test_a_text_that_is_a_day(words: str) -> None:
    assert day_of_words(words) == DAY


@pytest.mark.parametrize(
    "words", ["", "2023-02-30", "2023-13-01", "第12-01号", "12:30", "100-200", "公告2023-12-01全文", "2023年预算"]
)
def test_a_text_that_is_none(words: str) -> None:
    assert day_of_words(words) is None


def test_days_without_a_year_and_days_in_pieces() -> None:
    assert day_of_words("[12-01]") == ShortDay(12, 1)
    assert day_of_words("12月1日") == ShortDay(12, 1)
    assert day_of_pieces(["01", "2023-12"]) == DAY
    assert day_of_pieces(["2023.12", "1"]) == DAY
    assert day_of_pieces(["2023", "12-01"]) == DAY
    assert day_of_pieces(["1日", "2023年12月"]) == DAY
    assert day_of_pieces(["2023", "12", "01"]) == DAY
    assert day_of_pieces(["12月", "01"]) == ShortDay(12, 1)
    assert day_of_pieces(["31", "2023-11"]) is None


def test_words_for_recent_days_need_to_know_today() -> None:
    assert day_of_words("昨天 10:20", today=date(2023, 12, 2)) == DAY
    assert day_of_words("3天前", today=date(2023, 12, 4)) == DAY
    assert day_of_words("昨天") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.cn/zw/202312/t20231201_123.html", DAY),
        ("http://a.cn/art/2023/12/1/art_7_8.html", DAY),
        ("http://a.cn/2023-12/01/content_5.htm", DAY),
        ("http://a.cn/n/20231201/1.html", DAY),
        ("http://a.cn/202313/t20231301_1.html", None),
        ("http://a.cn/list?day=2023/12/01/", None),
        ("http://a.cn/12345678.html", None),
    ],
)
def test_the_day_an_address_bears(url: str, day: date | None) -> None:
    assert day_in_address(url) == day


def test_a_list_over_new_year_gets_its_years() -> None:
    days = [ShortDay(1, 3), ShortDay(1, 1), ShortDay(12, 31), ShortDay(12, 30)]
    plain = ["http://a.cn/1.html"] * 4
    found = resolve(days, plain, today=date(2024, 1, 5), first_page=True)
    assert found == [date(2024, 1, 3), date(2024, 1, 1), date(2023, 12, 31), date(2023, 12, 30)]
    assert resolve(days, plain, today=date(2024, 1, 5), first_page=False) == [None] * 4
    known = [*plain[:3], "http://a.cn/202212/t20221230_1.html"]
    assert resolve(days[3:], known[3:], today=None, first_page=False) == [date(2022, 12, 30)]


def test_a_day_in_numerals() -> None:
    assert written_day("二〇二三年十二月一日") == DAY


@given(st.text(max_size=80))
def test_no_text_is_too_odd(words: str) -> None:
    day_of_words(words, today=DAY)
    written_day(words)


@pytest.mark.parametrize("words", ["今天", "昨日", "3天前", "（5小时前）", "刚刚", "10 分钟前", "前天 08:30"])
def test_what_is_another_day_tomorrow_is_known_before_it_is_read(words: str) -> None:
    assert day_of_words(words, today=date(2023, 12, 1)) != day_of_words(words, today=date(2023, 12, 2))
    assert hangs_on_today(["当前位置：首页", words])


def test_a_page_without_such_words_is_the_same_on_every_day() -> None:
    assert not hangs_on_today(["当前位置：首页", "前一页", "2023-12-01", "12月1日", "今年以来", "前期工作"])
