"""Passwords grow old: warned of, then changed before anything else, and never one of the last five again."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from web.small_county import PASSWORD

from mingcha.web.accounts import services
from mingcha.web.accounts.models import FormerPassword
from mingcha.web.audit.models import LogEntry

pytestmark = pytest.mark.django_db


def aged(person, days):
    person.password_set_at = timezone.now() - timedelta(days=days)
    person.save()


def sign_in(client):
    return client.post(reverse("login"), {"username": "operator", "password": PASSWORD}, follow=True).content.decode()


def change(client, old, new):
    given = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("password_change"), given)


@pytest.mark.parametrize(
    ("days", "told"), [(10, ""), (82, ""), (84, "口令还有 5 天到期"), (89.5, "口令今天到期"), (91, "口令已到期")]
)
def test_a_password_that_ends_soon_is_told_of(client, county, days, told):
    aged(county.people["operator"], days)
    page = sign_in(client)
    assert told in page
    assert bool(told) is ("到期" in page.partition("</main>")[0].replace("现在的口令由他人设置或已到期", ""))


def test_a_password_that_has_ended_is_changed_before_anything_else(client, county):
    aged(county.people["operator"], 91)
    assert "请先设置自己的口令" in sign_in(client)
    assert client.get("/ledger/").url == reverse("password_change")
    assert LogEntry.objects.filter(action="口令到期").exists()
    change(client, PASSWORD, "xinde-kouling-8")
    assert client.get("/ledger/").status_code == 200
    client.logout()
    county.people["operator"].refresh_from_db()
    assert (timezone.now() - county.people["operator"].password_set_at).days == 0


def test_none_of_the_last_five_is_taken_again_and_the_sixth_is(as_role, county):
    client = as_role("operator")
    used = [PASSWORD, *(f"xinde-kouling-{number}" for number in range(1, 7))]
    for old, new in itertools.pairwise(used):
        assert change(client, old, new).status_code == 302, new
    for old in used[-6:-1]:
        assert "最近 5 次用过的口令不能再用" in change(client, used[-1], old).content.decode()
    assert change(client, used[-1], PASSWORD).status_code == 302
    assert FormerPassword.objects.count() == services.FORMER
    assert PASSWORD not in str(list(FormerPassword.objects.values()))


@pytest.mark.parametrize("weak", ["chunfenhou7tian", "CHUNFEN-HOUTIAN", "chun-fen-hou-tian", "春分后七天春分后七天"])
def test_two_kinds_of_characters_are_too_few(weak):
    with pytest.raises(ValidationError, match="至少三类"):
        validate_password(weak)


@pytest.mark.parametrize("good", ["Chunfenhou7", "chun-fen-hou-7", "春分后Qitianqi七天", "CHUNFEN-2024"])
def test_three_kinds_will_do(good):
    validate_password(good)
