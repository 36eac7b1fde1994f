"""Titles as lists and windows show them."""

from __future__ import annotations

import pytest

from mingcha.collect.patterns.titles import chosen, cleaned, same_words, without_site

WHOLE = "关于做好森林防灭火工作的通知"


@pytest.mark.parametrize(
    "shown", [f"[置顶]{WHOLE}", f"· {WHOLE}", f"【热】 {WHOLE}", f"{WHOLE}（图）", f"● {WHOLE} NEW", f"  {WHOLE}\r\n"]
)
def test_marks_are_no_part_of_a_title(shown: str) -> None:
    assert cleaned(shown) == WHOLE


@pytest.mark.parametrize(
    ("text", "bubble", "title"),
    [
        ("关于做好森林...", WHOLE, WHOLE),
        ("关于做好森林…", WHOLE, WHOLE),
        (WHOLE, "", WHOLE),
        (WHOLE, "点击查看", WHOLE),
        (WHOLE, "http://a.cn/1.html", WHOLE),
        ("关于做好…", "别的什么", "关于做好…"),
        ("", WHOLE, WHOLE),
        ("关于做好…", f"文章标题：{WHOLE}\n作者：某\n更新时间：2023-12-01", WHOLE),
        ("详细", WHOLE, WHOLE),
        ("[图文]说明", "", "说明"),
        ("【重要讲话】学习笔记", "", "【重要讲话】学习笔记"),
        ("【重要】关于停水的通知", "", "【重要】关于停水的通知"),
        ("[转载]学习笔记", "", "[转载]学习笔记"),
    ],
)
def test_the_whole_title_is_chosen(text: str, bubble: str, title: str) -> None:
    assert chosen(text, bubble) == title


def test_a_window_loses_its_site_and_columns_but_no_part_of_the_title() -> None:
    assert without_site(f"{WHOLE}_通知公告_云岭县人民政府", columns=("通知公告",)) == WHOLE
    assert without_site(f"云岭县人民政府门户网站--{WHOLE}") == WHOLE
    assert without_site("水利规划（2021-2025年）-云岭县人民政府") == "水利规划（2021-2025年）"
    assert without_site("讲话——在全县大会上") == "讲话——在全县大会上"


def test_a_cut_title_says_the_same_as_its_whole() -> None:
    assert same_words("关于做好森林防...", WHOLE)
    assert not same_words("关于做好水利…", WHOLE)
    assert same_words("关于 做好森林防灭火工作的通知", WHOLE)
