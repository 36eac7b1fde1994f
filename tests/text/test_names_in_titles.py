"""Titles and file names without what tells who a person is."""

from __future__ import annotations

import pytest

from mingcha.text.names_in_titles import printable_title


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("关于给予王小明临时救助的公示", "关于给予王某某临时救助的公示"),
        ("陈秀英户低保金发放表.xlsx", "陈某某户低保金发放表.xlsx"),
        ("关于李四等5人行政处罚的公告", "关于李某等5人行政处罚的公告"),
        ("养殖户汇总表.xlsx", "养殖户汇总表.xlsx"),
        ("2023年第八批帮扶工坊公示.xlsx", "2023年第八批帮扶工坊公示.xlsx"),
        ("关于公办幼儿园招生摇号结果的公告", "关于公办幼儿园招生摇号结果的公告"),
        ("", ""),
    ],
)
def test_of_a_name_only_the_surname_is_left(title: str, printed: str) -> None:
    assert printable_title(title) == printed


def test_numbers_that_name_a_person_are_hidden() -> None:
    assert "138001" not in printable_title("联系电话13800138000的公示")


def test_who_is_addressed_as_a_person_is_one() -> None:
    assert "建国" not in printable_title("欧阳建国同志任前公示")
