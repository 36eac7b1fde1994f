"""The layout editor gives back exactly the layout it shows, and refuses contradictions."""

from __future__ import annotations

import html
import json

import pytest
from django.urls import reverse

from mingcha.standards import load
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
    every += [part.management_form for part in forms.lists.values()] + forms.record
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
        ({"sections-2-generated": ["totals"]}, "“累计与当月发布条数”放进了两处"),
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


def test_how_cases_are_told_is_worded_by_the_office(plan, sign_in):
    data = as_posted(plan) | {
        "head-way": "政务微信群",
        "record-overdue-lead": "久拖不改。",
        "record-overdue-part_text": "{单位名单}的{事项数}项问题到期未改。",
        "record-unfinished_rectification-examples": "2",
        "faults-0-check": "dead_link",
        "faults-0-words": "死链多",
    }
    assert sign_in("operator").post(reverse("layout_edit"), data).status_code == 302
    saved = layouts.plan_of(layouts.current())
    assert saved.way == "政务微信群"
    assert [(one.sentence, one.lead, one.examples) for one in saved.record] == [
        ("unfinished_rectification", "整改不及时。", 2),
        ("overdue", "久拖不改。", 10),
    ]
    assert [(fault.check, fault.words) for fault in saved.faults] == [("dead_link", "死链多")]
    # Worded as it was before, a sentence follows the standards again.
    again = as_posted(saved) | {"record-overdue-lead": "逾期未改。", "record-overdue-part_text": plan_text("overdue")}
    assert sign_in("operator").post(reverse("layout_edit"), again).status_code == 302
    assert [one.sentence for one in layouts.plan_of(layouts.current()).record] == ["unfinished_rectification"]


def test_what_counts_as_cleaned_up_is_for_the_office_to_say(plan, sign_in):
    data = as_posted(plan) | {
        "kinds-1-name": "问题链接",
        "kinds-1-families": ["links"],
        "kinds-1-checks": "",
        "kinds-2-name": "空附件",
        "kinds-2-checks": "empty_attachment",
    }
    assert sign_in("operator").post(reverse("layout_edit"), data).status_code == 302
    (cleaned,) = layouts.plan_of(layouts.current()).record
    assert [(kind.name, kind.families, kind.checks, kind.by_places) for kind in cleaned.kinds] == [
        ("网站错敏信息", ("wording",), (), False),
        ("问题链接", ("links",), (), True),
        ("空附件", (), ("empty_attachment",), False),
    ]


def plan_text(sentence: str) -> str:
    return load.record_plans()[sentence].template("text")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"record-overdue-part_text": "{单位名}到期未改。"}, "没有名为 {单位名} 的占位符，是否为 {单位名单}"),
        ({"record-overdue-part_text": ""}, "这个字段是必填项"),
        ({"record-leaks-part_file": "{单位}发布的{文件"}, "花括号没有成对"),
        ({"record-leaks-part_file": "发布的{文件}{问题}"}, "句式中缺少 {单位}"),
        ({"faults-0-check": "dead_link", "faults-0-words": "死链。"}, "句号"),
        ({"faults-0-check": "dead_lynk", "faults-0-words": "死链"}, "选择一个有效的选项"),
        ({"kinds-1-checks": "hiden_link"}, "没有名为“hiden_link”的检查项，是否为“hidden_link”"),
        ({"kinds-2-name": "其他"}, "“其他”没有选类别，也没有写检查项"),
        ({"sections-2-closing": ["leaks"]}, "“三审三校”不严”放进了两处"),
    ],
)
def test_a_sentence_that_cannot_be_filled_is_refused_where_it_was_typed(plan, sign_in, change, why):
    answer = sign_in("operator").post(reverse("layout_edit"), as_posted(plan) | change)
    assert answer.status_code == 200
    assert why in html.unescape(answer.content.decode())
    assert layouts.plan_of(layouts.current()) == plan


def test_a_layout_kept_before_cases_were_told_still_works(plan, open_draft):
    row = layouts.current()
    old = json.loads(row.plan)
    for name in ("record", "faults", "way"):
        del old[name]
    for section in old["sections"]:
        del section["closing"]
        section["generated"] = [name for name in section["generated"] if name in ("totals", "rankings")]
    row.plan = json.dumps(old, ensure_ascii=False)
    row.save()
    kept = layouts.plan_of(layouts.current())
    assert (kept.way, kept.record, kept.sections[1].closing) == ("办公系统", (), ())
    forms = LayoutForms(kept, as_posted(kept))
    assert forms.is_valid()
    assert forms.plan == kept
    open_draft()
