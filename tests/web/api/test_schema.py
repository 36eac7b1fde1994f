"""Every operation of the schema, asked whatever the schema allows and much that it does not: nothing breaks, and every
answer is of the form the schema promises."""

from __future__ import annotations

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from web.api.asking import token_for
from web.cases.found import examined, told
from web.rounds.portal import make_round, make_site
from web.small_county import AT, OTHER, OWN

from mingcha.web.api import doors
from mingcha.web.api.whole import api
from mingcha.web.cases import deciding
from mingcha.web.cases.models import Case, Finding

# More by hand: MINGCHA_API_EXAMPLES=500 asks each operation five hundred things.
EXAMPLES = int(os.environ.get("MINGCHA_API_EXAMPLES", "3"))
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)
ROLES = ("operator", "unit")


@pytest.fixture
def one_connection():
    """The server closes a connection after each request; the test's own must stay."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def secrets(county, monkeypatch, one_connection):
    """Tokens of the county and of a unit, over a record that holds something of everything, some of it another's."""
    monkeypatch.setattr(doors.EachMinute, "allow_request", lambda *_: True)
    site = make_site(name="样例县门户")
    make_round(site)
    examined(site, *(told(number, quote=f"词语{number % 3}") for number in range(6)), at=AT)
    keys = list(Finding.objects.order_by("pk").values_list("pk", flat=True))
    Finding.objects.filter(pk__in=keys[:3]).update(unit=county.units[OWN])
    Finding.objects.filter(pk__in=keys[3:]).update(unit=county.units[OTHER])
    deciding.decide(Finding.objects.filter(cause=Finding.objects.first().cause), kind="confirmed", by=None, at=AT)
    Case.objects.update(state="told", told_at=AT, due=AT.date())
    return {
        "operator": token_for(county.people["operator"], writes=True),
        "unit": token_for(county.people["unit"], unit=county.units[OWN], writes=True),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_whatever_is_asked_is_answered_as_the_schema_says(secrets, role):
    asked = schemathesis.openapi.from_dict(api.get_openapi_schema())
    asked.app = get_wsgi_application()
    number = 0
    for result in asked.get_all_operations():
        operation = result.ok()
        number += 1

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=EXAMPLES < 10,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @schemathesis_given(operation)
        def ask(case):
            case.call_and_validate(headers={"Authorization": f"Bearer {secrets[role]}"}, checks=list(CHECKS))

        ask()
    assert number == sum(len(ways) for ways in api.get_openapi_schema()["paths"].values())


def schemathesis_given(operation):
    from hypothesis import given
    from schemathesis import GenerationMode

    positive = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    negative = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
    return given(case=positive | negative)
