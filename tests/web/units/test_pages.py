"""The pages about units and targets."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingcha.model.unit import Alias
from mingcha.web.units import queries
from mingcha.web.units.models import Target, Unit
from mingcha.web.units.workbook import units_xlsx


def form(**changes):
    """What the form for 县发改委 sends, with changes."""
    unit = Unit.objects.get(code="101")
    given = {
        "name": unit.name,
        "prose_name": "",
        "group": unit.group_id,
        "order": unit.order,
        "alias-TOTAL_FORMS": "2",
        "alias-INITIAL_FORMS": "0",
        "alias-0-name": "",
        "alias-1-name": "",
    }
    return given | changes


def test_the_list_shows_units_in_use_and_finds_by_alias(as_role, county):
    client = as_role("leader")
    Unit.objects.filter(code="102").update(active_to="2023-06-30")
    page = client.get(reverse("unit_list")).content.decode()
    assert "县教体局" not in page
    assert "县教体局" in client.get(reverse("unit_list"), {"state": "ended"}).content.decode()
    found = client.get(reverse("unit_list"), {"words": "统计调查"}).content.decode()
    assert "统调队" in found
    assert "县发改委" not in found


def test_the_list_needs_the_same_queries_for_any_number_of_units(as_role, county, django_assert_max_num_queries):
    client = as_role("operator")
    for number in range(40):
        Unit.objects.create(code=f"X{number}", name=f"单位{number}", group=county.groups["town"], order=number)
    client.get(reverse("workdays"))  # the first page of a session notes where it began
    with django_assert_max_num_queries(12):
        client.get(reverse("unit_list"))


def test_a_unit_is_changed_with_its_aliases(as_role):
    client = as_role("operator")
    changes = {"prose_name": "发改委", "alias-0-name": "县计委", "alias-0-until": "2003-03-10"}
    answer = client.post(reverse("unit_edit", args=["101"]), form(**changes))
    assert answer.url == reverse("unit", args=["101"])
    unit = queries.units()[0]
    assert unit.prose_name == "发改委"
    assert [alias.name for alias in unit.aliases] == ["县计委"]


def test_clearing_the_name_takes_an_alias_away(as_role):
    client = as_role("operator")
    address = reverse("unit_edit", args=["103"])
    unit = Unit.objects.get(code="103")
    given = form(name=unit.name, prose_name=unit.prose_name, order=unit.order) | {"alias-INITIAL_FORMS": "1"}
    client.post(address, given | {"alias-0-name": "县统计调查队"})
    assert queries.units()[2].aliases == (Alias("县统计调查队"),)
    client.post(address, given)
    assert queries.units()[2].aliases == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "县教体局"}, "同名"),
        ({"name": ""}, "这个字段是必填项"),
        ({"order": "-3"}, "0"),
        ({"active_from": "2023-05-01", "active_to": "2023-04-01"}, "早于"),
        ({"alias-0-until": "2003-03-10"}, "请填写别名"),
        ({"prose_name": "县教体局"}, "导入时会分不清"),
        (
            {f"alias-{n}-{field}": told for n in (0, 1) for field, told in (("name", "甲"), ("since", "2020-01-01"))},
            "写了两次",
        ),
        ({"alias-0-name": "县统计调查队"}, "同一时期也是“统调队”的别名"),
    ],
)
def test_faults_are_told_and_nothing_is_saved(as_role, changes, words):
    client = as_role("operator")
    before = queries.units()
    page = client.post(reverse("unit_edit", args=["101"]), form(**changes))
    assert page.status_code == 200
    assert words in page.content.decode()
    assert queries.units() == before


def test_a_merger_is_entered_with_its_last_day(as_role, county):
    client = as_role("operator")
    given = form(successor=county.units["102"].pk, active_to="2023-06-30")
    client.post(reverse("unit_edit", args=["101"]), given)
    assert queries.units()[0].successor == "102"


def test_a_new_unit_gets_a_free_code_offered(as_role, county):
    client = as_role("operator")
    assert 'value="U001"' in client.get(reverse("unit_new")).content.decode()
    answer = client.post(reverse("unit_new"), form(code="U001", name="新设局", order=9))
    assert answer.url == reverse("unit_list")
    assert Unit.objects.get(code="U001").name == "新设局"
    again = client.post(reverse("unit_new"), form(code="u001", name="另一局"))
    assert "已被使用" in again.content.decode()


def test_a_unit_with_posts_is_kept_and_one_without_is_removed(as_role, county):
    client = as_role("operator")
    answer = client.post(reverse("unit_delete", args=["101"]), follow=True)
    assert "名下已有信息，不能删除" in answer.content.decode()
    Unit.objects.create(code="X1", name="误建", group=county.groups["town"])
    assert "误建" in client.get(reverse("unit_delete", args=["X1"])).content.decode()
    client.post(reverse("unit_delete", args=["X1"]))
    assert set(Unit.objects.values_list("code", flat=True)) == {"101", "102", "103", "201", "202"}


def test_targets_of_a_year_are_saved_together(as_role):
    client = as_role("operator")
    given = {"101": "120", "102": "50", "103": "", "201": "200", "202": "0"}
    client.post(f"{reverse('targets')}?year=2023", given)
    assert dict(Target.objects.values_list("unit__code", "posts")) == {"101": 120, "102": 50, "201": 200, "202": 0}


@pytest.mark.parametrize(("number", "words"), [("-5", "不能为负数"), ("12.5", "应为整数"), ("三百", "应为整数")])
def test_a_target_that_is_no_number_changes_nothing(as_role, number, words):
    client = as_role("operator")
    page = client.post(f"{reverse('targets')}?year=2023", {"101": number, "102": "60"})
    assert words in page.content.decode()
    assert Target.objects.get(unit__code="102", year=2023).posts == 50


def test_last_years_targets_can_be_taken_over_but_are_not_saved_unseen(as_role):
    client = as_role("operator")
    page = client.get(reverse("targets"), {"year": "2024", "copy": "1"}).content.decode()
    assert "尚未保存" in page
    assert 'value="200"' in page
    assert not Target.objects.filter(year=2024).exists()


def test_a_leader_reads_targets_and_cannot_save_them(as_role):
    client = as_role("leader")
    page = client.get(reverse("targets")).content.decode()
    assert "保存" not in page
    assert client.post(reverse("targets"), {"101": "1"}).status_code == 403
    assert Target.objects.get(unit__code="101").posts == 100


def upload(client, content, name="名录.xlsx"):
    return client.post(reverse("units_import"), {"file": SimpleUploadedFile(name, content)})


def test_a_workbook_is_previewed_and_only_then_taken(as_role):
    client = as_role("operator")
    book = openpyxl.load_workbook(io.BytesIO(units_xlsx()))
    book["单位"]["C2"] = "发改委"
    changed = io.BytesIO()
    book.save(changed)
    page = upload(client, changed.getvalue()).content.decode()
    assert "修改 1 个" in page
    assert Unit.objects.get(code="101").prose_name == ""
    assert client.post(reverse("units_import_confirm")).url == reverse("unit_list")
    assert Unit.objects.get(code="101").prose_name == "发改委"
    again = client.post(reverse("units_import_confirm"), follow=True).content.decode()
    assert "没有待确认的名录文件" in again


def test_a_workbook_that_cannot_be_read_a_second_time_is_refused_in_words(as_role, settings):
    client = as_role("operator")
    book = openpyxl.load_workbook(io.BytesIO(units_xlsx()))
    book["单位"]["C2"] = "发改委"
    changed = io.BytesIO()
    book.save(changed)
    upload(client, changed.getvalue())
    (waiting,) = (settings.MEDIA_ROOT / "units").iterdir()
    waiting.write_bytes(changed.getvalue()[:2000])  # the disk filled up, say
    answer = client.post(reverse("units_import_confirm"), follow=True)
    assert answer.redirect_chain == [(reverse("units_import"), 302)]
    page = answer.content.decode()
    assert "没有导入：“名录.xlsx”上传之后已读不出来" in page
    assert "请重新上传" in page
    assert Unit.objects.get(code="101").prose_name == ""
    assert "没有待确认的名录文件" in client.post(reverse("units_import_confirm"), follow=True).content.decode()


def test_a_workbook_with_faults_cannot_be_confirmed(as_role):
    client = as_role("operator")
    book = openpyxl.load_workbook(io.BytesIO(units_xlsx()))
    book["单位"]["B3"] = "县发改委"
    book["单位"]["C4"] = "改过"
    changed = io.BytesIO()
    book.save(changed)
    page = upload(client, changed.getvalue()).content.decode()
    assert "没有导入任何内容" in page
    assert "与第 2 行重复" in page
    client.post(reverse("units_import_confirm"))
    assert Unit.objects.get(code="103").prose_name == "县统调队"


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"\x00" * 100])
def test_a_file_that_is_no_workbook_is_refused_in_words(as_role, content):
    page = upload(as_role("operator"), content)
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()


def test_the_export_holds_all_units(as_role):
    answer = as_role("leader").get(reverse("units_export"))
    assert "attachment" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [row[1].value for row in book["单位"].iter_rows(min_row=2)] == [
        "县发改委", "县教体局", "统调队", "大塘镇政府", "小江镇政府",
    ]  # fmt: skip
