"""What faults are called in running text: every check has its words, and they can stand after a unit's name."""

from __future__ import annotations

import pytest

from mingcha.examine.catalogue import catalogue
from mingcha.standards.fault_phrases import fault_of, fault_phrases


def test_no_check_is_without_words_and_no_words_without_a_check() -> None:
    assert set(fault_phrases().checks) == set(catalogue())
    assert {check.family for check in catalogue().values()} <= set(fault_phrases().families)
    assert set(fault_phrases().annual_reports) <= set(catalogue())


def test_what_names_a_column_can_do_without_one() -> None:
    for check, words in fault_phrases().checks.items():
        assert "{" not in words[-1], check


def test_words_go_by_check_then_by_family_then_by_neither() -> None:
    phrases = fault_phrases()
    assert phrases.of("stale_column", "freshness", column="财政信息") == "“财政信息”栏目超期未更新"
    assert phrases.of("stale_column", "freshness") == "有栏目超期未更新"
    placed = {"check": "misplaced_post", "family": "paperwork"}
    assert phrases.of(**placed, column="政策文件", kind="工作动态") == "“政策文件”栏目混入工作动态类信息"
    assert phrases.of(**placed, column="政策文件") == "“政策文件”栏目混入其他信息"
    assert phrases.of(**placed, kind="工作动态") == "信息放错栏目"
    assert phrases.of("backdated_post", "freshness", is_annual_report=True) == "年报发布日期不规范"
    assert phrases.of("own_check", "wording") == "存在错敏词"
    assert phrases.of("own_check", "own_family") == "信息发布不规范"


def test_many_places_have_a_word_of_their_own() -> None:
    phrases = fault_phrases()
    assert phrases.of_many("wording", 2) == ""
    assert phrases.of_many("wording", 3) == "存在较多错敏词"
    assert phrases.of_many("privacy", 99) == ""


@pytest.mark.parametrize(
    ("words", "why"),
    [("", "没有写出"), ("有错。", "句号"), ("{单位}有错", "只能使用占位符"), ("错" * 41, "最多 40 字")],
)
def test_words_that_cannot_stand_in_a_sentence_are_refused(words: str, why: str) -> None:
    assert why in fault_of(words)
