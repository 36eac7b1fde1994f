"""Whose report it is, and for which year, is read from titles as offices write them."""

from __future__ import annotations

import pytest

from mingcha.examine.annual_report.titles import is_title, unit_in, year_in


@pytest.mark.parametrize(
    "title",
    [
        "样例县财政局2023年政府信息公开工作年度报告",
        "2023年样例县财政局政府信息公开工作年度报告",
        "2023年度样例县财政局政府信息公开工作年度报告",
        "样例县财政局政府信息公开工作年度报告（2023年）",
        "样例县财政局２０２３年政府信息公开年度报告",
        "二〇二三年样例县财政局政府信息公开工作年度报告",
        "《样例县财政局2023年政府信息公开工作年报》",
        "样例县财政局关于2023年度政府信息公开工作的年度报告",
        "样例县财政局 2023 年政府信息公开工作年度报告_样例县人民政府门户网站",
    ],
)
def test_unit_and_year_are_told_by_the_title(title: str) -> None:
    assert is_title(title)
    assert (unit_in(title), year_in(title)) == ("样例县财政局", 2023)


@pytest.mark.parametrize(
    "title",
    [
        "关于做好2023年政府信息公开工作年度报告编制工作的通知",
        "政府信息公开工作年度报告格式",
        "2023年政府工作报告",
        "样例县财政局2023年部门决算",
    ],
)
def test_titles_of_other_things_are_none(title: str) -> None:
    assert not is_title(title)
