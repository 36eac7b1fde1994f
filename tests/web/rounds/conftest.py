"""The units of the small county and its portal, registered."""

from __future__ import annotations

import pytest


@pytest.fixture
def units(db):
    from web.publishing.ledgers import make_units

    return make_units()


@pytest.fixture
def site(units):
    from web.rounds.portal import make_site

    return make_site()
