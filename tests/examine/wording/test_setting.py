"""What stands around a wording decides whether it is wrong there."""

from __future__ import annotations

from datetime import date

import pytest

from mingcha.examine.example import document_of
from mingcha.examine.example_text import Written
from mingcha.examine.wording.setting import Setting, setting_of, years_in


def at(text: str, word: str, *, posted: date | None = date(2023, 5, 1), title: str = "") -> Setting:
    document = document_of(Written(text, posted=posted, title=title))
    start = document.text.index(word)
    return setting_of(document, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "is_quoted"),
    [
        ("他说：“国土局会办理的。”", True),
        ("他说：‘国土局会办理的。’", True),
        ("所谓「国土局」已撤", True),
        ('他说："国土局会办理的。"再说', True),
        ("他说：“让‘好’国土局来办”", True),
        ("“好”，国土局说", False),
        ("“好，国土局说，“不好”", False),
        ("好，国土局说”，", False),
        ("“好，国土局说", False),
        ('"好"国土局说"不好"', False),
        ("“好\n国土局说”", False),
        ("“好”国土局“不好”", False),
    ],
)
def test_a_quotation_is_what_stands_between_two_marks_that_belong_together(text: str, is_quoted: bool) -> None:
    assert at(text, "国土局").is_quoted is is_quoted


def test_the_title_of_a_law_stands_between_book_marks() -> None:
    assert at("根据《国土局管理办法（试行）》", "国土局").in_book_marks
    assert at("根据《关于〈国土局办法〉的通知》", "国土局").in_book_marks
    assert not at("根据《办法》，国土局与《通知》", "国土局").in_book_marks


@pytest.mark.parametrize(
    "text",
    [
        "原国土局局长张三",
        "原样例县国土局局长张三",
        "现自然资源局（原国土局）",
        "张三曾任国土局局长",
        "时任国土局局长张三出席",
        "张三，历任教育局股长、国土局局长",
        "国土局更名为自然资源局",
        "将国土局并入自然资源局",
        "国土局（现自然资源局）办理",
        "不再保留国土局",
        "自然资源局的前身是国土局",
        "2016年，国土局完成土地整治三千亩。",
        "2016年5月，项目动工。国土局派人到场。",
        "二〇一六年，国土局完成土地整治。",
        "2012.05—2016.08 样例县国土局副局长",
        "2012年5月至2016年8月 样例县国土局副局长",
    ],
)
def test_an_account_of_former_times_is_known_by_its_words_or_its_years(text: str) -> None:
    assert at(text, "国土局").is_historical


@pytest.mark.parametrize(
    "text",
    [
        "国土局召开会议。",
        "2023年，国土局召开会议。",
        "国土局按原则办理。",
        "高原国土局办理",
        "还原国土局现场",
        "会议原因是国土局没有办理",
        "原因：国土局没有办理。",
        "2016年的办法今年修订。\n国土局负责实施。",
        "2016至2025年规划由国土局实施。",
    ],
)
def test_the_present_is_not_taken_for_former_times(text: str) -> None:
    assert not at(text, "国土局").is_historical


def test_a_curriculum_is_known_by_its_title() -> None:
    assert at("国土局副局长", "国土局", title="张三同志简历").is_historical
    assert not at("国土局副局长", "国土局", title="领导分工").is_historical


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("样例县解放路商贸有限公司中标", "解放路"),
        ("信息港科技有限责任公司", "信息港"),
        ("粮食局小区改造", "粮食局"),
        ("粮食局家属院改造", "粮食局"),
        ("解放前街12号", "解放前"),
        ("国土局大楼外墙", "国土局"),
        ("赣县中学录取名单", "赣县"),
        ("村长农民专业合作社", "村长"),
    ],
)
def test_a_name_goes_on_after_the_wording(text: str, word: str) -> None:
    assert at(text, word).is_proper_name


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("国土局与某某有限公司签约", "国土局"),
        ("国土局的小区管理", "国土局"),
        ("国土局，有限公司", "国土局"),
        ("国土局村级联络员", "国土局"),
        ("国土局河长制办公室", "国土局"),
    ],
)
def test_no_name_is_made_of_what_only_stands_near_one(text: str, word: str) -> None:
    assert not at(text, word).is_proper_name


@pytest.mark.parametrize(
    ("row", "is_historical"),
    [
        ("2012.05-2016.08\t国土局副局长", True),
        ("2015\t国土局\t土地整治", True),
        ("国土局\t2015年\t土地整治", True),
        ("2023\t国土局\t土地整治", False),
        ("12015\t国土局\t土地整治", False),
    ],
)
def test_a_row_of_a_table_tells_its_year(row: str, is_historical: bool) -> None:
    assert at(f"甲\t乙\t丙\n{row}", "国土局").is_historical is is_historical


@pytest.mark.parametrize("title", ["党史学习教育简报", "历史文化名城保护", "历史遗留问题处理"])
def test_not_every_title_with_history_in_it_tells_of_former_times(title: str) -> None:
    assert not at("国土局参加学习。", "国土局", title=title).is_historical


def test_a_line_that_is_the_title_is_known_as_one() -> None:
    title = "样例县国土局关于某事的通知"
    assert at(f"{title}\n各乡镇：\n现通知如下。", "国土局", title=title).is_title
    assert not at("各乡镇：\n国土局通知如下。", "国土局", title=title).is_title


def test_a_sentence_does_not_cross_a_cell_and_words_beside_may_stand_in_the_row() -> None:
    document = document_of("单位\t事项\n国土局\t土地登记\n教育局\t招生")
    start = document.text.index("国土局")
    setting = setting_of(document, start, start + 3)
    assert document.text[slice(*setting.sentence)] == "国土局"
    assert document.text[slice(*setting.beside)].strip() == "国土局\t土地登记"
    assert setting.is_table


def test_the_repeal_of_a_document_is_told_in_its_sentence_or_its_title() -> None:
    assert at("《国土局办法》同时废止。", "国土局").is_about_repeal
    assert at("国土局办法", "国土局", title="关于宣布失效一批文件的决定").is_about_repeal
    assert not at("国土局办法自公布之日起施行。", "国土局").is_about_repeal


def test_years_are_read_in_figures_and_characters_and_no_other_number_is_one() -> None:
    assert years_in("2016年和二〇一八年，〔2019〕3号，2020-05-01，1234年，电话2021") == (2016, 2018, 2019, 2020)


def test_a_quotation_in_a_line_without_end_costs_no_more_than_its_neighbourhood() -> None:
    text = "通知" * 500_000 + "国土局" + "通知" * 500_000
    setting = at(text, "国土局")
    assert not setting.is_quoted and not setting.is_historical and not setting.is_proper_name
    assert setting.sentence[1] - setting.sentence[0] <= 600
