"""Changing units and targets leaves a trace each time, and none when nothing changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import ProtectedError

from mingcha.model.unit import Alias
from mingcha.web.audit.models import LogEntry
from mingcha.web.units import queries, services
from mingcha.web.units.models import Target, Unit


@pytest.fixture
def operator(county):
    return county.people["operator"]


def unit(code):
    return next(each for each in queries.units() if each.code == code)


def test_a_change_is_kept_in_history_with_its_author_and_words(county, operator):
    services.save_unit(replace(unit("101"), name="县发展改革委", order=9), by=operator)
    latest = Unit.objects.get(code="101").history.first()
    assert latest.history_user == operator
    assert latest.history_change_reason == "单位名称 县发改委 → 县发展改革委；排序 1 → 9"
    assert LogEntry.objects.first().action == "修改单位"


def test_saving_what_is_already_so_leaves_no_trace(county, operator):
    before = Unit.history.count(), LogEntry.objects.count()
    assert services.save_unit(unit("103"), by=operator) == []
    assert (Unit.history.count(), LogEntry.objects.count()) == before


def test_aliases_are_replaced_as_a_whole(county, operator):
    told = services.save_unit(replace(unit("103"), aliases=(Alias("调查队", date(2020, 1, 1)),)), by=operator)
    assert told == ["别名 县统计调查队 → 调查队（2020-01-01 起）"]
    assert unit("103").aliases == (Alias("调查队", date(2020, 1, 1)),)


def test_a_merger_is_kept_with_its_heir(county, operator):
    merged = replace(unit("102"), active_to=date(2023, 6, 30), successor="101")
    services.save_unit(merged, by=operator)
    assert unit("102") == merged


def test_a_unit_with_posts_cannot_be_deleted(county, operator):
    with pytest.raises(ProtectedError):
        services.delete_unit(county.units["101"], by=operator)
    assert Unit.objects.filter(code="101").exists()


def test_only_targets_that_differ_are_written(county, operator):
    told = services.save_targets(2023, {"101": 120, "102": 50, "103": None, "202": 0}, by=operator)
    assert told == ["县发改委 100 → 120", "统调队 40 → （无）", "小江镇政府 （无） → 0"]
    assert dict(Target.objects.filter(year=2023).values_list("unit__code", "posts")) == {
        "101": 120,
        "102": 50,
        "201": 200,
        "202": 0,
    }
    assert Target.history.filter(history_type="-").count() == 1
    assert LogEntry.objects.first().target == "2023年，3 个单位"


def test_the_next_code_is_free():
    assert services.next_code(["U001", "U003"]) == "U002"


def test_the_engine_gets_units_as_values_in_two_queries(county, django_assert_num_queries):
    with django_assert_num_queries(2):
        units = queries.units()
    assert [each.code for each in units] == ["101", "102", "103", "201", "202"]
    assert units[2].in_prose == "县统调队"
    assert units[2].aliases == (Alias("县统计调查队"),)
