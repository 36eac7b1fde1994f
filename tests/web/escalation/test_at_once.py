"""Two at the same moment: one draft of a step, one number for each letter, one answer of a kind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from web.answers.told import SUNDAY, THURSDAY, at, told_cases
from web.small_county import build

from mingcha.web.answers import answering
from mingcha.web.answers.models import Answer
from mingcha.web.escalation import drafting, signing
from mingcha.web.escalation.models import Proposal, ProposalCase
from mingcha.web.publishing.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)
LATE = at(SUNDAY + timedelta(days=1))


@pytest.fixture
def county(transactional_db):
    return build(year={})


def at_once(act, things):
    """Each thing in a thread of its own, with a connection of its own."""

    def alone(thing):
        close_old_connections()
        try:
            return act(thing)
        except Refused as fault:
            return str(fault)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as threads:
        return list(threads.map(alone, things))


def test_four_workers_draft_each_step_once(county):
    for unit in ("101", "103"):
        told_cases(county, unit, 2)
    at_once(lambda _: drafting.propose(LATE), range(4))
    assert sorted(Proposal.objects.values_list("unit__code", "rung")) == [("101", "reminder"), ("103", "reminder")]
    assert ProposalCase.objects.count() == 4


def test_letters_signed_at_once_are_numbered_without_gap_and_one_is_signed_once(county):
    for unit in ("101", "102", "103", "201"):
        told_cases(county, unit)
    drafts = drafting.propose(LATE)
    office = county.people["operator"]
    told = at_once(lambda one: signing.sign(one, name="张三", by=office, at=LATE), [*drafts, drafts[0]])
    assert sum(isinstance(one, str) for one in told) == 1
    assert sorted(Proposal.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_two_of_a_unit_who_appeal_at_once_make_one_appeal(county):
    cases = told_cases(county, "103", 2)
    told = at_once(lambda who: answering.appeal(cases, text=f"引文{who}。", by=None, at=THURSDAY), [1, 2])
    assert sum(isinstance(one, str) for one in told) == 1
    assert Answer.objects.count() == 2
