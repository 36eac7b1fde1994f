"""Every address of answers, opened by every role; what is another unit's is not there for a liaison."""

from __future__ import annotations

import pytest
from django.urls import get_resolver, reverse
from web.answers.told import THURSDAY, told_cases
from web.small_county import OTHER, OWN

from mingcha.web.answers import answering
from mingcha.web.answers.proofs import Proof
from mingcha.web.cases.models import Case

OPERATOR, UNIT, LEADER = "operator", "unit", "leader"
ROLES = (OPERATOR, UNIT, LEADER, "system", "security", "auditor")
OPEN = {
    "own_cases": {UNIT},
    "own_cases_answer": {UNIT},
    "own_case": {UNIT},
    "own_case_answer": {UNIT},
    "own_copy": {UNIT},
    "answers": {OPERATOR, LEADER},
    "answers_decide": {OPERATOR},
    "answer": {OPERATOR, LEADER},
    "answer_withdraw": {UNIT},
    "answer_file": {OPERATOR, UNIT, LEADER},
}
POST_ONLY = {"own_cases_answer", "own_case_answer", "own_copy", "answers_decide", "answer_withdraw"}
SCOPED = {"own_case", "own_case_answer", "own_copy", "answer_withdraw", "answer_file"}


def address(name, county, *, unit=OWN):
    (case,) = told_cases(county, unit)
    proof = Proof("截图.png", "picture", b"\x89PNG....")
    (made,) = answering.appeal([case], text="引文。", proofs=[proof], by=None, at=THURSDAY)
    given = {
        **{key: [case.pk] for key in ("own_case", "own_case_answer")},
        "own_copy": [case.pk, case.findings.get().pk],
        **{key: [made.pk] for key in ("answer", "answer_withdraw")},
        "answer_file": [made.files.get().pk],
    }
    return reverse(name, args=given.get(name, []))


def test_every_address_has_its_line_in_the_table():
    names = {
        each.name
        for resolver in get_resolver().url_patterns
        for each in getattr(resolver, "url_patterns", [])
        if getattr(each, "lookup_str", "").startswith("mingcha.web.answers.")
    }
    assert names == set(OPEN)


@pytest.mark.parametrize("name", OPEN)
def test_each_role_gets_what_the_table_says(client, county, name):
    where = address(name, county)
    answer = client.get(where)
    assert (answer.status_code, "/login/?next=" in answer.url) == (302, True)
    for role in ROLES:
        client.force_login(county.people[role])
        may = role in OPEN[name]
        if name in POST_ONLY:
            assert client.get(where).status_code == 405
            assert (client.post(where).status_code == 403) is not may
        else:
            assert client.get(where).status_code == (200 if may else 403)


@pytest.mark.parametrize("name", sorted(SCOPED))
def test_a_liaison_gets_not_found_for_what_is_anothers(as_role, county, name):
    where = address(name, county, unit=OTHER)
    client = as_role(UNIT)
    before = list(Case.objects.values_list("state"))
    answer = client.post(where, {"kind": "done", "text": "已整改。"}) if name in POST_ONLY else client.get(where)
    assert answer.status_code == 404
    assert list(Case.objects.values_list("state")) == before


def test_a_place_of_another_case_is_not_reached_through_ones_own(as_role, county):
    (own,), (other,) = told_cases(county, OWN), told_cases(county, OTHER)
    where = reverse("own_copy", args=[own.pk, other.findings.get().pk])
    assert as_role(UNIT).post(where).status_code == 404
