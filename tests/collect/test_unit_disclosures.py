"""What each unit has disclosed, and the platforms and entries a portal shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from collect.small_portal import page
from collect.watched import SITE, Watched

from mingcha.collect import rounds
from mingcha.collect.disclosure_platforms import disclosure_platforms
from mingcha.collect.unit_disclosures import unit_disclosures
from mingcha.examine.coverage.covering import coverage
from mingcha.model.collected import CollectedPost
from mingcha.model.unit_disclosure import UnitKind

ON = date(2023, 12, 31)


def collected(title: str, *, unit: str, column: str, day: date = date(2023, 6, 1)) -> CollectedPost:
    return CollectedPost(f"http://www.yangli.example/{title}", title, day, "", column, "", unit)


def test_posts_and_columns_are_put_to_their_unit_and_year() -> None:
    posts = [
        collected("万隆乡2022年决算", unit="216", column="财政信息", day=date(2022, 9, 1)),
        collected("万隆乡低保名单公示", unit="216", column="惠农补贴"),
        collected("没有单位的信息", unit="", column="要闻"),
    ]
    finance, town = unit_disclosures(posts, SITE, on=ON, since=date(2023, 1, 1), more_columns={"216": ["领导信息"]})
    assert (finance.kind, finance.titles) == (UnitKind.BUREAU, [])
    assert (town.kind, town.titles) == (UnitKind.TOWN, ["万隆乡低保名单公示"])
    assert town.columns == ("领导信息", "财政信息", "惠农补贴")


def test_the_table_of_a_unit_names_columns_and_posts_for_every_item_that_binds_it() -> None:
    _, town = unit_disclosures([collected("万隆乡低保名单公示", unit="216", column="惠农补贴")], SITE, on=ON)
    table = {one.item.name: one for one in coverage(town)}
    assert "公务员招考" not in table and "筹资筹劳" in table
    assert (table["社会救助"].posts, table["社会救助"].example) == (1, "万隆乡低保名单公示")
    assert table["社会救助"].columns == ("惠农补贴",) and not table["财政预算、决算"].is_covered


def test_a_platform_is_known_by_its_name_with_all_it_leads_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    watched = Watched(tmp_path)
    watched.portal.pages["/"] = page("首页", '<p><a href="/zfxxgk/">政府信息公开</a> <a href="/tzgg/">通知公告</a></p>')
    links = "".join(
        f'<a href="/zfxxgk/{n}/">{name}</a>'
        for n, name in enumerate(("公开指南", "公开制度", "法定主动公开内容", "依申请公开"))
    )
    watched.portal.pages["/zfxxgk/"] = page("政府信息公开", f"<div>{links}</div>")
    watched.round(date(2023, 12, 2))
    with watched.kept() as (db, archive):
        (one,) = disclosure_platforms(db, archive, watched.site)
    assert one.is_known and {"公开指南", "公开制度", "法定主动公开内容", "依申请公开"} <= set(one.entries)


def test_without_a_platform_the_columns_of_the_site_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "_PAUSES", (0.0, 0.0))
    watched = Watched(tmp_path)
    watched.round(date(2023, 12, 2))
    with watched.kept() as (db, archive):
        (one,) = disclosure_platforms(db, archive, watched.site)
    assert not one.is_known and {"工作动态", "通知公告"} <= set(one.entries)
