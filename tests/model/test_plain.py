"""Plain data and back: what is wrong in it is told with its place and the nearest right name."""

from __future__ import annotations

import pytest

from mingcha.model.layout import Layout, RankingPlan
from mingcha.model.plain import NotPlain, from_plain, to_plain

RANKING = {"group": "county", "top": 5}


def test_missing_keys_take_their_defaults() -> None:
    assert from_plain(RankingPlan, RANKING) == RankingPlan("county", top=5)


def test_a_misspelt_key_is_told_with_the_nearest_right_one() -> None:
    with pytest.raises(NotPlain, match=r"topp.*是否为“top”"):
        from_plain(RankingPlan, {"group": "county", "topp": 3})


def test_a_wrong_type_is_told_with_its_place() -> None:
    with pytest.raises(NotPlain, match=r"版式\.top：应为整数"):
        from_plain(RankingPlan, {"group": "county", "top": "五"}, where="版式")


def test_yes_is_not_a_number() -> None:
    with pytest.raises(NotPlain, match="整数"):
        from_plain(RankingPlan, {"group": "county", "top": True})


def test_a_missing_key_is_named() -> None:
    with pytest.raises(NotPlain, match="缺少 group"):
        from_plain(RankingPlan, {"top": 1})


def test_a_wrong_choice_lists_the_choices() -> None:
    with pytest.raises(NotPlain, match="shared、dense、official"):
        from_plain(Layout, {"policy": {"ties": "share"}})


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(NotPlain, match="RankingPlan"):
        from_plain(RankingPlan, {"type": "Layout"} | RANKING)
    assert to_plain(RankingPlan("county"))["type"] == "RankingPlan"
