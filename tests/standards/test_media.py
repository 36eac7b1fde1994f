"""The rules for new-media accounts, and what a county may make of them."""

from __future__ import annotations

import pytest

from mingcha.model.media import MediaField
from mingcha.model.plain import NotPlain
from mingcha.standards.media import LooseLimit, media_columns, media_rules


def test_the_nation_asks_for_a_post_in_two_weeks_and_says_where():
    limit = media_rules().update_limit("weixin")
    assert (limit.days, limit.unit) == (14, "天")
    assert "国办秘函〔2019〕19号" in limit.source
    assert media_rules().update_limit("mini") is None


def test_every_platform_of_the_filing_form_is_there():
    assert [platform.name for platform in media_rules().platforms] == [
        "微信公众号", "微博", "抖音", "快手", "头条", "视频号", "移动客户端", "小程序", "其他",
    ]  # fmt: skip


def test_a_county_may_be_stricter_and_its_own_source_is_shown(tmp_path):
    own = tmp_path / "media.toml"
    own.write_text(
        '[update]\ndays = 10\nsource = "样例县办法"\n[[stricter]]\nplatform = "app"\ndays = 7\nsource = "市里"\n'
    )
    rules = media_rules(own)
    assert (rules.update_limit("weixin").days, rules.update_limit("weixin").source) == (10, "样例县办法")
    assert (rules.update_limit("app").days, rules.update_limit("app").source) == (7, "市里")
    assert rules.filing.days == 5


def test_a_number_without_a_source_is_the_countys_own(tmp_path):
    own = tmp_path / "media.toml"
    own.write_text("[update]\ndays = 10\n")
    assert media_rules(own).update.source == "本县规定"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[update]\ndays = 30\n", LooseLimit),
        ("[update]\ndays = 0\n", LooseLimit),
        ('[filing]\ndays = 5\nunit = "天"\n', LooseLimit),
        ('[[stricter]]\nplatform = "weixin"\ndays = 20\nsource = "x"\n', LooseLimit),
        ('[[stricter]]\nplatform = "qq"\ndays = 7\nsource = "x"\n', NotPlain),
        ("[[platforms]]\n", NotPlain),
        ("[update\n", NotPlain),
        ("update = 3\n", NotPlain),
        ("[update]\nday = 3\n", NotPlain),
    ],
)
def test_a_county_may_not_be_looser_and_slips_are_told(tmp_path, text, fault):
    own = tmp_path / "media.toml"
    own.write_text(text)
    with pytest.raises(fault, match="media"):
        media_rules(own)


def test_no_column_name_means_two_columns():
    names = [name for column in media_columns() for name in column.names]
    assert len(names) == len(set(names))
    assert {column.field for column in media_columns()} == set(MediaField)
    assert all(column.names[0] == column.field.value for column in media_columns())
