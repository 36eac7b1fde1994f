"""The decreed formats of the annual report hold together: every rule, row and column they name is there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mingcha.model.plain import NotPlain
from mingcha.standards.annual_reports import deadlines, format_for, formats, report_words, rules


def test_each_year_has_the_format_in_force() -> None:
    assert [format_for(year).name for year in (2019, 2020, 2021, 2025)] == ["2019年格式"] * 2 + ["2021年格式"] * 2


@pytest.mark.parametrize("decreed", formats(), ids=lambda one: one.name)
def test_a_format_names_only_what_it_has(decreed: object) -> None:
    for form in decreed.tables:  # type: ignore[attr-defined]
        rows, columns = {one.id for one in form.rows}, {one.id for one in form.columns}
        for one in form.sums:
            own = columns if one.along == "row" else rows
            assert {one.total, *one.parts} <= own and one.rule in rules()
        for one in form.balances:
            assert {*one.left, *one.right} <= rows and one.rule in rules()
        assert all(set(row.columns) <= columns for row in form.rows)
    headings = {one.id for one in decreed.headings}  # type: ignore[attr-defined]
    assert {form.heading for form in decreed.tables} <= headings  # type: ignore[attr-defined]


def test_the_tables_have_as_many_cells_as_the_notice_says() -> None:
    new = formats()[-1]
    assert len(new.form("3").rows) * len(new.form("3").columns) == 175
    assert len(new.form("4").columns) == 15
    assert len(formats()[0].form("3").rows) == 23


def test_the_law_gives_departments_and_governments_different_days() -> None:
    days = deadlines()
    law = {unit: days.of_law(unit) for unit in ("样例县财政局", "样例县人民政府", "样例县甲乡")}
    assert [(one.month, one.day) if one else None for one in law.values()] == [(1, 31), (3, 31), None]
    assert (days.county.month, days.county.day, days.is_own) == (1, 20, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[county]\nmonth = 2\nday = 30", "不存在"),
        ("[law]\nmonth = 2\nday = 3", "不能改"),
        ("county = 3", "[county]"),
        ("[county", "不是有效的 TOML"),
    ],
)
def test_a_county_file_that_is_wrong_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "annual_report.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(NotPlain, match=said.replace("[", r"\[")):
        deadlines(file)


def test_the_words_are_there() -> None:
    assert "年报" in report_words().column.names and 0 < report_words().similar.last_year < 1
    assert date(2001, deadlines().department.month, deadlines().department.day)
