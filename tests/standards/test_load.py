"""The packaged tables say what they should, and say so when they do not."""

from __future__ import annotations

from datetime import date

import pytest

from mingcha.model.ledger import Field
from mingcha.model.plain import NotPlain, from_plain
from mingcha.standards import load


def test_every_year_of_holidays_names_its_notice() -> None:
    for year in load.holidays():
        assert year.sources
        assert all(source.number.startswith("国办发明电〔") for source in year.sources)
        assert all(str(year.year) in source.title for source in year.sources)


def test_a_holiday_ends_after_it_begins_and_stays_in_its_year() -> None:
    for year in load.holidays():
        for holiday in year.holidays:
            assert holiday.first <= holiday.last
            assert holiday.first >= date(year.year - 1, 12, 25)
            assert holiday.last.year == year.year


def test_holidays_follow_each_other_without_overlap() -> None:
    for year in load.holidays():
        pairs = zip(year.holidays, year.holidays[1:], strict=False)
        assert all(earlier.last < later.first for earlier, later in pairs)


def test_an_unknown_key_is_told_with_the_nearest_right_one() -> None:
    with pytest.raises(NotPlain, match=r"2030.*不认识的键“holiday”，是否为“holidays”"):
        from_plain(load.HolidayYear, {"year": 2030, "sources": [], "holiday": []}, where="2030.toml")


def test_a_table_that_does_not_exist_is_named() -> None:
    with pytest.raises(NotPlain, match="没有名为“holidays/1999”的标准表"):
        load.table("holidays/1999")


def test_the_default_bulletin_has_a_plan() -> None:
    assert load.bulletin_layout().sections


def test_every_field_of_the_ledger_has_one_column_named_first_as_in_the_template() -> None:
    columns = load.ledger_columns()
    assert [column.field for column in columns] == list(Field)
    assert all(column.names[0] == column.field.value for column in columns)


def test_a_column_name_stands_for_one_field_only() -> None:
    names = [name for column in load.ledger_columns() for name in column.names]
    assert len(names) == len(set(names))
