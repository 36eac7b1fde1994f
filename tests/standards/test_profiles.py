"""The profile: national limits, what a county changes, and what only warns."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingcha.model.plain import NotPlain
from mingcha.model.site import Column
from mingcha.model.span import Span
from mingcha.standards.column_updates import category_by_name
from mingcha.standards.profiles import State, profile


def column(category: str = "", *, name: str = "某栏目", days: int | None = None) -> Column:
    return Column("http://www.yangli.example/a/", name, category=category, days=days)


def county(folder: Path, text: str) -> Path:
    place = folder / "profile.toml"
    place.write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("category", "span"),
    [("动态要闻", Span(days=14)), ("通知公告", Span(months=6)), ("政策文件", Span(months=6)), ("互动答复", Span(months=2)), ("办事统计", Span(months=3))],
)  # fmt: skip
def test_every_category_has_its_national_limit(category: str, span: Span) -> None:
    limit = profile().limit(column(category))
    assert limit is not None and limit.span == span


@pytest.mark.parametrize("category", ["静态", "数据发布", "信息公开年报", "没有这个类别"])
def test_a_category_without_a_limit_has_none(category: str) -> None:
    assert profile().limit(column(category)) is None


def test_a_columns_own_limit_goes_before_its_categorys() -> None:
    limit = profile().limit(column("动态要闻", days=30))
    assert limit is not None and limit.span == Span(days=30) and limit.is_firm


def test_a_category_guessed_from_the_name_is_not_firm() -> None:
    limit = profile().limit(column(name="万隆乡乡镇动态"))
    assert limit is not None and not limit.is_firm and limit.kind == "动态要闻"
    assert profile().limit(column(name="旅游景点")) is None
    assert category_by_name("县教体局通知公告") == "通知公告"


def test_a_county_makes_a_limit_stricter_and_says_where(tmp_path: Path) -> None:
    own = county(tmp_path, '[[limits]]\ncategory = "动态要闻"\ndays = 10\nsource = "本县规定"\n')
    limit = profile(county=own).limit(column("动态要闻"))
    assert limit is not None and (limit.span, limit.source) == (Span(days=10), "本县规定")
    other = profile(county=own).limit(column("政策文件"))
    assert other is not None and other.span == Span(months=6)


def test_a_county_changes_a_threshold(tmp_path: Path) -> None:
    own = county(tmp_path, '[[thresholds]]\nkey = "veto_empty"\nvalue = 3\nsource = "本县规定"\n')
    assert profile(county=own).veto.empty == 3 and profile(county=own).veto.overdue == 10


def test_what_is_only_told_of_does_not_decide() -> None:
    told = [one for one in profile().thresholds.values() if one.confidence != "read"]
    assert told and all(one.state is not State.IN_FORCE for one in told)
    assert not profile().decides("empty_column_points")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[thresholds]]\nkey = "veto_emty"\nvalue = 3\nsource = "x"\n', "veto_empty"),
        ('[[thresholds]]\nkey = "veto_empty"\nvalue = 0\nsource = "x"\n', "正数"),
        ('[[limits]]\ncategory = "动态要闻"\nsource = "x"\n', "days 或 months"),
        ("[limit]\na = 1\n", "不认识"),
        ("not toml", "TOML"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_in_words(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(NotPlain, match=says):
        profile(county=county(tmp_path, text))
