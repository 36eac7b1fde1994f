"""The small county with its new-media accounts."""

from __future__ import annotations

import pytest


@pytest.fixture
def accounts(county):
    from web.media.media_county import make_accounts

    return make_accounts(county.units)


@pytest.fixture
def at():
    from web.media.media_county import AT

    return AT
