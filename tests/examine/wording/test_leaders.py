"""Leaders of a county: names, titles and order by the roster it keeps, and by nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from mingcha.examine.catalogue import OWN as CARDS
from mingcha.examine.catalogue import catalogue
from mingcha.examine.example import document_of
from mingcha.examine.example_text import Written
from mingcha.examine.runner import examine
from mingcha.examine.wording.leader_names import slip
from mingcha.examine.wording.roster import use_own_leaders, use_rosters
from mingcha.standards.leaders import OWN, SAMPLE, sample_roster
from mingcha.standards.load import table

DAY = date(2024, 3, 1)
NAME, TITLE, ORDER = "misspelt_leader_name", "wrong_leader_title", "wrong_leader_order"


@pytest.fixture(autouse=True)
def our_county() -> Iterator[None]:
    use_rosters(sample_roster())
    yield
    use_rosters()


def said(check: str, text: str, posted: date = DAY) -> list[tuple[str, str, str]]:
    document = document_of(Written(text, posted=posted))
    result = examine([document], [catalogue()[check]], key=b"tests")
    assert result.not_examined == ()
    return [(one.quote, one.verdict.value, one.suggestion) for one in result.findings]


def test_a_name_one_character_off_beside_its_title_is_found() -> None:
    assert said(NAME, "县委书记钟启名主持会议。") == [("县委书记钟启名", "found", "钟启明")]
    assert said(NAME, "样例县县长赖文源到企业调研。") == [("县长赖文源", "found", "赖文渊")]


def test_swapped_and_doubled_characters_are_found_and_a_cut_name_is_doubted() -> None:
    assert said(NAME, "县委书记钟明启主持会议。")[0][1:] == ("found", "钟启明")
    assert said(NAME, "县委书记钟启启明主持会议。")[0][1:] == ("found", "钟启明")
    assert said(NAME, "县委书记钟明主持会议。")[0][1:] == ("doubt", "钟启明")


def test_a_name_put_apart_is_told_and_one_of_two_characters_is_not() -> None:
    assert said(NAME, "县委书记钟 启明主持会议。") == [("钟 启明", "found", "钟启明")]
    assert said(NAME, "县委书记钟启\n明主持会议。")[0][1] == "doubt"
    assert said(NAME, "国务院总理李 强") == []


def test_a_slip_before_a_title_is_doubted() -> None:
    assert said(NAME, "会上，赖文源县长作了部署。") == [("赖文源", "doubt", "赖文渊")]
    assert said(NAME, "赖文源局长作了部署。") == []


def test_the_right_name_and_another_known_name_pass() -> None:
    assert said(NAME, "县委书记钟启明主持会议，县长赖文渊出席。") == []
    assert said(NAME, "县长钟启明") == []


def test_the_leader_of_another_county_is_not_ours() -> None:
    assert said(NAME, "邻县县委书记钟启民来访。") == []
    assert said(NAME, "某某县县长赖文远来访。") == []


def test_a_title_given_up_is_wrong_only_after_the_day() -> None:
    assert said(TITLE, "副县长温晓岚带队检查。") == [("副县长温晓岚", "found", "县委常委")]
    assert said(TITLE, "副县长温晓岚带队检查。", posted=date(2022, 3, 1)) == []
    assert said(TITLE, "时任副县长温晓岚带队检查。") == []
    assert said(TITLE, "2021年，副县长温晓岚带队检查。") == []


def test_a_title_held_now_passes_though_the_roster_is_older_than_the_post() -> None:
    assert said(TITLE, "县长赖文渊主持会议。", posted=date(2026, 3, 1)) == []


def test_an_introduced_list_out_of_order_is_found_and_another_doubted() -> None:
    assert said(ORDER, "县领导赖文渊、钟启明、廖志坚出席会议。")[0][1:] == ("found", "钟启明、赖文渊、廖志坚")
    assert said(ORDER, "县领导赖文渊、钟启明到场。")[0][1] == "doubt"
    assert said(ORDER, "县领导钟启明、赖文渊、廖志坚、曾淑芳出席会议。") == []
    assert said(ORDER, "曾淑芳、钟启明、赖文渊分别带队督查。") == []


@pytest.mark.parametrize(
    ("written", "name", "is_slip"),
    [
        ("钟启名主持", "钟启明", True),
        ("钟启明主持", "钟启明", False),
        ("钟启明亮相", "钟启明", False),
        ("王启亮主持", "钟启明", False),
        ("李墙主持", "李强", True),
        ("李明主持", "李强", False),
    ],
)
def test_a_slip_is_no_other_name(written: str, name: str, is_slip: bool) -> None:
    assert (slip(written, name) is not None) is is_slip


def test_the_office_keeps_its_roster_beside_its_lists(tmp_path: Path) -> None:
    (tmp_path / OWN).parent.mkdir(parents=True)
    (tmp_path / OWN).write_text(
        'place = "山前县"\nas_of = 2024-01-01\n\n[[holders]]\nname = "邱云岭"\ntitle = "县长"\nsince = 2020-01-01\n',
        encoding="utf-8",
    )
    catalogue(tmp_path / CARDS)
    assert said(NAME, "山前县县长邱云玲主持会议。")[0][2] == "邱云岭"
    (tmp_path / OWN).unlink()
    use_own_leaders(tmp_path)
    assert said(NAME, "山前县县长邱云玲主持会议。") == []


def test_a_roster_with_a_wrong_key_tells_the_nearest(tmp_path: Path) -> None:
    (tmp_path / OWN).parent.mkdir(parents=True)
    (tmp_path / OWN).write_text("place = '山前县'\nas_off = 2024-01-01\n", encoding="utf-8")
    with pytest.raises(ValueError, match="as_of"):
        use_own_leaders(tmp_path)


def test_the_sample_holds_no_name_of_the_nation() -> None:
    real = {holder["name"] for holder in table("wording/leaders_national")["holders"]}
    assert not real & {holder["name"] for holder in table(SAMPLE)["holders"]}
