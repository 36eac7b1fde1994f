"""Every address of the API and of its tokens, opened by every role and by nobody."""

from __future__ import annotations

import pytest
from django.urls import URLResolver, get_resolver, reverse
from web.small_county import AT
from web.test_every_address import BUSINESS, LEADER, OPERATOR, ROLES, SECURITY, UNIT

from mingcha.web.api.models import ApiToken
from mingcha.web.api.whole import api

pytestmark = pytest.mark.django_db

PAGES = {
    "api_tokens": {SECURITY},
    "api_token_new": {SECURITY},
    "api_token_revoke": {SECURITY},
    "api_tokens_own": BUSINESS,
    "api_token_take": BUSINESS,
    "api:openapi-view": BUSINESS,
    "api:openapi-json": BUSINESS,
}
POST_ONLY = {"api_token_revoke", "api_token_take"}
# Who gets an answer from GET: 200, or 404 where there is none yet; everybody else gets 403.
RESOURCES = {
    "/api/units": BUSINESS,
    "/api/units/{code}": BUSINESS,
    "/api/posts": BUSINESS,
    "/api/posts/{key}": BUSINESS,
    "/api/findings": BUSINESS,
    "/api/findings/{key}": BUSINESS,
    "/api/causes": BUSINESS,
    "/api/decisions": {OPERATOR, LEADER},
    "/api/decisions/{key}/undo": {OPERATOR},
    "/api/cases": BUSINESS,
    "/api/cases/{key}": BUSINESS,
    "/api/cases/{key}/answers": BUSINESS,
    "/api/notices": BUSINESS,
    "/api/notices/{key}": BUSINESS,
    "/api/notices/{key}/lines": BUSINESS,
    "/api/notices/{key}/receipt": {UNIT},
    "/api/rounds": {OPERATOR, LEADER},
    "/api/rounds/{key}": {OPERATOR, LEADER},
    "/api/rounds/{key}/completeness": {OPERATOR, LEADER},
    "/api/bulletins": BUSINESS,
    "/api/bulletins/{key}": BUSINESS,
    "/api/bulletins/{key}/figures": BUSINESS,
    "/api/statistics/{month}": BUSINESS,
}
WRITTEN_ONLY = {"/api/decisions/{key}/undo", "/api/notices/{key}/receipt"}
# What only they may send.
WRITES = {
    "/api/decisions": ({OPERATOR}, {"kind": "confirmed", "cause": "x"}),
    "/api/decisions/{key}/undo": ({OPERATOR}, {}),
    "/api/cases/{key}/answers": ({UNIT}, {"kind": "done", "text": "已改"}),
    "/api/notices/{key}/receipt": ({UNIT}, {"name": "张三"}),
}


def filled(path):
    return path.format(code="999", key=1, month="202312")


def test_every_address_has_its_line_in_the_tables():
    schema = api.get_openapi_schema()["paths"]
    assert set(schema) == set(RESOURCES)
    assert {path for path, ways in schema.items() if "post" in ways} == set(WRITES)
    resolvers = [each for each in get_resolver().url_patterns if isinstance(each, URLResolver)]
    names = {getattr(each, "name", None) for one in resolvers for each in one.url_patterns}
    assert {name for name in names if name and name.startswith("api_token")} == set(PAGES) - {
        "api:openapi-view",
        "api:openapi-json",
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_and_sends_what_the_tables_say(as_role, county, role):
    token = ApiToken.objects.create(name="x", owner=county.people[OPERATOR], expires=AT.date(), made_at=AT)
    client = as_role(role)
    for name, roles in PAGES.items():
        answer = client.get(reverse(name, args=[token.pk] if name in POST_ONLY else []))
        allowed = {405} if name in POST_ONLY else {200}
        assert answer.status_code in (allowed if role in roles else {403, 405}), name
    for path, roles in RESOURCES.items():
        answer = client.get(filled(path))
        assert answer["Content-Type"].startswith("application/json"), path
        if path in WRITTEN_ONLY:
            assert answer.status_code == 405, path
        else:
            assert answer.status_code in ({200, 404} if role in roles else {403}), path
    for path, (roles, body) in WRITES.items():
        answer = client.post(filled(path), body, content_type="application/json")
        assert answer.status_code == (404 if role in roles else 403), path


def test_nobody_comes_in_without_signing_in(client, county):
    for path in RESOURCES:
        assert client.get(filled(path)).status_code == (405 if path in WRITTEN_ONLY else 401), path
