"""Near-duplicates: copies are found however many texts there are, and what is none is not."""

from __future__ import annotations

import random
import time

import pytest

from mingcha.text.near_duplicates import near_duplicates, similarity

NOTICE = "关于做好今冬明春森林防火工作的通知。各村要落实巡查责任，配齐防火物资，严禁野外用火，发现火情立即上报，不得迟报瞒报。"


def made(chance: random.Random, length: int) -> str:
    return "".join(chr(chance.randrange(0x4E00, 0x6000)) for _ in range(length))


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        (NOTICE, NOTICE.replace("，", " , "), 1.0),
        ("甲" * 50 + "乙" * 50, "甲" * 50 + "乙" * 49 + "丙", 98 / 99),
        ("甲乙丙", "丁戊己", 0.0),
        ("", "甲乙", 0.0),
        ("", "", 0.0),
    ],
)
def test_similarity_is_the_share_of_neighbouring_letters_in_common(first: str, second: str, alike: float) -> None:
    assert similarity(first, second) == pytest.approx(alike)
    assert similarity(second, first) == pytest.approx(alike)


def test_a_copy_with_a_letter_corrected_is_found_among_many_posts() -> None:
    chance = random.Random(3)
    texts = [made(chance, 300) for _ in range(2000)]
    texts[1500] = texts[20].replace(texts[20][100], "改", 1)
    texts[1999] = texts[20]
    pairs = near_duplicates(texts)
    assert [(pair.first, pair.second) for pair in pairs] == [(20, 1500), (20, 1999)]
    assert pairs[0].similarity < 1.0 == pairs[1].similarity


def test_of_five_equal_texts_each_is_paired_with_the_first() -> None:
    pairs = near_duplicates([NOTICE, "别的内容，与此无关。", *[NOTICE] * 4])
    assert [(pair.first, pair.second) for pair in pairs] == [(0, 2), (0, 3), (0, 4), (0, 5)]


def test_short_texts_are_compared_as_a_whole() -> None:
    assert [(pair.first, pair.second) for pair in near_duplicates(["附件", "见附件", "附 件", "", ""])] == [(0, 2)]


def test_letters_in_another_order_are_another_text() -> None:
    assert near_duplicates(["甲乙丙丁", "丁丙乙甲"]) == ()


def test_four_thousand_copies_of_one_form_take_no_longer_than_their_letters() -> None:
    form = "{}村{}月农村低保金发放公示：本月共发放{}户{}人，资金{}元，公示期五个工作日，监督电话见公开栏，如有异议请向村委会反映。"
    chance = random.Random(5)
    texts = [form.format(made(chance, 2), n % 12 + 1, *chance.choices(range(900), k=3)) for n in range(4000)]
    texts[3000] = texts[700]
    started = time.process_time()
    pairs = near_duplicates(texts)
    assert time.process_time() - started < 4
    assert any((pair.first, pair.second) == (700, 3000) for pair in pairs)


def test_signs_beyond_the_basic_plane_and_broken_ones_do_no_harm() -> None:
    assert len(near_duplicates(["𠮷野家的通知公告文本", "𠮷野家的通知公告文本！", "\ud800坏字"])) == 1
