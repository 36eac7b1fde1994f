"""Cases made of confirmed findings, and unmade with the confirmation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from web.cases.found import AT, examined, told
from web.rounds.portal import make_site

from mingcha.web.cases import deciding, life, opening
from mingcha.web.cases.models import Aftermath, Case, Decision, Finding
from mingcha.web.publishing.refusals import Refused

LATER = AT + timedelta(days=10)


@pytest.fixture
def site(county):
    return make_site(name="样例县门户", folder="portal")


def give(county, **units):
    """Findings by the number of their page to units by code: p1="101"."""
    for page, code in units.items():
        Finding.objects.filter(fingerprint=f"confused_word-{page[1:]}").update(unit=county.units[code])


def confirm(at=AT, **chosen):
    return deciding.decide(Finding.objects.filter(**chosen), kind="confirmed", by=None, at=at)


def test_one_cause_at_two_units_is_two_cases(county, site):
    examined(site, told(1), told(2), told(3, places=4))
    give(county, p1="101", p2="101", p3="201")
    confirm()
    assert sorted(Case.objects.values_list("unit__code", "number", "places")) == [("101", 2, 2), ("201", 1, 4)]
    assert not Finding.objects.filter(case=None).exists()


def test_more_of_the_same_joins_a_case_nobody_was_told_of_and_no_other(county, site):
    examined(site, told(1))
    give(county, p1="101")
    confirm()
    first = Case.objects.get()
    examined(site, told(1), told(2), at=AT + timedelta(days=1))
    give(county, p2="101")
    confirm(fingerprint="confused_word-2")
    first.refresh_from_db()
    assert (Case.objects.count(), first.number) == (1, 2)
    life.tell([first], due=date(2024, 1, 20), by=None, at=AT + timedelta(days=1))
    examined(site, told(1), told(2), told(3), at=AT + timedelta(days=2))
    give(county, p3="101")
    confirm(fingerprint="confused_word-3")
    first.refresh_from_db()
    assert (Case.objects.count(), first.number) == (2, 2)


def test_a_confirmation_taken_back_takes_its_case_back(county, site):
    examined(site, told(1), told(2))
    give(county, p1="101", p2="101")
    (made,) = confirm()
    deciding.undo(made, by=None, at=AT)
    case = Case.objects.get()
    assert (case.state, case.number, case.closed_why) == ("withdrawn", 0, "判断已撤销")
    assert not Finding.objects.exclude(case=None).exists()


def test_once_told_a_confirmation_cannot_be_taken_back(county, site):
    examined(site, told(1))
    give(county, p1="101")
    (made,) = confirm()
    life.tell(Case.objects.all(), due=date(2024, 1, 20), by=None, at=AT)
    with pytest.raises(Refused, match="已经交办"):
        deciding.undo(made, by=None, at=AT)
    assert Finding.objects.get().decision == made


def test_a_fault_confirmed_again_after_its_case_was_withdrawn_is_a_new_case(county, site):
    examined(site, told(1))
    give(county, p1="101")
    confirm()
    before = Case.objects.get()
    life.withdraw(before, why="引用原文", by=None, at=AT)
    deciding.undo(Decision.objects.get(kind="dismissed"), by=None, at=AT)
    confirm()
    case = Finding.objects.get().case
    assert (case.pk != before.pk, case.state) == (True, "confirmed")


def test_the_same_check_at_the_same_unit_soon_after_closing_is_a_recurrence(county, site):
    examined(site, told(1))
    give(county, p1="101")
    confirm()
    Case.objects.update(state="closed", closed_at=AT, told_at=AT, result="fixed")
    before = Case.objects.get()
    examined(site, told(2, quote="既使"), told(3, quote="布署"), at=LATER)
    give(county, p2="101", p3="201")
    confirm(at=LATER, case=None)
    assert set(Case.objects.exclude(pk=before.pk).values_list("unit__code", "relapse_of")) == {
        ("101", before.pk),
        ("201", None),
    }


def test_what_a_correction_brought_about_says_where_it_comes_from(county, site):
    examined(site, told(1))
    give(county, p1="101")
    confirm()
    before = Case.objects.get()
    examined(site, told(1), told(2, quote="既使"), at=LATER)
    Aftermath.objects.create(
        case=before, finding=Finding.objects.get(quote="既使"), relation="same_post", noticed_at=LATER
    )
    confirm(at=LATER, quote="既使")
    assert Case.objects.exclude(pk=before.pk).get().brought_by == before


def test_a_case_nobody_was_told_of_follows_the_unit_of_its_findings(county, site):
    examined(site, told(1), told(2))
    give(county, p1="101", p2="101")
    confirm()
    give(county, p2="201")
    opening.follow_unit(Finding.objects.all(), at=LATER)
    assert set(Case.objects.values_list("unit__code", "number", "state")) == {
        ("101", 1, "confirmed"),
        ("201", 1, "confirmed"),
    }
    give(county, p1="201")
    opening.follow_unit(Finding.objects.all(), at=LATER)
    assert set(Case.objects.values_list("unit__code", "number", "state")) == {
        ("101", 0, "withdrawn"),
        ("201", 2, "confirmed"),
    }


def test_a_case_that_was_told_keeps_its_unit(county, site):
    examined(site, told(1))
    give(county, p1="101")
    confirm()
    life.tell(Case.objects.all(), due=date(2024, 1, 20), by=None, at=AT)
    give(county, p1="201")
    assert opening.follow_unit(Finding.objects.all(), at=LATER) == []
    assert Case.objects.get().unit.code == "101"


def test_opening_three_hundred_cases_takes_no_query_for_each(county, site, django_assert_max_num_queries):
    examined(site, *[told(number, quote=f"词{number}") for number in range(300)])
    Finding.objects.update(unit=county.units["101"])
    decision = Decision.objects.create(kind="confirmed", check_name="x", cause="x", about="x", number=1, at=AT)
    Finding.objects.update(decision=decision)
    with django_assert_max_num_queries(30):
        opening.open_cases(Finding.objects.all(), at=AT)
    assert Case.objects.count() == 300
