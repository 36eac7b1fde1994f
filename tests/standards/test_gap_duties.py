"""For everything a round may fail to see there is somebody who must act, or it is said that nobody must."""

from __future__ import annotations

import pytest

from mingcha.model.fetch import FetchOutcome
from mingcha.standards.gap_duties import Who, duty_of

MISSED = [outcome for outcome in FetchOutcome if not outcome.is_answered]


@pytest.mark.parametrize("outcome", MISSED)
@pytest.mark.parametrize("kind", ["home", "list", "answer", "page", "post", "attachment"])
def test_every_outcome_of_every_kind_names_who_acts_and_what_they_do(outcome, kind):
    duty = duty_of(outcome, kind)
    assert duty.who.label
    assert duty.what


def test_a_dead_file_is_the_units_a_dead_list_the_portals_an_unregistered_address_the_offices():
    assert duty_of(FetchOutcome.GONE, "attachment").who is Who.UNIT
    assert duty_of(FetchOutcome.GONE, "list").who is Who.PORTAL
    assert duty_of(FetchOutcome.PRIVATE_ADDRESS, "post").who is Who.OFFICE
    assert duty_of(FetchOutcome.ROBOTS, "page").who is Who.NOBODY
    assert duty_of(FetchOutcome.ROBOTS, "list").who is Who.PORTAL
