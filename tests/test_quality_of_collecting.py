"""Made-up pages of many makes are read as well as the floors say, on every run."""

from __future__ import annotations

import sys

from project import ROOT

sys.path.insert(0, str(ROOT))

import pytest

from quality.collecting.case import Case, Found
from quality.collecting.gate import GROUPS, cases, faults, scores


@pytest.mark.parametrize("group", list(GROUPS))
def test_no_reading_sinks_below_its_floor(group: str) -> None:
    assert faults(scores(cases(GROUPS[group])), group) == []


def test_the_gate_sees_a_title_misread_and_an_item_in_vain() -> None:
    page = "<h1>关于开展防汛演练的通知</h1><p>发布时间：2023-12-01　来源：县应急管理局</p><p>请各乡镇认真组织，落实责任。</p>"
    wrong = Case("wrongly labelled", "none", page.encode(), "http://a.example/1.html", "", Found(title="别的标题"))
    rows = "".join(f"<li><a href='/{n}.html'>关于第{n}批补助的公示</a> 2023-11-0{n}</li>" for n in range(1, 6))
    vain = Case("no items", "none", f"<ul>{rows}</ul>".encode(), "http://a.example/l/", "", Found(is_list=True))
    table = scores([wrong, vain])
    assert table["titles"].right == 0
    assert table["items"].vain == 5
    assert len(faults(table, "unseen")) > 5
