"""A misspelt word is seen, what was meant is told, and names and rare terms are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.text.spelling.judging import misspellings, misspellings_of

SURE = 2.2


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("进一步完善基楚设施，改善群众生活条件。", "基楚设施", "基础设施"),
        ("充分发辉党员先锋模范作用。", "充分发辉", "充分发挥"),
        ("请将自查情况报送县政俯办公室。", "县政俯", "县政府"),
        ("严历打击各类违法犯罪行为。", "严历打击", "严厉打击"),
        ("对逾期未办理的，依法予予以处理。", "予予以", "予以"),
    ],
)
def test_a_misspelt_word_is_told_whole(text: str, written: str, meant: str) -> None:
    (one,) = misspellings(text)
    start, end, right = one.in_words()
    assert (text[start:end], right) == (written, meant)
    assert one.odds >= SURE
    assert text[: one.start] + one.meant + text[one.end :] == text.replace(written, meant)


@pytest.mark.parametrize(
    "text",
    [
        "进一步完善基础设施，改善群众生活条件。",
        "参加会议的有：欧阳婉婷、司徒景铄、端木子轩、诸葛瑾瑜。",
        "阿卡波糖片、盐酸二甲双胍缓释片纳入门诊用药范围。",
        "线路途经石坳村、下埠村、椆木坑村、猪婆岭、茶头嵊。",
        "外方代表费尔南德斯、克里斯蒂娜、斯捷潘诺夫参加签约仪式。",
        "辖区内分布有南方红豆杉、伯乐树、闽楠、篦子三尖杉。",
    ],
)
def test_right_words_and_names_pass(text: str) -> None:
    assert not [one for one in misspellings(text) if one.odds >= SURE]


def test_texts_looked_at_together_are_judged_alone() -> None:
    texts = ["进一步完善基楚设施。", "", "充分发辉作用。" * 3, "一切正常。", "严历打击违法犯罪。"]
    assert misspellings_of(texts) == [misspellings(text) for text in texts]


def test_a_long_text_is_judged_like_its_parts() -> None:
    text = "各乡镇要认真抓好落实。\n" * 9000 + "进一步完善基楚设施。\n" + "会议还研究了其他事项。\n" * 100
    (one,) = misspellings(text)
    assert text[one.start] == "楚"


def test_what_is_no_prose_costs_no_day() -> None:
    assert misspellings("啊" * 50_000) == []
    assert misspellings("".join(chr(0x4E00 + step * 7919 % 20000) for step in range(50_000))) == []


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_any_text_is_read(text: str) -> None:
    for one in misspellings(f"完善{text}基楚设施"):
        assert 0 <= one.start <= one.end
