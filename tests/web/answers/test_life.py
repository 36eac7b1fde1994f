"""Whatever units, office and re-checks do in whatever order: what is refused changes nothing, and the record holds together."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from web.answers.told import THURSDAY, told_cases
from web.small_county import build

from mingcha.model.case import CaseState, RecheckResult
from mingcha.web.answers import answering
from mingcha.web.answers.models import Answer
from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import life, rechecking
from mingcha.web.cases.models import Case
from mingcha.web.publishing.refusals import Refused

ACTS = ("reply", "appeal", "ask", "take_back", "agree", "disagree", "look", "settle", "close", "tell")


@pytest.fixture
def transactional(db):
    return build(year={})


def standing():
    return (
        list(Case.objects.order_by("pk").values_list("pk", "state", "due", "result", "answered_at")),
        list(Answer.objects.order_by("pk").values_list("pk", "state", "reply", "given_due")),
    )


def act(name, cases, result, *, county, at):
    unit, office = county.people["unit"], county.people["operator"]
    open_ones = list(Answer.objects.filter(case__in=cases, state="open"))
    due = max(case.due for case in Case.objects.filter(pk__in=[case.pk for case in cases])) + timedelta(days=2)
    held = [Case.objects.get(pk=case.pk) for case in cases]
    if name in ("reply", "appeal"):
        getattr(answering, name)(held, text="说明。", by=unit, at=at)
    elif name == "ask":
        answering.ask_for_time(held, due=due, text="说明。", by=unit, at=at)
    elif name == "take_back" and open_ones:
        answering.take_back(open_ones[0], by=unit, at=at)
    elif name in ("agree", "disagree"):
        answering.decide_on(open_ones, accept=name == "agree", reply="意见", by=office, at=at)
    elif name == "look":
        rechecking.looked_myself(held[0], result=result, note="看了", by=office, at=at)
    elif name == "settle":
        answering.settle(at=at)
    elif name == "close":
        life.close_all(held, why="", by=office, at=at)
    elif name == "tell":
        life.tell(held, due=due, by=office, at=at)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.lists(
        some.tuples(
            some.sampled_from(ACTS),
            some.sampled_from([[0], [1], [0, 1]]),
            some.sampled_from([one for one in RecheckResult if one is not RecheckResult.NOT_LOOKED]),
        ),
        min_size=4,
        max_size=14,
    )
)
def test_no_order_of_acts_leaves_a_record_that_contradicts_itself(transactional, acts):
    with transaction.atomic():
        cases, moment = told_cases(transactional, "103", 2), THURSDAY
        for name, which, result in acts:
            moment += timedelta(hours=2)
            before, entries = standing(), LogEntry.objects.count()
            try:
                with transaction.atomic():
                    act(name, [cases[n] for n in which], result, county=transactional, at=moment)
            except Refused:
                assert (standing(), LogEntry.objects.count()) == (before, entries)
            else:
                assert standing() == before or LogEntry.objects.count() > entries or name == "settle"
            open_ones = Answer.objects.filter(state="open")
            assert max(Counter(open_ones.values_list("case", "kind")).values(), default=0) <= 1
            assert not open_ones.filter(case__state=CaseState.WITHDRAWN).exclude(kind="done").exists()
            answered = Case.objects.filter(state=CaseState.ANSWERED)
            assert all(one.answers.filter(kind="done", state__in=["open", "accepted"]).exists() for one in answered)
        transaction.set_rollback(True)
