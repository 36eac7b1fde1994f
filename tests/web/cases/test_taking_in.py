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


def test_a_fault_follows_the_unit_its_post_is_attributed_to_until_the_unit_was_told(site, units):
    from datetime import date

    from mingcha.web.cases import life
    from mingcha.web.cases.models import Case
    from mingcha.web.rounds.models import CollectedPost

    take(site, post(1, source="某某中心"))
    examined(site, told(1))
    deciding.decide(Finding.objects.all(), kind=Decision.Kind.CONFIRMED, by=None, at=AT)
    assert Case.objects.get().unit is None

    def give(code):
        from mingcha.web.units.models import Unit

        CollectedPost.objects.update(given=Unit.objects.get(code=code))

    give("101")
    examined(site, told(1), at=LATER)
    case = Case.objects.get(state="confirmed")
    assert (case.unit.code, Finding.objects.get().case) == ("101", case)
    life.tell([case], due=date(2024, 3, 1), by=None, at=LATER)
    give("102")
    examined(site, told(1), at=LATER + timedelta(days=1))
    assert Finding.objects.get().unit.code == "101"


def test_a_doubt_nobody_has_decided_about_becomes_certain_and_a_decided_one_stays_as_it_was(site):
    from mingcha.model.finding import Verdict

    doubts = [told(number, verdict=Verdict.DOUBT, message="疑似") for number in (1, 2)]
    examined(site, *doubts)
    deciding.decide(Finding.objects.filter(fingerprint="confused_word-2"), kind="confirmed", by=None, at=AT)
    examined(site, told(1, message="查实"), told(2, message="查实"), at=LATER)
    assert list(Finding.objects.order_by("pk").values_list("verdict", "message")) == [
        ("found", "查实"),
        ("doubt", "疑似"),
    ]


def test_a_shared_fault_shrinks_as_it_spread(site):
    for places in (3, 9, 2):
        examined(site, told(1, places=places), at=AT + timedelta(days=places))
        assert Finding.objects.get().places == places
