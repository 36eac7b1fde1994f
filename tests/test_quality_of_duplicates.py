"""Posts put up twice are told from forms filled in anew as well as the floors say, on every run."""

from __future__ import annotations

import sys
import tomllib

from project import ROOT

sys.path.insert(0, str(ROOT))

from mingcha.examine.repeats.repeated_posts import Kind, counted_twice, repeated_posts
from quality.duplicates.cases import Pair, pairs

FLOORS = tomllib.loads((ROOT / "quality" / "duplicates" / "floors.toml").read_text(encoding="utf-8"))


def is_told(pair: Pair) -> bool:
    return any(one.kind is Kind.DUPLICATE for one in repeated_posts(pair.posts))


def test_repeats_are_found_and_filled_forms_are_not() -> None:
    cases = list(pairs())
    twice = [pair for pair in cases if pair.is_repeat]
    anew = [pair for pair in cases if not pair.is_repeat]
    assert len(twice) + len(anew) >= FLOORS["pairs"] and len(twice) >= 200
    missed = [pair.how for pair in twice if not is_told(pair)]
    wrong = [pair.how for pair in anew if is_told(pair)]
    assert 1 - len(missed) / len(twice) >= FLOORS["recall"], missed
    assert len(wrong) / len(anew) <= FLOORS["wrong"], wrong


def test_one_post_with_an_address_in_each_of_two_columns_is_no_repeat_and_yet_counts_once() -> None:
    (pair, *_) = (pair for pair in pairs() if pair.how == "one post in two columns")
    assert not is_told(pair)
    assert len(counted_twice(pair.posts)) == 1
