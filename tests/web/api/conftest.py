"""The small county, and machines that speak to its API."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def nobody_knocked_before(monkeypatch):
    """What this process remembers of the minute's wrong tokens; what was counted went with the test's database."""
    from mingcha.web.api import doors
    from mingcha.web.api.how_often import MinuteLimit

    monkeypatch.setattr(doors, "_wrong_tokens", MinuteLimit(doors.MOST_WRONG))


@pytest.fixture
def machine(county):
    """A machine of one role's scope: the county's operator or leader, or a unit's liaison."""
    from web.api.asking import Machine, token_for
    from web.small_county import OWN

    def made(role="operator", *, writes=False, unit=OWN):
        scope = county.units[unit] if role == "unit" else None
        return Machine(token_for(county.people[role], unit=scope, writes=writes))

    return made
