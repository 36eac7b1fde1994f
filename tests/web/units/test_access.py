"""Who sees which units."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from mingcha.web.units.access import own_unit, sees_all, visible_units


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("operator", ["101", "102", "103", "201", "202"]),
        ("leader", ["101", "102", "103", "201", "202"]),
        ("unit", ["103"]),
        ("system", []),
        ("security", []),
        ("auditor", []),
    ],
)
def test_each_role_sees_its_units_and_no_other(county, role, codes):
    user = county.people[role]
    assert [unit.code for unit in visible_units(user)] == codes
    assert sees_all(user) is (len(codes) == 5)


def test_a_superuser_flag_opens_nothing(county):
    user = county.people["auditor"]
    user.is_superuser = user.is_staff = True
    user.save()
    assert list(visible_units(user)) == []


def test_a_liaison_without_a_unit_and_a_stranger_see_nothing(county):
    county.people["unit"].liaison.delete()
    from mingcha.web.accounts.models import User

    assert list(visible_units(User.objects.get(username="unit"))) == []
    assert own_unit(AnonymousUser()) is None
    assert list(visible_units(AnonymousUser())) == []
