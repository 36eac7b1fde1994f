"""The portal's files are what other programs open, and hold nobody's number."""

from __future__ import annotations

import re

import pytest

from mingcha.demo.portal.attachments import MEDIA_TYPES, file_bytes
from mingcha.demo.portal.people import people_rows
from mingcha.extract import read
from mingcha.text.id_number import is_id_number


@pytest.mark.parametrize("ending", sorted(MEDIA_TYPES))
def test_every_reader_of_ours_reads_it_whole(ending: str) -> None:
    reading = read(file_bytes("农村公路养护资金安排表", ending, "", 7), name=f"附件.{ending}")
    assert reading.not_examined == ()
    text = "".join(document.text for document in reading.documents)
    assert "农村公路养护资金安排表" in text and "金额（元）" in text


@pytest.mark.parametrize("content", ["kindergarten", "workshops", "cattle"])
def test_the_leaking_lists_hold_numbers_that_are_right_and_nobodys(content: str) -> None:
    numbers = [cell for row in people_rows(content, masked=False) for cell in row if re.fullmatch(r"\d{17}[\dX]", cell)]
    assert len(numbers) >= 20
    assert all(is_id_number(number) and number[:6] in ("110199", "369999") for number in numbers)


def test_a_masked_list_of_children_has_no_identity_numbers_at_all() -> None:
    whole, masked = people_rows("kindergarten", masked=False), people_rows("kindergarten", masked=True)
    assert len(whole) == len(masked)
    assert masked[0] == tuple(name for name in whole[0] if name != "身份证号")
    assert all("某" in row[1] for row in masked[1:])


@pytest.mark.parametrize("content", ["workshops", "cattle"])
def test_a_masked_list_differs_only_by_its_masks(content: str) -> None:
    whole, masked = people_rows(content, masked=False), people_rows(content, masked=True)
    assert [len(row) for row in whole] == [len(row) for row in masked]
    assert not any(re.search(r"\d{15}", cell) for row in masked for cell in row)
    differing = {
        whole[0][place]
        for row, other in zip(whole, masked, strict=True)
        for place, cell in enumerate(row)
        if cell != other[place]
    }
    assert differing == {"身份证号"}
