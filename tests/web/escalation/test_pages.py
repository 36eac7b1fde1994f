"""Letters on their pages: drafted with a button, edited, signed, delivered; refused with a sentence."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from web.answers.told import told_cases

from mingcha.web.escalation.models import Proposal

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


def drafted(client, county, *units):
    for unit in units or ("103",):
        told_cases(county, unit)
    client.post(reverse("proposals_draft"))
    return Proposal.objects.order_by("pk")


def test_the_button_drafts_what_is_late_and_says_when_there_is_nothing(as_role, county):
    client = as_role("operator")
    nothing = client.post(reverse("proposals_draft"), follow=True)
    assert "没有需要新起草的" in text_of(nothing)
    told_cases(county, "103")
    page = client.post(reverse("proposals_draft"), follow=True)
    assert "已起草 1 份" in text_of(page)
    assert "关于尽快完成问题整改的催办单" in text_of(page)


def test_a_draft_is_edited_signed_and_delivered(as_role, county):
    client = as_role("operator")
    (draft,) = drafted(client, county)
    where = reverse("proposal", args=[draft.pk])
    assert "2023年第一期问题清单" in text_of(client.get(where))
    words = {"title": "催办单", "addressed": "统调队责任人", "text": "请尽快整改。\n\n谢谢。", "sender": "办公室"}
    client.post(reverse("proposal_change", args=[draft.pk]), words)
    page = client.post(reverse("proposal_sign", args=[draft.pk]), {"name": "张三"}, follow=True)
    assert "已签发：督办〔" in text_of(page)
    page = client.post(reverse("proposal_sent", args=[draft.pk]), {"how": "OA 发送"}, follow=True)
    assert "已登记送达" in text_of(page)
    draft.refresh_from_db()
    assert (draft.title, draft.text, draft.sent_how) == ("催办单", "请尽快整改。\n谢谢。", "OA 发送")
    file = client.get(reverse("proposal_file", args=[draft.pk]))
    assert file["Content-Disposition"].startswith("attachment")


def test_what_is_wrong_is_said_on_the_page_and_nothing_is_lost(as_role, county):
    client = as_role("operator")
    (draft,) = drafted(client, county)
    words = {"title": "", "addressed": "责任人", "text": "写了很久的正文", "sender": "办公室"}
    page = text_of(client.post(reverse("proposal_change", args=[draft.pk]), words))
    assert "请填写标题" in page
    assert "写了很久的正文" in page
    assert "请填写理由" in text_of(client.post(reverse("proposal_dismiss", args=[draft.pk]), {"why": ""}))
    assert "请填写签发人姓名" in text_of(client.post(reverse("proposal_sign", args=[draft.pk]), {"name": " "}))


def test_what_is_signed_is_not_changed_through_the_page(as_role, county):
    client = as_role("operator")
    (draft,) = drafted(client, county)
    client.post(reverse("proposal_sign", args=[draft.pk]), {"name": "张三"})
    words = {"title": "另一个", "addressed": "责任人", "text": "正文", "sender": "办公室"}
    assert "不能再改动" in text_of(client.post(reverse("proposal_change", args=[draft.pk]), words, follow=True))
    draft.refresh_from_db()
    assert draft.title != "另一个"


def test_a_leader_signs_but_does_not_edit(as_role, county):
    (draft,) = drafted(as_role("operator"), county)
    client = as_role("leader")
    page = text_of(client.get(reverse("proposal", args=[draft.pk])))
    assert reverse("proposal_sign", args=[draft.pk]) in page
    assert reverse("proposal_change", args=[draft.pk]) not in page
    assert client.post(reverse("proposal_sign", args=[draft.pk]), {"name": "领导甲"}).status_code == 302


def test_the_unit_finds_the_letter_it_was_sent(as_role, county):
    client = as_role("operator")
    (draft,) = drafted(client, county)
    client.post(reverse("proposal_sign", args=[draft.pk]), {"name": "张三"})
    client = as_role("unit")
    assert "关于尽快完成问题整改的催办单" in text_of(client.get(reverse("own_letters")))
    assert client.get(reverse("own_letter_file", args=[draft.pk])).content[:2] == b"PK"


@pytest.mark.parametrize(("role", "name"), [("operator", "proposals"), ("unit", "own_letters")])
def test_the_lists_ask_as_often_however_long_they_are(as_role, county, role, name):
    (draft,) = drafted(as_role("operator"), county)
    Proposal.objects.update(state="signed")
    client = as_role(role)

    def asked():
        with CaptureQueriesContext(connection) as held:
            assert client.get(reverse(name) + "?state=signed").status_code == 200
        return len(held)

    client.get(reverse(name))
    few = asked()
    Proposal.objects.bulk_create(
        Proposal(
            unit=draft.unit, rung="reminder", label="催办", state="signed", title=f"第{n}份", addressed="责任人",
            text="正文", sender="办公室", dated=draft.dated, drafted_at=draft.drafted_at, year=2023, number=100 + n,
        )
        for n in range(100)
    )  # fmt: skip
    assert asked() == few


def test_the_letters_about_one_case_are_found_by_its_number(as_role, county):
    client = as_role("operator")
    drafted(client, county, "101", "103")
    for draft in Proposal.objects.all():
        page = client.get(reverse("proposals"), {"state": "all", "case": draft.lines.get().case_id})
        assert [one.pk for one in page.context["rows"]] == [draft.pk]
