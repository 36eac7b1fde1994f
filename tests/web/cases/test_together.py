"""Several causes settled at once after a preview, and two people where the office wants two."""

from __future__ import annotations

import pytest
from django.urls import reverse
from web.cases.found import AT, examined, told
from web.rounds.portal import make_site

from mingcha.model.finding import Severity
from mingcha.web.accounts.models import User
from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import deciding, practice, precision, together
from mingcha.web.cases.models import Case, Decision, Finding
from mingcha.web.publishing.refusals import Refused


@pytest.fixture
def site(county):
    return make_site(name="样例县门户", folder="portal")


@pytest.fixture
def three(county, site):
    """Three causes; the first at two units."""
    examined(site, told(1), told(2), told(3, quote="既使"), told(4, quote="布署", severity=Severity.HIGH))
    Finding.objects.update(unit=county.units["101"])
    Finding.objects.filter(fingerprint="confused_word-2").update(unit=county.units["201"])
    return {row.quote: row.cause for row in Finding.objects.all()}


def test_the_preview_says_how_many_at_which_units_with_examples(three):
    shown = together.preview([three["截止目前"], three["既使"]])
    assert (shown.number, shown.units, shown.cases) == (3, 2, 3)
    first = shown.parts[0]
    assert (first.number, first.units) == (2, (("县发改委", 1), ("大塘镇政府", 1)))
    assert len(first.examples) == 2
    assert Decision.objects.count() == 0


def test_what_was_shown_is_settled_and_cases_come_of_it(county, three):
    causes = [three["截止目前"], three["既使"]]
    shown = together.preview(causes)
    assert len(together.settle(causes, seal=shown.seal, kind="confirmed", by=None, at=AT, seconds=20)) == 2
    assert Case.objects.count() == shown.cases == 3
    assert set(Decision.objects.values_list("seconds", flat=True)) == {10}
    assert deciding.waiting().count() == 1


def test_what_changed_since_the_preview_is_not_settled(three, site):
    causes = [three["截止目前"], three["既使"]]
    shown = together.preview(causes)
    deciding.decide(Finding.objects.filter(quote="既使"), kind="confirmed", by=None, at=AT)
    with pytest.raises(Refused, match="预览之后"):
        together.settle(causes, seal=shown.seal, kind="confirmed", by=None, at=AT)
    assert Decision.objects.count() == 1


def test_nothing_or_too_much_is_refused(three):
    with pytest.raises(Refused, match="选中起因"):
        together.preview([])
    with pytest.raises(Refused, match="最多"):
        together.preview([f"{number}" for number in range(101)])
    with pytest.raises(Refused, match="已经有人判断过"):
        together.preview(["never"])


def test_on_the_pages_causes_are_ticked_previewed_and_settled(as_role, three):
    client = as_role("operator")
    assert "一并判断选中的" in client.get(reverse("findings")).content.decode()
    page = client.post(reverse("causes_preview"), {"cause": list(three.values()), "asked": "family=wording"})
    shown = page.context["shown"]
    assert "将立 4 件整改事项" in page.content.decode()
    given = {"cause": list(three.values()), "seal": shown.seal, "kind": "confirmed", "asked": "family=wording"}
    answer = client.post(reverse("causes_decide"), given)
    assert answer.url == f"{reverse('findings')}?family=wording"
    assert Case.objects.count() == 4
    again = client.post(reverse("causes_decide"), given, follow=True)
    assert "预览之后问题有了变化" in again.content.decode()


def test_all_that_the_filter_asks_for_can_be_settled_at_once(as_role, three):
    page = as_role("operator").post(reverse("causes_preview"), {"all": "1", "asked": "severity=high"})
    assert [part.first.quote for part in page.context["shown"].parts] == ["布署"]


def test_false_alarms_of_many_need_a_reason_and_the_preview_comes_back(as_role, three):
    client = as_role("operator")
    shown = together.preview(list(three.values()))
    given = {"cause": list(three.values()), "seal": shown.seal, "kind": "dismissed"}
    page = client.post(reverse("causes_decide"), given)
    assert "判为误报要写明理由" in page.content.decode()
    assert page.context["shown"].number == 4
    client.post(reverse("causes_decide"), {**given, "reason": "引用原文"})
    assert set(Decision.objects.values_list("kind", "reason")) == {("dismissed", "引用原文")}


@pytest.fixture
def two(county):
    """The office wants two people for what is severe; there are two clerks."""
    practice.change(closes_itself=False, two_from=2, two_families=(), by=county.people["operator"], at=AT)
    return county.people["operator"], User.objects.create_user("second", role="operator", display_name="经办人员乙")


def test_what_is_severe_waits_for_a_second_person_and_no_case_comes_of_it_before(two, three):
    first, other = two
    made = deciding.decide(Finding.objects.all(), kind="confirmed", by=first, at=AT)
    assert sorted(one.kind for one in made) == ["confirmed", "confirmed", "proposed"]
    assert not Case.objects.filter(severity=2).exists()
    (waits,) = deciding.to_second()
    with pytest.raises(Refused, match="同一个人"):
        deciding.second(waits, by=first, at=AT)
    done = deciding.second(waits, by=other, at=AT)
    assert (done.kind, done.by, done.seconded_by) == ("confirmed", first, other)
    assert Case.objects.filter(severity=2).count() == 1
    with pytest.raises(Refused, match="已经有第二人确认"):
        deciding.second(waits, by=other, at=AT)
    assert LogEntry.objects.filter(action="判断问题：第二人确认").exists()


def test_what_waits_for_a_second_person_can_be_taken_back_and_says_nothing_of_its_check(two, three):
    first, _ = two
    deciding.decide(Finding.objects.filter(severity=2), kind="confirmed", by=first, at=AT)
    assert precision.standings(at=AT) == []
    assert deciding.undo(Decision.objects.get(), by=first, at=AT) == 1
    assert deciding.waiting().count() == 4


def test_a_false_alarm_needs_no_second_person(two, three):
    (made,) = deciding.decide(Finding.objects.filter(severity=2), kind="dismissed", by=two[0], at=AT, reason="引文")
    assert made.kind == "dismissed"


def test_the_waiting_list_offers_the_button_to_the_other_one_only(client, two, three):
    first, other = two
    deciding.decide(Finding.objects.filter(severity=2), kind="confirmed", by=first, at=AT)
    client.force_login(first)
    assert "须由他人确认" in client.get(reverse("seconding")).content.decode()
    client.force_login(other)
    page = client.get(reverse("seconding")).content.decode()
    assert "同意确认" in page
    client.post(reverse("decision_second", args=[Decision.objects.get().pk]))
    assert Case.objects.count() == 1


def test_the_settings_are_kept_and_logged_once(as_role, county):
    client = as_role("operator")
    given = {"closes_itself": "on", "two_from": "2", "two_families": ["privacy"]}
    client.post(reverse("practice_edit"), given)
    client.post(reverse("practice_edit"), given)
    rule = practice.practice()
    assert (rule.closes_itself, rule.two_from, rule.two_families) == (True, 2, "privacy")
    (entry,) = LogEntry.objects.filter(action="修改办理设定")
    assert "程度为严重以上" in entry.detail
    assert "个人信息" in entry.detail
