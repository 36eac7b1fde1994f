"""A decree put up again is judged by the names of its own time."""

from __future__ import annotations

from datetime import date

from mingcha.examine.catalogue import catalogue
from mingcha.examine.example import document_of
from mingcha.examine.example_text import Written
from mingcha.examine.runner import examine
from mingcha.examine.wording.written_day import written_on

OLD = "样例县储备粮管理办法\n（2015年3月2日县政府第3次常务会议通过）\n第一条 由县国土资源局核定仓储用地。"


def test_the_head_or_the_signature_tells_the_day() -> None:
    assert written_on(document_of(OLD)) == date(2015, 3, 2)
    assert written_on(document_of("通知正文。\n2019年5月6日")) == date(2019, 5, 6)
    assert written_on(document_of("会议定于2月30日召开。")) is None


def test_an_old_name_in_an_old_decree_passes_and_in_a_new_one_does_not() -> None:
    check = [catalogue()["renamed_institution"]]
    old = document_of(Written(OLD, posted=date(2024, 3, 1)))
    new = document_of(Written(OLD.replace("2015", "2023"), posted=date(2024, 3, 1)))
    assert examine([old], check, key=b"tests").findings == ()
    assert len(examine([new], check, key=b"tests").findings) == 1
