"""Numbers in running words are laid beside the tables only when the sentence says plainly which figure it means."""

from __future__ import annotations

import pytest

from mingcha.examine.annual_report.claims import claims
from mingcha.examine.annual_report.lists import lists_of_parts
from mingcha.examine.annual_report.sample import sample

THREE = {("3", "A", "C7"): 3, ("3", "E", "C7"): 1, ("3", "B", "C7"): 2, ("4", "R4", "P5"): 1}


def told(words: str) -> list[tuple[int, bool]]:
    """What the sentence claims, and whether the tables agree: 3 received, 2 carried over, 1 carried on, 1 review."""
    report = sample("例", THREE, words={"overall": words})
    return [(int(one.value), one.agrees) for one in claims(report)]


@pytest.mark.parametrize(
    "words",
    [
        "全年共收到政府信息公开申请3件。",
        "收到依申请公开政府信息申请三件，均已答复。",
        "收到3件政府信息公开申请。",
        "依申请公开3件。",
        "受理公民、法人和其他组织提出的政府信息公开申请3件。",
        "本年新收政府信息公开申请 ３ 件。",
    ],
)
def test_what_was_received_is_understood(words: str) -> None:
    assert told(words) == [(3, True)]
    assert told(words.replace("3", "5").replace("三", "五").replace("３", "５")) == [(5, False)]


@pytest.mark.parametrize(
    "words",
    [
        "较上年增加5件申请。",
        "收到网络申请2件。",
        "收到群众来信5件，收到投诉7件。",
        "主动公开政府信息320条，公开规范性文件12件。",
        "未发生因政府信息公开申请引发的举报投诉。",
        "没有逾期答复的政府信息公开申请。",
        "申请人可通过信函提出申请，每份申请限一项。",
        "2019年以来，累计收到政府信息公开申请36件。",
        "办理人大代表建议5件、政协提案8件，办理行政复议案件20件。",
    ],
)
def test_figures_of_other_things_are_passed_over(words: str) -> None:
    assert told(words) == []


def test_none_received_is_a_claim_of_nought() -> None:
    assert told("全年未收到政府信息公开申请。") == [(0, False)]
    assert told("无依申请公开事项。") == [(0, False)]


def test_carried_over_and_on_are_told_apart() -> None:
    assert told("收到申请。上年结转2件，结转下年度1件。") == [(2, True), (1, True)]
    assert told("收到申请。上年结转1件。") == [(1, False)]


def test_reviews_about_open_information_only() -> None:
    assert told("因政府信息公开被申请行政复议2件。") == [(2, False)]
    assert told("未发生因政府信息公开引起的行政复议、行政诉讼。") == [(0, False)]


def test_parts_are_added_where_the_list_is_whole() -> None:
    def sums(words: str) -> list[tuple[int, int, bool]]:
        found = lists_of_parts(sample("例", words={"overall": words}))
        return [(int(one.total), int(sum(one.parts)), one.is_whole) for one in found]

    assert sums("收到政府信息公开申请56件，其中书面21件、电话1件、平台34件。") == [(56, 56, True)]
    assert sums("全年主动公开政府信息100条，其中网站70条，公众号30条。") == [(100, 100, False)]
    assert sums("全年主动公开政府信息100条，其中财政信息20条、人事信息10条等。") == []
    assert sums("全年主动公开政府信息100条，其中网站70条，较上年增长5条。") == []
