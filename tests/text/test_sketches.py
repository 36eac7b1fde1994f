"""Sketches: the share of equal boxes is the share of five-letter runs in common."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.text.sketches import BOXES, RUN, sketch


def runs(text: str) -> set[str]:
    return {text[at : at + RUN] for at in range(len(text) - RUN + 1)}


def test_boxes_agree_as_often_as_runs_do() -> None:
    chance = random.Random(7)
    letters = [chr(code) for code in range(0x4E00, 0x5200)]
    off = []
    for share in (0.01, 0.05, 0.2):
        for _ in range(30):
            text = "".join(chance.choices(letters, k=600))
            other = "".join(chance.choice(letters) if chance.random() < share else letter for letter in text)
            mine, yours = runs(text), runs(other)
            boxes = sketch([text, other]).boxes
            off.append(float((boxes[0] == boxes[1]).mean()) - len(mine & yours) / len(mine | yours))
    assert abs(np.mean(off)) < 0.03 and np.std(off) < 0.1


def test_spaces_signs_width_and_case_make_no_difference() -> None:
    one = sketch(["样例县发布ABC公告（第12号）"])
    other = sketch(["样例县 发布ａｂｃ公告，第１２号。\n"])
    assert (one.sums == other.sums).all() and (one.boxes == other.boxes).all() and one.lengths[0] == 14


@settings(max_examples=60)
@given(st.lists(st.text(max_size=40), max_size=12))
def test_a_text_has_the_same_sketch_whatever_stands_beside_it(texts: list[str]) -> None:
    together = sketch(texts)
    for place, text in enumerate(texts):
        alone = sketch([text])
        assert together.sums[place] == alone.sums[0]
        assert together.lengths[place] == alone.lengths[0]
        assert (together.boxes[place] == alone.boxes[0]).all()


@settings(max_examples=80)
@given(st.text("甲乙丙a1，", max_size=8), st.text("甲乙丙a1，", max_size=8))
def test_sums_are_equal_only_where_letters_are(text: str, other: str) -> None:
    sums = sketch([text, other]).sums
    assert (sums[0] == sums[1]) == (text.replace("，", "") == other.replace("，", ""))


def test_no_texts_make_no_sketches() -> None:
    assert sketch([]).boxes.shape == (0, BOXES)
