"""Settling a cause at once, taking it back, and what the decisions say of the checks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from web.cases.found import AT, examined, told
from web.rounds.portal import make_site

from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import deciding, precision
from mingcha.web.cases.models import Decision, Finding
from mingcha.web.publishing.refusals import Refused

CONFIRMED, DISMISSED = Decision.Kind.CONFIRMED, Decision.Kind.DISMISSED


@pytest.fixture
def site(db):
    return make_site()


def decide(kind=CONFIRMED, reason="", at=AT, **chosen):
    return deciding.decide(Finding.objects.filter(**chosen), kind=kind, by=None, at=at, reason=reason)


def test_a_cause_is_settled_at_once_and_every_cause_by_itself(site):
    examined(site, told(1), told(2), told(3, quote="既使"))
    made = decide()
    assert sorted(one.number for one in made) == [1, 2]
    assert not deciding.waiting().exists()
    assert LogEntry.objects.filter(action="判断问题：确认").count() == 2


def test_a_false_alarm_needs_a_reason(site):
    examined(site, told(1))
    with pytest.raises(Refused, match="理由"):
        decide(DISMISSED)
    assert deciding.waiting().count() == 1


def test_what_is_settled_cannot_be_settled_again(site):
    examined(site, told(1))
    decide()
    with pytest.raises(Refused, match="已经有人判断过"):
        decide()


def test_a_decision_taken_back_leaves_everything_as_it_was(site):
    examined(site, told(1), told(2))
    (made,) = decide(DISMISSED, reason="引文")
    assert deciding.undo(made, by=None, at=AT) == 2
    assert deciding.waiting().count() == 2
    with pytest.raises(Refused):
        deciding.undo(made, by=None, at=AT)


def test_a_check_people_disagree_with_speaks_of_doubts_until_they_agree_again(site):
    examined(site, *[told(number, quote=f"词语{number}") for number in range(30)])
    decide(DISMISSED, reason="误报", fingerprint__in=[f"confused_word-{number}" for number in range(5)])
    decide(fingerprint__in=[f"confused_word-{number}" for number in range(5, 20)])
    ((_, standing),) = precision.standings(at=AT + timedelta(days=1))
    assert (standing.confirmed, standing.dismissed, standing.is_demoted) == (15, 5, True)
    assert "暂按存疑列出" in precision.demoted(at=AT + timedelta(days=1))["confused_word"]
    assert precision.demoted(at=AT + timedelta(days=91)) == {}


def test_few_decisions_demote_nothing(site):
    examined(site, told(1))
    decide(DISMISSED, reason="误报")
    assert precision.demoted(at=AT + timedelta(days=1)) == {}


def test_earlier_decisions_on_the_same_cause_come_first(site):
    examined(site, told(1), told(2, quote="既使"))
    decide(fingerprint="confused_word-2")
    decide(fingerprint="confused_word-1")
    cause = Finding.objects.get(fingerprint="confused_word-1").cause
    assert [one.cause == cause for one in deciding.earlier(cause, "confused_word")] == [True, False]
