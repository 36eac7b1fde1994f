"""Speaking to the API as machines do."""

from __future__ import annotations

import json
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from mingcha.web.api import tokens


def token_for(owner, *, unit=None, writes=False, days=30, name="县 OA"):
    """A token's secret, allowed and taken."""
    at = timezone.now()
    made = tokens.allow(
        name=name,
        owner=owner,
        unit=unit,
        writes=writes,
        expires=timezone.localdate(at) + timedelta(days=days),
        by=None,
        at=at,
    )
    return tokens.take(made, by=owner, at=at)


class Machine:
    """Another system with a token."""

    def __init__(self, secret):
        self.client = Client(headers={"authorization": f"Bearer {secret}"}, raise_request_exception=False)

    def get(self, path, **asked):
        return self.client.get(f"/api/{path}", asked)

    def post(self, path, **given):
        return self.client.post(f"/api/{path}", json.dumps(given), content_type="application/json")
