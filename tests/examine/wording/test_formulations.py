"""Fixed formulations: what is out of order, missing or misspelt is told, and what a speaker only touches is not."""

from __future__ import annotations

from datetime import date

import pytest

from mingcha.examine.catalogue import catalogue
from mingcha.examine.example import document_of
from mingcha.examine.example_text import Written
from mingcha.examine.runner import examine
from mingcha.examine.wording.formulations import Fault, faults

DAY = date(2024, 3, 1)


def told(text: str, posted: date | None = DAY) -> list[Fault]:
    return list(faults(document_of(Written(text, posted=posted))))


def test_an_item_in_another_place_is_told_with_the_whole_list() -> None:
    (fault,) = told("坚持创新、绿色、协调、开放、共享的新发展理念。")
    assert fault.why == "各项次序不对" and fault.suggestion == "创新、协调、绿色、开放、共享"


def test_a_slip_in_one_item_is_told_with_the_item() -> None:
    (fault,) = told("倡导自由、平等、公正、法制的价值取向。")
    assert "“法制”应为“法治”" in fault.why


def test_an_item_left_out_counts_only_beside_the_name_of_the_list() -> None:
    assert [one.why for one in told("增强“四个意识”（政治意识、大局意识、看齐意识）。")] == ["缺少一项"]
    assert told("增强政治意识、大局意识、看齐意识。") == []
    assert told("增强“四个意识”，强化责任意识、服务意识。") == []


@pytest.mark.parametrize(
    "text",
    [
        "坚持共建、共治、共享。",
        "增强政治意识、大局意识等。",
        "把公园建好、管好、用好。",
        "做到有法必依、执法必严。",
        "学习毛泽东思想、邓小平理论。",
        "推进基层治理体系和治理能力现代化。",
        "实现中华民族的伟大复兴。",
        "推动绿水青山变成金山银山。",
    ],
)
def test_what_only_looks_like_a_formulation_passes(text: str) -> None:
    assert told(text) == []


def test_the_guiding_thought_may_end_early_but_skip_nothing() -> None:
    assert told("坚持毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观。") == []
    (fault,) = told("以马克思列宁主义、毛泽东思想、邓小平理论、科学发展观、习近平新时代中国特色社会主义思想为指导。")
    assert fault.why == "缺少一项"


def test_a_list_of_its_time_is_old_only_afterwards() -> None:
    text = "协调推进全面建成小康社会、全面深化改革、全面依法治国、全面从严治党。"
    assert told(text, posted=date(2019, 1, 1)) == []
    (fault,) = told(text)
    assert fault.old is not None and fault.is_sure
    (unsure,) = told(text, posted=None)
    assert not unsure.is_sure


def test_quotation_marks_and_spaces_do_not_hide_a_near_miss() -> None:
    (fault,) = told("统筹推进“五位一体”总布局。")
    assert fault.suggestion == "统筹推进五位一体总体布局"


def test_a_near_miss_is_told_where_it_stands() -> None:
    text = "我们要深化供给侧结购性改革，持续用力。"
    (fault,) = told(text)
    assert text[fault.start : fault.end] == "供给侧结购性改革"


def test_the_same_fault_is_told_once_with_all_its_places() -> None:
    text = "增强“四个意识”（政治意识、大局意识、看齐意识）。\n" * 3
    document = document_of(Written(text, posted=DAY))
    (finding,) = examine([document], [catalogue()["misstated_formulation"]], key=b"tests").findings
    assert finding.places == 3 and len(finding.more_places) == 2
