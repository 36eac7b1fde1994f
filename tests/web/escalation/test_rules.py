"""The office's own days and ladder: typed on the page, kept with a line in the log, and used from then on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from web.answers.told import SUNDAY, at, told_cases
from web.notices.listed import DATED, MORNING, confirmed, drafted

from mingcha.model.finding import Severity
from mingcha.standards.escalation import ladder as shipped
from mingcha.standards.rectification import rectification
from mingcha.web.answers import answering
from mingcha.web.audit.models import LogEntry
from mingcha.web.cases import listing
from mingcha.web.cases.models import Case, TimeLimits
from mingcha.web.cases.time_limits import limits
from mingcha.web.escalation import drafting, rules, signing
from mingcha.web.escalation.models import RungRule
from mingcha.web.notices import issuing
from mingcha.web.notices.models import NoticeLine
from mingcha.web.publishing.refusals import Refused
from mingcha.web.workdays import calendar

pytestmark = pytest.mark.django_db
URL = "proposal_rules"


def typed(client, **changes):
    """The form as the page shows it, with these changes."""
    form = client.get(reverse(URL)).context["form"]
    return {name: field.initial for name, field in form.fields.items()} | changes


def logged():
    return list(LogEntry.objects.filter(action__in=("修改整改期限", "修改催办梯次")).values_list("action", "detail"))


def test_the_page_shows_what_holds_beside_the_law(as_role):
    page = as_role("operator").get(reverse(URL)).content.decode()
    assert "现用默认设定" in page
    assert "第四十七条" in page
    assert "第五十三条" in page
    assert "第五十七条" in page


def test_saving_what_holds_already_changes_nothing(as_role):
    client = as_role("operator")
    answer = client.post(reverse(URL), typed(client), follow=True)
    assert "没有改动" in answer.content.decode()
    assert (logged(), TimeLimits.objects.count(), RungRule.objects.count()) == ([], 0, 0)


def test_days_and_steps_are_kept_logged_and_put_back(as_role):
    client = as_role("operator")
    given = typed(client, high=3, soon=2, deputy_leader_after=4, circular_signing="leader")
    page = client.post(reverse(URL), given, follow=True).content.decode()
    assert "已保存" in page
    assert "恢复默认" in page
    assert (limits().high, limits().soon, limits().low) == (3, 2, 7)
    own = {rung.name: rung for rung in rules.ladder().rungs}
    assert (own["deputy_leader"].after, own["circular"].by_leader, own["talk"].after) == (4, True, 10)
    assert dict(logged()) == {
        "修改整改期限": "严重 2 → 3；到期前提示 1 → 2",
        "修改催办梯次": "提请分管负责人督促：逾期几个工作日起 2 → 4；通报并告知主要负责人：一人签发 → 领导一人签发",
    }
    client.post(reverse("proposal_rules_restore"))
    assert (limits(), rules.ladder()) == (rectification().deadline, shipped())
    assert len(logged()) == 4
    assert "没有改动" in client.post(reverse("proposal_rules_restore"), follow=True).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"critical": 5}, "程度越重期限应当越短"),
        ({"low": 0}, "至少为 1"),
        ({"low": "一周"}, "天数应为整数"),
        ({"talk_after": 2}, "应当逐级不提前"),
        ({"talk_pause": 0}, "至少隔 1 个工作日"),
        ({"accountability_signing": "one"}, "须两人签发"),
        ({"accountability_signing": "nobody"}, "不在可用的选项中"),
    ],
)
def test_what_does_not_hold_together_is_told_and_nothing_is_kept(as_role, change, words):
    client = as_role("operator")
    page = client.post(reverse(URL), typed(client, high=1) | change).content.decode()
    assert "没有保存" in page
    assert words in page
    assert (logged(), limits()) == ([], rectification().deadline)


def test_more_time_for_leaked_data_is_kept_with_a_warning(as_role):
    client = as_role("operator")
    page = client.post(reverse(URL), typed(client, critical=2), follow=True).content.decode()
    assert "已保存" in page
    assert "要求立即补救" in page


def test_a_log_that_cannot_be_written_leaves_days_and_steps(as_role, monkeypatch):
    client = as_role("operator")
    given = typed(client, high=3, deputy_leader_after=4)

    def refuses(*, action, **_):
        assert action == "修改催办梯次"
        raise OSError

    monkeypatch.setattr(rules, "record", refuses)
    with pytest.raises(OSError):
        client.post(reverse(URL), given)
    assert (limits(), rules.ladder(), logged()) == (rectification().deadline, shipped(), [])


def set_days(county, **days):
    from dataclasses import replace

    rules.change(replace(limits(), **days), rules.ladder(), by=county.people["operator"], at=MORNING)


def test_a_notice_reckons_with_the_offices_days(as_role, county):
    cases = confirmed(county, "101", severity=Severity.HIGH) + confirmed(county, "101", severity=Severity.LOW)
    set_days(county, high=3, low=10)
    notice = drafted(county, cases, due=date(2023, 12, 4), by_severity=True)
    client = as_role("operator")
    page = client.get(reverse("notice", args=[notice.pk])).content.decode()
    assert "2023年12月4日" in page
    issuing.issue(notice, by=county.people["operator"], at=MORNING)
    dues = NoticeLine.objects.order_by("-case__severity").values_list("due", flat=True)
    assert list(dues) == [date(2023, 11, 23), date(2023, 12, 4)]  # three and ten working days after the 20th
    assert {one.due for one in Case.objects.all()} == set(dues)


def test_a_new_notice_is_offered_the_offices_day(as_role, county):
    confirmed(county, "101", severity=Severity.LOW)
    set_days(county, low=10)
    client = as_role("operator")
    answer = client.post(reverse("notice_new"), {"unit": [county.units["101"].pk]}, follow=True)
    notice = answer.context["notice"]
    assert notice.due == calendar().add(notice.dated, 10).due


def test_a_case_is_due_soon_as_long_before_as_the_office_says(county):
    told_cases(county, "103")
    friday = DATED + timedelta(days=2)
    due = {"state": "soon"}

    def found():
        cases = Case.objects.all()
        return listing.asked_for(cases, due, today=friday, calendar=calendar(), days=limits()).count()

    assert found() == 0
    set_days(county, soon=3)
    assert found() == 1


def test_the_list_of_cases_asks_once_for_the_offices_days(as_role, county):
    told_cases(county, "103")
    client = as_role("operator")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("case_list"), {"state": "soon"}).status_code == 200
    assert sum(TimeLimits._meta.db_table in each["sql"] for each in asked) == 1


def test_a_step_is_proposed_when_the_office_says(county):
    from dataclasses import replace

    told_cases(county, "103")
    steps = rules.ladder()
    later = replace(steps, rungs=(replace(steps.rungs[0], after=2, by_leader=True), *steps.rungs[1:]))
    rules.change(limits(), later, by=county.people["operator"], at=at(SUNDAY))
    assert drafting.propose(at(SUNDAY + timedelta(days=1))) == []
    (draft,) = drafting.propose(at(SUNDAY + timedelta(days=2)))
    assert draft.by_leader
    with pytest.raises(Refused, match="由领导签发"):
        signing.sign(draft, name="张三", by=county.people["operator"], at=at(SUNDAY + timedelta(days=2)))
    assert signing.sign(draft, name="李四", by=county.people["leader"], at=at(SUNDAY + timedelta(days=2))).number == 1


def test_what_was_drafted_before_is_signed_as_it_was_drafted(county):
    from dataclasses import replace

    told_cases(county, "103")
    (draft,) = drafting.propose(at(SUNDAY + timedelta(days=1)))
    steps = rules.ladder()
    harder = replace(steps, rungs=(replace(steps.rungs[0], signers=2), *steps.rungs[1:]))
    rules.change(limits(), harder, by=county.people["operator"], at=at(SUNDAY + timedelta(days=1)))
    done = signing.sign(draft, name="张三", by=county.people["operator"], at=at(SUNDAY + timedelta(days=1)))
    assert done.number == 1


@pytest.mark.parametrize("what", ["a case leaves", "a case joins"])
def test_a_draft_the_machine_writes_anew_takes_the_days_and_the_signers_of_now(county, what):
    from dataclasses import replace

    day = SUNDAY + timedelta(days=1)
    one, _ = told_cases(county, "103", 2)
    (draft,) = drafting.propose(at(day))
    assert (draft.signers, draft.by_leader) == (1, False)
    assert "2023年11月29日" in draft.text  # three working days later
    steps = rules.ladder()
    harder = replace(steps.rungs[0], signers=2, by_leader=True, replied_within=1)
    rules.change(limits(), replace(steps, rungs=(harder, *steps.rungs[1:])), by=None, at=at(day))
    if what == "a case leaves":
        answering.reply([one], text="已整改。", by=None, at=at(day))
    else:
        told_cases(county, "103")
    drafting.propose(at(day))
    draft.refresh_from_db()
    assert "2023年11月28日" in draft.text
    assert (draft.signers, draft.by_leader) == (2, True)
    signing.sign(draft, name="张三", by=county.people["operator"], at=at(day))
    draft.refresh_from_db()
    assert draft.waits_for_second
    told = LogEntry.objects.filter(action="改写督办文书草稿").values_list("detail", flat=True)
    said = ["有事项退出，剩 1 件，按现行设定改写：两人签发，其中一名领导"] if what == "a case leaves" else []
    assert list(told) == said


def test_the_page_of_a_letter_only_a_leader_signs_says_so_to_the_clerk(as_role, county):
    told_cases(county, "103")
    client = as_role("operator")
    client.post(reverse(URL), typed(client, reminder_signing="leader"))
    client.post(reverse("proposals_draft"))
    (draft,) = drafting.Proposal.objects.all()
    assert "请领导用自己的账户签发" in client.get(reverse("proposal", args=[draft.pk])).content.decode()
    assert "签发人姓名" in as_role("leader").get(reverse("proposal", args=[draft.pk])).content.decode()
