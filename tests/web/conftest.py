"""The small county as fixtures. Nothing of Django is imported before pytest has set it up."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ARCHIVES = tmp_path / "archives"


@pytest.fixture
def county(db):
    from web.small_county import build

    return build()


@pytest.fixture
def as_role(client, county):
    """The test client, signed in with a role."""

    def sign_in(role):
        client.force_login(county.people[role])
        return client

    return sign_in
