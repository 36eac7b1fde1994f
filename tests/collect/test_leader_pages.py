"""Pages of leaders as rounds brought them: whose they are, which belong together, and which could not be had."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from collect.small_portal import page
from collect.watched import SITE, Watched

from mingcha.collect import rounds
from mingcha.collect.leader_pages import LeaderPages, leader_pages
from mingcha.model.site import Column

HOME = "http://www.yangli.example"
ON = date(2023, 12, 2)


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    column = Column(f"{HOME}/wlx/ld/", "领导信息", unit="216", path=("万隆乡",))
    return Watched(tmp_path, site=replace(SITE, columns=(*SITE.columns, column)))


def found(watched: Watched) -> list[LeaderPages]:
    watched.round(ON)
    with watched.kept() as (db, archive):
        return list(leader_pages(db, archive, watched.site, on=date(2024, 1, 1)))


def own_page(name: str, duties: str) -> str:
    return page(name, f"<h1>{name}</h1><p>现任万隆乡副乡长。</p><p>工作分工：{duties}</p>")


def test_a_list_of_names_and_the_page_of_each_belong_together(watched: Watched) -> None:
    watched.portal.pages["/wlx/ld/"] = page(
        "领导信息", '<ul><li><a href="/wlx/ld/1.html">郑伟</a></li><li><a href="/wlx/ld/2.html">何丽芳</a></li></ul>'
    )
    watched.portal.pages["/wlx/ld/1.html"] = own_page("郑伟", "主持全面工作")
    watched.portal.pages["/wlx/ld/2.html"] = own_page("何丽芳", "分管农业")
    (one,) = found(watched)
    assert (one.unit, one.called, one.unread, one.on) == ("216", "万隆乡", (), ON)
    assert {each.url for each in one.pages} == {f"{HOME}/wlx/ld/", f"{HOME}/wlx/ld/1.html", f"{HOME}/wlx/ld/2.html"}


def test_a_page_that_could_not_be_had_is_told(watched: Watched) -> None:
    watched.portal.pages["/wlx/ld/"] = page("领导信息", '<ul><li><a href="/wlx/ld/1.html">郑伟</a></li></ul>')
    watched.portal.pages["/wlx/ld/1.html"] = 500
    (one,) = found(watched)
    assert one.unread == (f"{HOME}/wlx/ld/1.html",)


def test_a_column_that_does_not_answer_is_told_without_pages(watched: Watched) -> None:
    watched.portal.pages["/wlx/ld/"] = 500
    (one,) = found(watched)
    assert one.pages == () and one.unread == (f"{HOME}/wlx/ld/",)


def test_a_unit_nobody_registered_is_known_by_the_words_of_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    watched = Watched(tmp_path)
    watched.portal.pages["/"] = page("首页", '<p><a href="/czj/ldxx/">领导信息</a> <a href="/x/ldhd/">领导活动</a></p>')
    watched.portal.pages["/czj/ldxx/"] = page(
        "县财政局领导信息", "<h1>县财政局领导信息</h1><p>郑伟 局长 主持全面工作。</p>"
    )
    watched.portal.pages["/x/ldhd/"] = page("领导活动", "<p>县长调研。</p>")
    (one,) = found(watched)
    assert (one.unit, one.called) == ("101", "县财政局"), "领导活动 is news"


@pytest.mark.parametrize(
    "name",
    [
        "领导信息",
        "领导之窗",
        "县政府领导",
        "领导班子成员",
        "领导分工",
        "乡领导",
        "负责人信息",
        "现任领导",
        "机构领导",
        "领导介绍",
    ],
)
def test_such_columns_are_those_of_leaders(name: str) -> None:
    from mingcha.collect.leader_pages import _CALLED

    assert _CALLED.search(name)


@pytest.mark.parametrize(
    "name",
    ["领导活动", "领导讲话", "县长信箱", "领导留言板", "领导批示", "乡村振兴", "通知公告", "党的领导", "领导小组文件"],
)
def test_such_columns_are_none_of_leaders(name: str) -> None:
    from mingcha.collect.leader_pages import _CALLED

    assert not _CALLED.search(name)
