"""A registered name is right; the same words outside it are not."""

from __future__ import annotations

from mingcha.examine.catalogue import chosen
from mingcha.examine.example import document_of
from mingcha.examine.example_text import Written
from mingcha.examine.runner import examine
from mingcha.examine.wording.right_names import RightNames


def test_a_fault_inside_a_registered_name_is_excused_and_outside_it_is_not() -> None:
    document = document_of("县文广新旅局通知如下。原因是文广新旅局没有反馈。")
    right = RightNames(["县文广新旅局", "县财政局"])
    assert right.excuses(document, 1, 6)
    assert not right.excuses(document, 14, 19)


def test_short_names_excuse_nothing() -> None:
    assert not RightNames(["县办", "局"]).excuses(document_of("县办公室"), 0, 2)


def test_the_source_of_a_page_is_nobodys_wording() -> None:
    from mingcha import extract

    html = "<html><head><meta name='PubDate' content='2023-02-30'></head><body><p>正文没有问题。</p></body></html>"
    (document,) = extract.read(html.encode(), name="a.html").documents
    assert examine([document], chosen(only=["impossible_date"]), key=b"k").findings == ()


def test_the_runner_asks_for_right_names() -> None:
    document = document_of(Written("会议定于2023年2月30日召开。"))
    checks = chosen(only=["impossible_date"])
    assert examine([document], checks, key=b"k").findings
    assert not examine([document], checks, key=b"k", right=RightNames(["2023年2月30日"])).findings
