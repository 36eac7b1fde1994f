"""The working-day page."""

from __future__ import annotations

import pytest


@pytest.fixture
def ask(as_role):
    client = as_role("leader")
    return lambda **query: client.get("/workdays/", query).content.decode()


def test_a_deadline_is_told_with_every_skipped_day(ask):
    page = ask(start="2024-09-10", days="20")
    assert "2024年10月14日" in page
    assert "期间跳过 14 天" in page
    assert "中秋节" in page
    assert "9月29日（国庆节调休上班）" in page


def test_a_deadline_on_a_sunday_is_warned_of(ask):
    page = ask(deadline="2023-11-26")
    assert "不是工作日" in page
    assert "2023年11月24日" in page
    assert "可以作为期限" in ask(deadline="2023-11-24")


@pytest.mark.parametrize("query", [{"start": "2026-12-20", "days": "30"}, {"deadline": "2035-01-01"}])
def test_a_year_nobody_knows_is_not_guessed(ask, query):
    assert "节假日安排" in ask(**query)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"start": "2024-02-30", "days": "5"}, "不是有效的日期"),
        ({"start": "2024-01-12", "days": "0"}, "至少为 1"),
        ({"start": "2024-01-12", "days": "9999"}, "最多为 500"),
        ({"start": "2024-01-12", "days": "x"}, "应为整数"),
        ({"start": "", "days": ""}, "请填写起始日期"),
        ({"deadline": ""}, "请填写已定期限"),
    ],
)
def test_what_is_no_date_or_number_is_told(ask, query, words):
    assert words in ask(**query)
