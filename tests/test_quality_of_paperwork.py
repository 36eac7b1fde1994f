"""Posts in wrong columns of made-up portals are told as well as the floors say, on every run."""

from __future__ import annotations

import sys
import tomllib
from dataclasses import replace

from project import ROOT

sys.path.insert(0, str(ROOT))

import pytest

from mingcha.examine.placement.misplaced import misplaced
from mingcha.model.post_set import PostSet, PostText
from quality.paperwork.portals import TABLES, Score, portals, score

FLOORS = tomllib.loads((ROOT / "quality" / "paperwork" / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return {split: score(split)[0] for split in TABLES}


@pytest.mark.parametrize("split", list(TABLES))
def test_misplaced_posts_are_told_as_well_as_the_floors_say(split: str, scores: dict[str, Score]) -> None:
    told, floor = scores[split], FLOORS["misplaced"]
    assert told.precision >= floor["precision"], told
    assert told.recall >= floor["recall"], told


def test_there_are_enough_columns_and_posts_to_say_so(scores: dict[str, Score]) -> None:
    assert sum(one.columns for one in scores.values()) >= FLOORS["misplaced"]["columns"]
    assert sum(one.posts for one in scores.values()) >= FLOORS["misplaced"]["posts"]


def test_titles_that_only_look_misplaced_are_left_alone() -> None:
    lines = (ROOT / "quality" / "paperwork" / "quiet.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    posts = [
        PostText(f"http://www.yangli.example/{n}.html", title, "", "1", name) for n, (name, title) in enumerate(rows)
    ]
    told = [posts[one.place].title for one in misplaced(PostSet("http://www.yangli.example/", posts)) if one.certain]
    assert len(posts) > 100
    assert told == []


def test_a_portal_with_everything_in_its_place_is_left_alone() -> None:
    for split in TABLES:
        for portal in portals(split):
            right = [post for place, post in enumerate(portal.posts.posts) if place not in portal.wrong]
            assert [one for one in misplaced(replace(portal.posts, posts=right)) if one.certain] == []
