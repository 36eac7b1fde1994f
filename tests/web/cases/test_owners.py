"""Whose a finding is: by its post, by the column it stands in, by the name it bears."""

from __future__ import annotations

from datetime import date

import pytest
from web.rounds.portal import make_site
from web.small_county import OTHER, OWN

from mingcha.model.finding import Finding, Severity, Verdict
from mingcha.web.cases.owners import Owners
from mingcha.web.publishing.models import Column
from mingcha.web.rounds.models import CollectedPost
from mingcha.web.units.models import Unit

pytestmark = pytest.mark.django_db


def finding(*, post: str = "", source: str = "http://a.example/x", unit: str = "") -> Finding:
    return Finding(
        "dead_link", "links", Severity.LOW, Verdict.FOUND, source, "", "", 0, 1, "", "", "", (), "f", post=post, unit=unit
    )  # fmt: skip


@pytest.fixture
def site(county):
    return make_site(name="样例县门户", folder="portal", home="http://a.example/")


def unit_of(one, site, owners=None):
    key = Owners.of(site, [one], owners=owners or {}).unit(one)
    return Unit.objects.get(pk=key).code if key else None


def test_the_attributed_post_says_whose_a_finding_is_and_goes_before_the_column(site):
    own, other = Unit.objects.get(code=OWN), Unit.objects.get(code=OTHER)
    Column.objects.create(name="公告", url="http://a.example/x", unit=other)
    assert unit_of(finding(), site) == OTHER
    CollectedPost.objects.create(
        site=site, identity="i", url="http://a.example/x", title="通知", published=date(2023, 11, 1), ruled=own
    )
    assert unit_of(finding(), site) == OWN


def test_what_is_known_of_no_address_goes_by_the_name_it_bears(site):
    own = Unit.objects.get(code=OWN)
    assert unit_of(finding(unit=own.code), site) == OWN
    assert unit_of(finding(unit=own.name), site) == OWN
    assert unit_of(finding(unit=f"样例县{own.name.removeprefix('县')}"), site) == OWN
    assert unit_of(finding(unit="没有这个单位"), site) is None
    assert unit_of(finding(), site) is None
