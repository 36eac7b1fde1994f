"""Masks are never longer than what they hide, and never show it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingcha.text.bank_card import mask_bank_card
from mingcha.text.masking import scrubbed
from mingcha.text.phone import mask_mobile
from mingcha.text.plate import is_plate, mask_plate


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_masked_mobile_hides_four(number: str) -> None:
    assert len(mask_mobile(number)) == 11
    assert mask_mobile(number).count("*") == 4


@given(st.from_regex(r"[0-9]{9,25}", fullmatch=True))
def test_a_masked_account_shows_only_its_end(number: str) -> None:
    assert len(mask_bank_card(number)) == len(number)
    assert mask_bank_card(number).lstrip("*") == number[-4:]


def test_a_plate_must_have_a_digit() -> None:
    assert is_plate("赣B12345")
    assert is_plate("赣BD12345")
    assert not is_plate("赣ABCDEF")
    assert mask_plate("赣B12345") == "赣B***45"


def test_a_file_name_is_made_safe_to_show() -> None:
    assert scrubbed("张三11010519491231002X.pdf") == "张三110105********002X.pdf"
    assert scrubbed("13812345678") == "138****5678"
    assert scrubbed("名单20240112.xlsx") == "名单20240112.xlsx"
