"""Every address of escalation, opened by every role; what is another unit's is not there for a liaison."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.urls import get_resolver, reverse
from web.answers.told import MORNING, told_cases
from web.small_county import OTHER, OWN

from mingcha.web.cases import life
from mingcha.web.escalation import signing
from mingcha.web.escalation.models import Proposal, ProposalCase
from mingcha.web.publishing.refusals import Refused

OPERATOR, UNIT, LEADER = "operator", "unit", "leader"
ROLES = (OPERATOR, UNIT, LEADER, "system", "security", "auditor")
COUNTY = {OPERATOR, LEADER}
OPEN = {
    "proposals": COUNTY,
    "proposals_draft": {OPERATOR},
    "proposal_rules": {OPERATOR},
    "proposal_rules_restore": {OPERATOR},
    "proposal": COUNTY,
    "proposal_change": {OPERATOR},
    "proposal_sign": COUNTY,
    "proposal_dismiss": COUNTY,
    "proposal_sent": {OPERATOR},
    "proposal_file": COUNTY,
    "own_letters": {UNIT},
    "own_letter_file": {UNIT},
    "dossiers": COUNTY,
    "dossier_export": {OPERATOR},
    "dossier_verify": COUNTY,
}
POST_ONLY = {
    "proposals_draft", "proposal_rules_restore", "proposal_change", "proposal_sign", "proposal_dismiss", "proposal_sent",
    "dossier_export", "dossier_verify",
}  # fmt: skip


def unsigned(county, unit=OWN, *, to_unit=True):
    """A reminder to the unit as it was drafted, and when somebody could sign it: its case is overdue then."""
    (case,) = told_cases(county, unit)
    made = Proposal.objects.create(
        unit=case.unit, rung="reminder", label="催办", title="催办单", addressed="责任人", text="请尽快整改。",
        sender="样例县人民政府办公室", dated=MORNING.date(), drafted_at=MORNING, to_unit=to_unit,
    )  # fmt: skip
    ProposalCase.objects.create(
        proposal=made, case=case, rung="reminder", occasion=case.due, times=1, overdue=1, reasons="逾期"
    )
    return made, datetime.combine(case.due + timedelta(days=2), MORNING.timetz())


def letter(county, unit=OWN, *, to_unit=True):
    """A signed reminder to the unit."""
    made, later = unsigned(county, unit, to_unit=to_unit)
    signing.sign(made, name="张三", by=county.people[OPERATOR], at=later)
    return Proposal.objects.get(pk=made.pk)


def test_a_letter_about_a_case_that_was_answered_since_is_not_signed(county):
    made, later = unsigned(county)
    life.answer(made.lines.get().case, by=county.people["unit"], at=later)
    with pytest.raises(Refused, match="没有签发"):
        signing.sign(made, name="张三", by=county.people[OPERATOR], at=later)
    assert Proposal.objects.get(pk=made.pk).state == Proposal.State.LAPSED


def address(name, county):
    takes_one = (name.startswith("proposal_") and "rules" not in name) or name in {"proposal", "own_letter_file"}
    return reverse(name, args=[letter(county).pk] if takes_one else [])


def test_every_address_has_its_line_in_the_table():
    names = {
        each.name
        for resolver in get_resolver().url_patterns
        for each in getattr(resolver, "url_patterns", [])
        if getattr(each, "lookup_str", "").startswith("mingcha.web.escalation.")
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


@pytest.mark.parametrize(("unit", "to_unit"), [(OTHER, True), (OWN, False)])
def test_a_liaison_gets_not_found_for_anothers_letter_and_for_what_is_not_for_the_unit(as_role, county, unit, to_unit):
    made = letter(county, unit, to_unit=to_unit)
    client = as_role(UNIT)
    assert client.get(reverse("own_letter_file", args=[made.pk])).status_code == 404
    assert "催办单" not in client.get(reverse("own_letters")).content.decode()


def test_a_draft_is_nobodys_business_but_the_offices(as_role, county):
    made = letter(county)
    Proposal.objects.filter(pk=made.pk).update(state="draft")
    assert as_role(UNIT).get(reverse("own_letter_file", args=[made.pk])).status_code == 404
