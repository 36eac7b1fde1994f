"""Document numbers are found however they are bracketed, and known again in prose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.text.document_numbers import document_numbers, own_document_number, same_document


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("样府发〔2023〕12号", ["样府发〔2023〕12号"]),
        ("根据样府办字[2023]第 012 号文件", ["样府办字〔2023〕12号"]),
        ("国办函〔2020〕109号、国办发【2017】47 号", ["国办函〔2020〕109号", "国办发〔2017〕47号"]),
        ("赣(2023)样例县不动产权第0001号", []),
        ("样例县行罚决字〔2023〕第5号行政处罚", []),
        ("（2023）样0722民初12号", []),
        ("第12号公告", []),
    ],
)
def test_numbers_are_found_as_offices_write_them(text: str, numbers: list[str]) -> None:
    assert [str(one) for one in document_numbers(text)] == numbers


def test_a_documents_own_number_stands_alone_and_those_it_cites_do_not() -> None:
    own = own_document_number("样例县人民政府文件\n样府发〔2023〕12号\n根据国办发〔2017〕47号文件……")
    assert str(own) == "样府发〔2023〕12号"
    assert str(own_document_number("索引号：A-1\n发文字号：样府发〔2023〕12号\n")) == "样府发〔2023〕12号"
    assert own_document_number("根据国办发〔2017〕47号文件，现通知如下") is None


def test_prose_before_a_number_does_not_make_it_another() -> None:
    (one,), (other,) = (tuple(document_numbers(text)) for text in ("县里转来样府发〔2023〕12号", "样府发〔2023〕12号"))
    assert same_document(one, other)
    (later,) = document_numbers("样府发〔2024〕12号")
    assert not same_document(one, later)


@settings(max_examples=80)
@given(st.text("样府发〔2023〕[]号第 12根据\n：", max_size=40))
def test_every_number_found_lies_in_the_text(text: str) -> None:
    for one in document_numbers(text):
        assert text[one.start : one.end].startswith(one.agency) and text[one.start : one.end].endswith("号")
    own_document_number(text)
