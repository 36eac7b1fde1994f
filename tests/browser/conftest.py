"""A served small county and a way to be signed in without typing."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def files_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ARCHIVES = tmp_path / "archives"


@pytest.fixture
def county(transactional_db):
    from web.small_county import build

    return build()


@pytest.fixture
def enter(live_server, page, county):
    """Open an address as a role; the browser is given the session that signing in would have given it."""

    def enter(role, address="/", *, on=page):
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(county.people[role])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        on.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url, "httpOnly": True}]
        )
        on.goto(live_server.url + address)
        return on

    return enter
