"""Re-checks as examinations bring them: what moves a case, what is written down, and what comes back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from web.cases.found import AT, HOME, examined, told
from web.rounds.portal import PAGE, keep, make_site, post, take

from mingcha.model.case import RecheckResult
from mingcha.model.document import NotExamined, Outcome
from mingcha.web.cases import aftermaths, deciding, life, rechecking
from mingcha.web.cases.models import Aftermath, Case, Finding, Practice, Recheck
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds.models import CollectedPost

DUE = date(2024, 1, 19)
DAYS = [AT + timedelta(days=number) for number in range(20)]


@pytest.fixture
def site(county):
    return make_site(name="样例县门户", folder="portal")


@pytest.fixture
def case(county, site):
    """A case of two pages that its unit was told of."""
    return tell(county, site, told(1), told(2))


def tell(county, site, *findings):
    examined(site, *findings)
    Finding.objects.update(unit=county.units["101"])
    deciding.decide(Finding.objects.all(), kind="confirmed", by=None, at=AT)
    case = Case.objects.get()
    life.tell([case], due=DUE, by=None, at=AT)
    return case


def stands(case):
    case.refresh_from_db()
    return case.state, case.result


def test_before_the_deadline_a_standing_fault_moves_nothing_and_afterwards_it_does(site, case):
    examined(site, told(1), told(2), at=DAYS[3])
    assert stands(case) == ("told", "not_fixed")
    examined(site, told(1), told(2), at=DAYS[8])
    assert stands(case) == ("rechecked", "not_fixed")


def test_the_same_result_is_not_written_down_night_after_night(site, case):
    for day in (3, 4, 5, 8, 9, 10):
        examined(site, told(1), told(2), at=DAYS[day])
    assert Recheck.objects.filter(case=case).count() == 2


def test_one_of_two_places_mended_is_partly(site, case):
    examined(site, told(2), at=DAYS[8])
    assert stands(case) == ("rechecked", "partly")
    assert (Recheck.objects.get().left, Recheck.objects.get().places) == (1, 2)


def test_a_place_that_was_not_examined_keeps_the_case_from_being_mended(site, case):
    examined(site, missed=(NotExamined(f"{HOME}tzgg/1.html", Outcome.MISSING),), at=DAYS[8])
    assert stands(case) == ("told", "not_looked")
    assert Recheck.objects.get().unseen == 1


def test_fewer_faults_on_the_same_page_are_partly_mended(county, site):
    case = tell(county, site, told(1, places=20))
    Finding.objects.update(places=3)
    examined(site, told(1, places=3), at=DAYS[8])
    assert stands(case) == ("rechecked", "partly")


def test_by_default_a_person_closes_and_where_the_office_wants_it_the_machine(site, case):
    examined(site, at=DAYS[3])
    assert stands(case) == ("rechecked", "fixed")
    Practice.objects.create(pk=1, closes_itself=True)
    examined(site, told(1), told(2), at=DAYS[4])
    examined(site, at=DAYS[5])
    assert stands(case) == ("closed", "fixed")
    assert case.closed_why == "复核已整改，自动销号"


def test_what_comes_back_after_closing_makes_the_case_live_again(site, case):
    examined(site, at=DAYS[3])
    life.close(case, why="", by=None, at=DAYS[3])
    examined(site, told(1), at=DAYS[10])
    assert stands(case) == ("confirmed", "")
    assert case.reopened == 1
    assert "反弹" in case.steps.last().words


def test_a_case_closed_with_its_fault_standing_is_not_opened_by_the_next_examination(county, site, case):
    rechecking.looked_myself(
        case, result=RecheckResult.NOT_FIXED, note="原文如此", by=county.people["operator"], at=DAYS[2]
    )
    life.close(case, why="引用的原文", by=county.people["operator"], at=DAYS[2])
    examined(site, told(1), told(2), at=DAYS[4])
    assert stands(case)[0] == "closed"


def test_what_went_before_anybody_was_told_is_said_so_and_can_be_closed(county, site):
    examined(site, told(1))
    Finding.objects.update(unit=county.units["101"])
    deciding.decide(Finding.objects.all(), kind="confirmed", by=None, at=AT)
    case = Case.objects.get()
    examined(site, at=DAYS[2])
    assert stands(case) == ("confirmed", "fixed")
    examined(site, told(1), at=DAYS[3])
    assert stands(case) == ("confirmed", "")
    with pytest.raises(Refused):
        life.close(case, why="", by=None, at=DAYS[3])
    examined(site, at=DAYS[4])
    life.close(case, why="", by=None, at=DAYS[4])
    assert stands(case) == ("closed", "fixed")


def test_what_nobody_looked_at_since_it_was_confirmed_has_not_gone_before_anybody_was_told(county, site):
    keep(site, (1, 0, PAGE))
    take(site, post(1, "县发改委"))
    examined(site, told(1, quote="1月15日"), at=AT + timedelta(minutes=5))
    deciding.decide(Finding.objects.all(), kind="confirmed", by=None, at=AT + timedelta(minutes=6))
    case = Case.objects.get()
    examined(site, at=DAYS[2])
    assert stands(case) == ("confirmed", "")
    keep(site, (1, 60 * 24 * 3, None))
    examined(site, at=DAYS[4])
    assert stands(case) == ("confirmed", "page_gone")


def test_a_closed_case_is_not_judged_anew(site, case):
    item = examined(site, at=DAYS[3])
    life.close(case, why="", by=None, at=DAYS[3])
    assert rechecking.recheck([case], examination=item, at=DAYS[4], note="再看一次") == []


def test_a_new_fault_in_the_mended_post_breaks_it_until_it_is_mended_or_untied(county, site):
    take(site, post(1, "县发改委"))
    case = tell(county, site, told(1))
    examined(site, told(1, check="misspelt_word", quote="布署", fingerprint="new"), at=DAYS[3])
    assert stands(case) == ("rechecked", "broke")
    tied = Aftermath.objects.get()
    assert (tied.relation, tied.finding.fingerprint) == ("same_post", "new")
    with pytest.raises(Refused, match="理由"):
        aftermaths.untie(tied, why="", by=None, at=DAYS[4])
    aftermaths.untie(tied, why="与整改无关", by=county.people["operator"], at=DAYS[4])
    examined(site, told(1, check="misspelt_word", quote="布署", fingerprint="new"), at=DAYS[5])
    assert stands(case) == ("rechecked", "fixed")


def test_a_fault_that_only_a_new_check_tells_of_an_unchanged_post_was_not_brought_about(county, site):
    new = told(1, check="misspelt_word", quote="布署", fingerprint="new")
    results = []
    for number, later in enumerate((PAGE, PAGE.replace("1月15日", "1月18日"))):
        Finding.objects.all().delete()
        Case.objects.all().delete()
        CollectedPost.objects.all().delete()
        keep(site, (1, 60 * 24 * (6 * number), PAGE), (1, 60 * 24 * (6 * number + 3), later))
        take(site, post(1, "县发改委"))
        examined(site, told(1), at=DAYS[6 * number] + timedelta(hours=1))
        deciding.decide(Finding.objects.all(), kind="confirmed", by=None, at=DAYS[6 * number + 1])
        Case.objects.update(unit=county.units["101"])
        life.tell(Case.objects.all(), due=DAYS[19].date(), by=None, at=DAYS[6 * number + 1])
        examined(site, new, at=DAYS[6 * number + 4])
        results.append(Case.objects.get().result)
    assert results == ["fixed", "broke"]


def test_a_doubt_breaks_nothing_until_it_is_confirmed(county, site):
    take(site, post(1, "县发改委"))
    case = tell(county, site, told(1))
    doubt = told(1, check="misspelt_word", quote="布署", fingerprint="new", verdict="doubt")
    from dataclasses import replace

    from mingcha.model.finding import Verdict

    doubt = replace(doubt, verdict=Verdict.DOUBT)
    examined(site, doubt, at=DAYS[3])
    assert stands(case) == ("rechecked", "fixed")
    deciding.decide(Finding.objects.filter(fingerprint="new"), kind="confirmed", by=None, at=DAYS[3])
    examined(site, doubt, at=DAYS[4])
    assert stands(case) == ("rechecked", "broke")


def test_a_person_who_looked_says_where_and_what(county, case):
    with pytest.raises(Refused, match="看了哪里"):
        rechecking.looked_myself(case, result=RecheckResult.FIXED, note="", by=county.people["operator"], at=DAYS[2])
    made = rechecking.looked_myself(
        case,
        result=RecheckResult.PARTLY,
        note="打开原页面，第二处未改",
        by=county.people["operator"],
        at=DAYS[2],
        left=1,
    )
    assert (made.by, made.left, stands(case)) == (county.people["operator"], 1, ("rechecked", "partly"))


def test_an_answer_is_judged_at_once_by_the_next_examination(site, case):
    life.answer(case, by=None, at=DAYS[1])
    examined(site, told(1), told(2), at=DAYS[2])
    assert stands(case) == ("rechecked", "not_fixed")


def test_new_faults_next_to_thousands_of_cases_are_tied_in_few_queries(county, site, django_assert_max_num_queries):
    examined(site, *[told(number, quote=f"词{number}") for number in range(300)])
    Finding.objects.update(unit=county.units["101"])
    deciding.decide(Finding.objects.all(), kind="confirmed", by=None, at=AT)
    life.tell(Case.objects.all(), due=DUE, by=None, at=AT)
    Finding.objects.update(first_seen=AT)
    examined(site, *[told(number, quote=f"词{number}") for number in range(300)], at=DAYS[1])
    Finding.objects.filter(pk__lte=Finding.objects.order_by("pk")[49].pk).update(first_seen=DAYS[1])
    with django_assert_max_num_queries(20):
        aftermaths.tie_new(site, at=DAYS[1])
