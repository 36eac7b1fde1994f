"""What an examination found is set beside what was known: new, still there, gone, or not looked at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from web.cases.found import AT, HOME, examined, told
from web.rounds.portal import post, take

from mingcha.model.document import NotExamined, Outcome
from mingcha.web.cases import deciding
from mingcha.web.cases.models import Decision, Finding

LATER = AT + timedelta(days=7)


@pytest.fixture
def site(units):
    from web.rounds.portal import make_site

    return make_site()


@pytest.fixture
def units(db):
    from web.publishing.ledgers import make_units

    return make_units()


def test_a_finding_comes_in_with_the_unit_its_post_was_attributed_to(site):
    take(site, post(1), post(2, source="某某中心"))
    item = examined(site, told(1), told(2))
    assert [row.unit.code if row.unit else None for row in Finding.objects.order_by("pk")] == ["101", None]
    assert (item.brought, item.standing, item.gone, item.state) == (2, 0, 0, "finished")


def test_what_is_no_post_says_itself_whose_it_is(site):
    examined(site, told(1, unit="102"), told(2, unit="县教体局"), told(3, unit="999"))
    assert [row.unit.code if row.unit else None for row in Finding.objects.order_by("pk")] == ["102", "102", None]


def test_what_is_found_again_is_the_same_finding_and_what_is_not_is_gone(site):
    examined(site, told(1), told(2))
    item = examined(site, told(2), told(3), at=LATER)
    assert (item.brought, item.standing, item.gone) == (1, 1, 1)
    assert Finding.objects.get(fingerprint="confused_word-1").gone_at == LATER
    assert Finding.objects.get(fingerprint="confused_word-2").first_seen == AT


def test_a_finding_that_comes_back_is_known_again(site):
    examined(site, told(1))
    examined(site, at=LATER)
    examined(site, told(1), at=LATER + timedelta(days=7))
    back = Finding.objects.get()
    assert (back.gone_at, back.first_seen) == (None, AT)


def test_what_could_not_be_examined_keeps_its_findings(site):
    examined(site, told(1))
    missed = NotExamined(f"{HOME}tzgg/1.html", Outcome.MISSING)
    item = examined(site, missed=(missed,), at=LATER)
    assert Finding.objects.get().gone_at is None
    assert (item.missed, item.gone) == (1, 0)
    assert "没有这个文件" in item.gaps


def test_a_false_alarm_is_not_asked_about_again_on_other_pages_until_it_expires(site):
    examined(site, told(1))
    deciding.decide(
        Finding.objects.all(), kind=Decision.Kind.DISMISSED, by=None, at=AT, reason="引文", expires=LATER.date()
    )
    examined(site, told(1), told(2), at=AT + timedelta(days=1))
    assert not deciding.waiting().exists()
    examined(site, told(1), told(2), told(3), at=LATER + timedelta(days=2))
    assert deciding.waiting().count() == 3


def test_a_check_that_was_demoted_is_taken_in_as_a_doubt(site):
    examined(site, told(1), told(2, check="misspelt_word"), demoted={"misspelt_word": "近来误报较多。"})
    assert dict(Finding.objects.values_list("check_name", "verdict")) == {
        "confused_word": "found",
        "misspelt_word": "doubt",
    }
