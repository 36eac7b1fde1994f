"""The groups of units: two of them on the first day, and then as the office wants them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mingcha.web.accounts.models import Role, User
from mingcha.web.audit.models import LogEntry
from mingcha.web.units.models import Group, Unit


@pytest.mark.django_db
def test_a_new_office_can_register_its_first_unit(client):
    operator = User.objects.create_user("jingban", password="jintian-tianqi-9", role=Role.OPERATOR)
    client.force_login(operator)
    page = client.get(reverse("unit_new")).content.decode()
    assert "县直单位" in page
    assert "乡镇" in page
    lines = {"alias-TOTAL_FORMS": "0", "alias-INITIAL_FORMS": "0"}
    given = {"code": "U001", "name": "县档案馆", "group": Group.objects.get(code="county").pk, "order": 1, **lines}
    client.post(reverse("unit_new"), given)
    assert Unit.objects.get().group.code == "county"


def test_an_operator_adds_a_group_and_renames_one(as_role):
    client = as_role("operator")
    assert reverse("group_list") in client.get(reverse("unit_list")).content.decode()
    given = {"code": "street", "name": "街道", "prose": "街道", "order": 3}
    assert client.post(reverse("group_new"), given).url == reverse("group_list")
    client.post(reverse("group_edit", args=["town"]), {"name": "乡镇街道", "prose": "乡镇（街道）", "order": 2})
    assert list(Group.objects.values_list("code", "name")) == [
        ("county", "县直单位"),
        ("town", "乡镇街道"),
        ("street", "街道"),
    ]
    assert LogEntry.objects.first().detail == "名称 乡镇 → 乡镇街道；行文称谓 乡（镇） → 乡镇（街道）"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"code": "Town"}, "已由分组“乡镇”使用"),
        ({"name": "县直单位"}, "已由分组“县直单位”使用"),
        ({"prose": "乡（镇）"}, "已由分组“乡镇”使用"),
        ({"code": "街道"}, "只能用字母"),
        ({"name": ""}, "必填"),
    ],
)
def test_a_group_that_could_be_taken_for_another_is_refused(as_role, given, words):
    client = as_role("operator")
    page = client.post(reverse("group_new"), {"code": "street", "name": "街道", "prose": "街道", "order": 3} | given)
    assert words in page.content.decode()
    assert Group.objects.count() == 2
