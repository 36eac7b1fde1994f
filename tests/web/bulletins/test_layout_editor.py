"""The layout editor gives back exactly the layout it shows, and refuses contradictions."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mingcha.web.bulletins import layouts
from mingcha.web.bulletins.layout_forms import LayoutForms


@pytest.fixture
def plan(county):
    return layouts.plan_of(layouts.current())


def as_posted(plan) -> dict[str, object]:
    """What a browser would send for the page as it was shown."""
    forms = LayoutForms(plan)
    data: dict[str, object] = {}
    every = [forms.head, *(form for part in forms.lists.values() for form in part)]
    every += [part.management_form for part in forms.lists.values()]
    for form in every:
        for bound in form:
            value = bound.value()
            if value is None or value is False:
                continue
            data[bound.html_name] = "on" if value is True else value
    return data


def test_an_untouched_form_gives_the_same_layout_back(plan):
    forms = LayoutForms(plan, as_posted(plan))
    assert forms.is_valid(), (forms.faults, forms.head.errors, [part.errors for part in forms.lists.values()])
    assert forms.plan == plan


def test_a_change_is_saved_and_reaches_the_next_draft(plan, sign_in):
    data = as_posted(plan) | {
        "head-masthead": "政务公开月报",
        "rankings-0-top": "3",
        "rankings-0-bottom": "2",
        "sections-4-title": "通报表扬",
        "sections-4-place": "2",
        "sections-4-fixed": "县水利局。｜更新及时。\n其余单位要跟上。",
        "head-month_1": "county",
        "head-month_2": "town",
        "head-net": "net",
        "head-ties": "dense",
    }
    answer = sign_in("operator").post(reverse("layout_edit"), data)
    assert answer.status_code == 302

    saved = layouts.plan_of(layouts.current())
    assert saved.masthead == "政务公开月报"
    assert (saved.rankings[0].top, saved.rankings[0].bottom) == (3, 2)
    assert saved.month_order == ("county", "town")
    assert (saved.policy.net, saved.policy.ties.value) == (True, "dense")
    new = next(section for section in saved.sections if section.title == "通报表扬")
    assert new.fixed == (("县水利局。", "更新及时。"), ("", "其余单位要跟上。"))
    assert len({section.key for section in saved.sections}) == 5


def test_struck_out_rows_are_gone(plan):
    forms = LayoutForms(plan, as_posted(plan) | {"charts-0-DELETE": "on", "sections-1-DELETE": "on"})
    assert forms.is_valid()
    assert forms.plan is not None
    assert forms.plan.charts == plan.charts[1:]
    assert [section.key for section in forms.plan.sections] == ["overview", "problems", "requirements"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"annexes-1-group": "county"}, "附件的分组重复：county"),
        ({"sections-1-title": "基本情况"}, "板块名称重复：基本情况"),
        ({"sections-2-generated": ["totals"]}, "“累计与当月发布条数”放进了两个板块"),
        ({"head-month_1": "town", "head-month_2": "town"}, "同一个分组写了两次"),
        ({"head-masthead": ""}, "必填"),
        ({"rankings-0-top": "-1"}, "大于或等于"),
        ({"sections-0-fixed": "只有段首语｜"}, "没有正文"),
        ({"charts-0-group": "village"}, "village"),
    ],
)
def test_a_contradiction_is_told_in_chinese_and_nothing_is_saved(plan, sign_in, change, told):
    answer = sign_in("operator").post(reverse("layout_edit"), as_posted(plan) | change)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "版式没有保存" in page
    assert told in page
    assert layouts.plan_of(layouts.current()) == plan
