"""Writing in a draft."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mingcha.model.bulletin import Origin
from mingcha.web.bulletins import paragraphs
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.values import value

AT = datetime(2024, 1, 12, 1, 30, tzinfo=UTC)


def written(bulletin, section="activities"):
    return [item.text for item in bulletin.paragraphs.filter(section=section)]


def add(bulletin, people, text, section="activities", lead=""):
    return paragraphs.add(bulletin=bulletin, section=section, lead=lead, text=text, by=people.operator, at=AT)


def test_a_written_paragraph_is_marked_with_its_author(open_draft, people):
    bulletin = open_draft(full=False)
    add(bulletin, people, "召开培训会。", lead="12月5日，")

    printed = value(bulletin).sections[1].paragraphs[0]
    assert (printed.origin, printed.author, printed.text) == (Origin.WRITTEN, "经办员", "12月5日，召开培训会。")


def test_paragraphs_move_within_their_section_and_stop_at_its_ends(open_draft, people):
    bulletin = open_draft(full=False)
    first, second, third = (add(bulletin, people, text) for text in ("甲", "乙", "丙"))

    paragraphs.move(paragraph=third, up=True, by=people.operator)
    assert written(bulletin) == ["甲", "丙", "乙"]
    paragraphs.move(paragraph=first, up=True, by=people.operator)
    assert written(bulletin) == ["甲", "丙", "乙"]
    paragraphs.move(paragraph=first, up=False, by=people.operator)
    assert written(bulletin) == ["丙", "甲", "乙"]
    paragraphs.delete(paragraph=second, by=people.operator)
    assert written(bulletin) == ["丙", "甲"]


def test_an_edit_takes_over_the_authorship(open_draft, people):
    bulletin = open_draft(full=False)
    fixed = bulletin.paragraphs.filter(section="requirements").first()
    later = AT + timedelta(hours=1)
    paragraphs.edit(paragraph=fixed, lead=fixed.lead, text="改过的正文。", by=people.operator, at=later)

    fixed.refresh_from_db()
    assert (fixed.author, fixed.changed_at, fixed.text) == ("经办员", later, "改过的正文。")


def test_an_edit_over_somebody_elses_newer_text_is_refused(open_draft, people):
    bulletin = open_draft(full=False)
    paragraph = add(bulletin, people, "原文。")
    seen = paragraphs.version(paragraph)
    later = AT + timedelta(hours=1)
    paragraphs.edit(paragraph=paragraph, lead="", text="甲改的。", by=people.operator, at=later, seen=seen)

    with pytest.raises(Refused, match="已由经办员于 01月12日 10:30 修改过"):
        paragraphs.edit(paragraph=paragraph, lead="", text="乙改的。", by=people.operator, at=later, seen=seen)
    assert written(bulletin) == ["甲改的。"]


def test_pasted_line_ends_and_control_characters_do_not_get_into_a_document(open_draft, people):
    bulletin = open_draft(full=False)
    add(bulletin, people, "第一行，\r\n  第二行\x0b\x00。\u2028")
    assert written(bulletin) == ["第一行，第二行。"]


@pytest.mark.parametrize(
    ("section", "text", "told"),
    [
        ("activities", " \n ", "没有正文"),
        ("activities", "长" * 5001, "最多 5000 字，现为 5001 字"),
        ("weather", "晴。", "没有板块“weather”，现有：基本情况"),
    ],
)
def test_a_bad_paragraph_changes_nothing(open_draft, people, section, text, told):
    bulletin = open_draft(full=False)
    before = bulletin.paragraphs.count()
    with pytest.raises(Refused, match=told):
        add(bulletin, people, text, section=section)
    assert bulletin.paragraphs.count() == before
