"""A letter that orders or punishes in the office's own name is told from one that proposes."""

from __future__ import annotations

import pytest

from mingcha.rectify.letters.powers import beyond_powers
from mingcha.standards.escalation import ladder


@pytest.mark.parametrize(
    "text",
    [
        "现责令你单位三日内改正。",
        "经研究，给予有关责任人警告处分。",
        "我办决定追究主要负责人的责任。",
        "请整改。逾期将予以问责。",
    ],
)
def test_what_the_office_may_not_order_is_found(text):
    assert len(beyond_powers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "请于12月8日前整改到位，并书面说明原因。",
        "依照条例第四十七条，现予通报。",
        "建议由上一级行政机关责令改正。",
        "是否追究责任、如何处理，由有权机关依法决定。",
        "1.用词不当：给予警告处份。2023年11月20日交办，至今没有答复。",
        "《关于给予某公司罚款处理的公告》重复发布，请删去一份。",
        "情节严重的，由有权机关对负有责任的领导人员依法给予处分。",
    ],
)
def test_urging_criticising_and_proposing_are_within_its_powers(text):
    assert beyond_powers(text) == ()


def test_every_draft_of_ours_keeps_within_them():
    letters = [wording for rung in ladder().rungs for wording in (rung.letter, rung.vertical)]
    assert [beyond_powers("\n".join(one.text)) for one in letters] == [()] * len(letters)
