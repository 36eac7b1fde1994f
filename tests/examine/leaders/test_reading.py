"""Pages of leaders: what is a name and what only looks like one, and pages nobody made for us."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.examine.leaders.reading import leaders_of
from mingcha.model.leader import Leader
from mingcha.pages.page import parse
from mingcha.text.person_names import is_name


def read(body: str, *, title: str = "领导信息") -> tuple[Leader, ...]:
    html = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    return leaders_of(parse(html.encode(), url="http://www.yangli.example/ld/"))


@pytest.mark.parametrize(
    "text",
    [
        "张三",
        "张 三",
        "李国强",
        "欧阳明",
        "司马青云",
        "林长青",
        "高新民",
        "和志强",
        "阿不都·热合曼",
        "关月",
        "王为民",
        "何理",
    ],
)
def test_a_name_is_known(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    ["领导", "简历", "安全", "水利局", "万隆乡", "通知", "文化站", "农业股", "张", "张三李四王", "公告", "解读", "应急办", "江西省", "于都县", "主任", "党委", "2023年", "", "abc"],
)  # fmt: skip
def test_a_word_that_looks_like_a_name_is_none(text: str) -> None:
    assert not is_name(text)


def test_the_foot_of_the_page_gives_nobody_duties() -> None:
    (one,) = read("<p>姓名：张三</p><p>职务：乡长</p><p>版权所有：万隆乡人民政府 负责维护：党政办</p>")
    assert (one.post, one.duties) == ("乡长", "")


def test_what_a_leader_once_did_is_told_as_his_life_not_his_post() -> None:
    (one,) = read("<h2>张三</h2><p>现任万隆乡党委书记。</p><p>简历：1996年参加工作，历任某镇镇长、某局局长。</p>")
    assert one.post == "万隆乡党委书记" and not one.duties


def test_a_label_with_nothing_behind_it_is_no_duty() -> None:
    for nothing in ("", "暂无", "无", "—", "待定"):
        (one,) = read(f"<p>姓名：张三</p><p>职务：乡长</p><p>工作分工：{nothing}</p><p>联系电话：0797-3300000</p>")
        assert one.duties == "", nothing


def test_menus_and_news_on_the_page_are_no_leaders() -> None:
    menu = "<ul><li><a>通知公告</a></li><li><a>安全生产</a></li><li><a>文化旅游</a></li></ul>"
    news = "<li><a>县长张三调研万隆乡农业农村工作</a></li>"
    certain = [
        one
        for one in read(
            menu
            + "<table><tr><th>姓名</th><th>职务</th><th>分工</th></tr><tr><td>李四</td><td>乡长</td><td>主持全面工作</td></tr></table>"
            + news
        )
        if one.is_certain
    ]
    assert [(one.name, one.post) for one in certain] == [("李四", "乡长")]


def test_a_name_met_twice_is_one_leader_with_all_that_is_told() -> None:
    (one,) = read("<p>张三 乡长</p><p>张三 主持乡政府全面工作。</p>")
    assert one.post == "乡长" and "主持" in one.duties


@given(st.text("张三李四 乡长局书记：，。<>/tdrp姓名职务分工主持", max_size=300))
@settings(max_examples=80, deadline=None)
def test_no_page_makes_the_reader_fail(body: str) -> None:
    for one in read(body):
        assert one.name and " " not in one.name


def test_under_its_label_a_name_of_any_people_is_read() -> None:
    (one,) = read("<p>姓名：图娅高娃</p><p>职务：旗长</p><p>分工：主持旗政府全面工作</p>")
    assert (one.name, one.post) == ("图娅高娃", "旗长") and one.duties
    rows = "<tr><td>姓名</td><td>职务</td><td>分工</td></tr><tr><td>丹增</td><td>副县长</td><td></td></tr><tr><td>合计</td><td></td><td></td></tr>"
    assert [(one.name, one.post, one.duties) for one in read(f"<table>{rows}</table>")] == [("丹增", "副县长", "")]


def test_a_post_spaced_out_is_a_post() -> None:
    (one,) = read("<p>县　长：任静　　主持县政府全面工作，负责审计工作。</p>")
    assert one.name == "任静" and "主持" in one.duties


def test_news_of_a_leader_is_no_leader_shown() -> None:
    assert not [one for one in read("<li>副县长张三，赴万隆乡调研农业农村工作</li>") if one.is_certain and one.post]


def test_leaders_side_by_side_keep_their_own_duties() -> None:
    rows = "<tr><td>张三</td><td>李四</td></tr><tr><td>乡长</td><td>副乡长</td></tr><tr><td>主持全面工作</td><td></td></tr>"
    assert [(one.name, one.post, bool(one.duties)) for one in read(f"<table>{rows}</table>")] == [
        ("张三", "乡长", True),
        ("李四", "副乡长", False),
    ]
