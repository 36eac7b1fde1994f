"""The office's own words with places to fill in: what is wrong is told, what is right is filled in whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mingcha.web.notices import wording
from mingcha.web.notices.models import Wording
from mingcha.web.notices.wording import PLACES, faults, fill, tidy

PIECES = some.sampled_from([*(f"{{{name}}}" for name in PLACES), "{单为}", "{", "}", "请整改", "\n", "{{单位}}"])


@given(some.lists(PIECES, max_size=8))
def test_a_text_without_faults_is_filled_in_without_a_brace_left(pieces):
    text = "".join(pieces)
    filled = fill(text, dict.fromkeys(PLACES, "甲"))
    assert bool(faults(text)) is ("{" in filled or "}" in filled)


def test_what_is_filled_in_is_not_read_again():
    assert fill("{单位}：{期限}", {"单位": "{期限}", "期限": "11月26日"}) == "{期限}：11月26日"


def test_the_words_we_ship_have_no_fault():
    assert faults(wording.TITLE, known=wording.TITLE_PLACES) == []
    assert faults(wording.TEXT) == []
    assert tidy(wording.TEXT) == wording.TEXT


@pytest.mark.django_db
def test_the_words_kept_last_are_those_of_the_next_draft(county):
    from web.notices.listed import MORNING, confirmed, drafted

    for text in ("第一版。", "  第二版。 \r\n\r\n 请整改。"):
        wording.change(title="{期号}清单", text=text, sender="县府办", by=None, at=MORNING)
    assert Wording.objects.count() == 1
    notice = drafted(county, confirmed(county, "101"))
    assert (notice.title, notice.text, notice.sender) == ("{期号}清单", "第二版。\n请整改。", "县府办")
