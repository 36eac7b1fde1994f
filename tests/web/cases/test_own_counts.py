"""The ledger's own count of a whole year is laid beside an annual report; half a year is not."""

from __future__ import annotations

from datetime import date

import pytest

from mingcha.web.cases.own_counts import own_counts
from mingcha.web.publishing.models import MonthlyCount
from mingcha.web.units.models import Unit


@pytest.fixture
def units(db):
    from web.publishing.ledgers import make_units

    make_units()
    return {unit.code: unit for unit in Unit.objects.all()}


def fill(unit, year, months, gross=3):
    MonthlyCount.objects.bulk_create(MonthlyCount(unit=unit, month=year * 100 + month, gross=gross) for month in months)


def test_a_whole_year_of_the_ledger_is_counted_unit_by_unit(units):
    fill(units["101"], 2023, range(1, 13))
    fill(units["102"], 2023, [5], gross=7)
    counts = own_counts(today=date(2024, 1, 20))
    assert {key: one.published for key, one in counts.items()} == {("101", 2023): 36, ("102", 2023): 7}


def test_a_year_half_in_the_ledger_and_a_year_not_over_prove_nothing(units):
    fill(units["101"], 2022, range(7, 13))
    fill(units["101"], 2024, range(1, 13))
    assert own_counts(today=date(2024, 12, 31)) == {}
