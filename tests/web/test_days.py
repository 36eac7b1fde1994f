"""Days and months at the edges of the calendar: every door says what it takes, none falls over."""

from __future__ import annotations

import pytest

from mingcha.model.month import Month
from mingcha.web.days import month_of


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("200001", Month(2000, 1)),
        ("210012", Month(2100, 12)),
        ("199912", None),
        ("210101", None),
        ("202313", None),
        ("2023-1", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_a_month_is_one_of_these_years_or_none(text, month):
    assert month_of(text) == month


@pytest.mark.parametrize("month", ["190001", "999912", "199912", "202313", "9" * 5000])
@pytest.mark.parametrize("address", ["/", "/units/103/"])
@pytest.mark.parametrize("role", ["operator", "unit"])
def test_a_month_beyond_the_calendar_is_told_and_the_latest_shown(as_role, role, address, month):
    answer = as_role(role).get(address, {"month": month})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "不是 2000 至 2100 年的月份" in page
    assert "2023年12月" in page


@pytest.mark.parametrize("month", ["200001", "210012"])
@pytest.mark.parametrize("address", ["/", "/units/103/"])
def test_the_first_and_the_last_month_can_be_asked_for(as_role, address, month):
    assert as_role("operator").get(address, {"month": month}).status_code == 200


@pytest.mark.parametrize(
    ("role", "address", "query"),
    [
        ("operator", "/workdays/", {"start": "9999-12-31", "days": "1"}),
        ("operator", "/workdays/", {"deadline": "0001-01-01"}),
        ("operator", "/ledger/", {"since": "0001-01-01"}),
        ("operator", "/ledger/", {"until": "9999-12-31"}),
        ("operator", "/ledger/", {"first": "190001", "last": "999912"}),
        ("auditor", "/log/", {"until": "9999-12-31"}),
        ("auditor", "/log/", {"since": "0001-01-01"}),
    ],
)
def test_a_day_beyond_the_calendar_is_refused_in_words(as_role, role, address, query):
    answer = as_role(role).get(address, query)
    assert answer.status_code == 200
    assert "2000 至 2100 年" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "query"), [("/targets/", {"year": "9" * 5000}), ("/ledger/", {"size": "9" * 5000})]
)
def test_a_number_of_any_length_is_no_reason_to_fall_over(as_role, address, query):
    assert as_role("operator").get(address, query).status_code == 200
