"""Aliases in one cell of a sheet."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.model.unit import Alias
from mingcha.web.units.aliases import read, written


def test_a_name_with_and_without_its_days():
    assert read("县统计调查队；老名称（2019-01-01 至 2023-05-31）") == (
        Alias("县统计调查队"),
        Alias("老名称", date(2019, 1, 1), date(2023, 5, 31)),
    )
    assert read("甲(至2023-5-31)、乙（2020-01-01 起）") == (
        Alias("甲", None, date(2023, 5, 31)),
        Alias("乙", date(2020, 1, 1), None),
    )


def test_an_empty_cell_has_no_aliases():
    assert read(" ") == ()


@pytest.mark.parametrize("text", ["甲（去年）", "甲（2023-02-30 起）", "（2023-01-01 起）"])
def test_what_cannot_be_understood_is_told(text):
    with pytest.raises(ValueError, match="别名"):
        read(text)


DAYS = st.none() | st.dates(date(1949, 10, 1), date(2100, 1, 1))
NAMES = st.text(alphabet="甲乙丙丁局镇队 县", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(st.builds(Alias, NAMES, DAYS, DAYS), max_size=5))
def test_what_was_written_is_read_back(aliases):
    assert read(written(aliases)) == tuple(aliases)
