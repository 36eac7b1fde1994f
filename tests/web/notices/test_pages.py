"""Who may open which page of notices, what stands on it, and what its buttons do."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone
from web.notices.listed import MORNING, confirmed, drafted, issued

from mingcha.web.audit.models import LogEntry
from mingcha.web.cases.models import Case
from mingcha.web.notices import sending
from mingcha.web.notices.models import ContactAddress, Delivery, Notice, NoticeCopy, WebhookHost, Wording

pytestmark = pytest.mark.django_db
ROLES = ("operator", "unit", "leader", "system", "security", "auditor")
BUSINESS, COUNTY = {"operator", "unit", "leader"}, {"operator", "leader"}
READ = {
    "notices": BUSINESS,
    "notice_new": {"operator"},
    "notice_words": {"operator"},
    "notice_addresses": {"operator"},
    "notice_address_new": {"operator"},
    "notice_address": {"operator"},
    "notice_hosts": {"system"},
    "notice": BUSINESS,
    "notice_add": {"operator"},
    "notice_issue": {"operator"},
    "notice_package": COUNTY,
    "notice_covering": COUNTY,
    "notice_copy": BUSINESS,
    "notice_file": BUSINESS,
}
POSTED = {
    "notice_address_delete": {"operator"},
    "notice_address_key": {"operator"},
    "notice_host_delete": {"system"},
    "notice_again": {"operator"},
    "notice_change": {"operator"},
    "notice_remove": {"operator"},
    "notice_discard": {"operator"},
    "notice_handed_over": {"operator"},
    "notice_follow_up": {"operator"},
    "notice_send_to_new": {"operator"},
    "notice_receive": {"unit"},
    "notice_receipt": {"operator"},
}
ONE_UNIT = {"notice_copy", "notice_file", "notice_receive", "notice_receipt"}


@pytest.fixture
def told(county):
    """An issued notice to the liaison's unit 103 and to 101, a draft, an address and a host."""
    notice = issued(county, confirmed(county, "103", "101"))
    host = WebhookHost.objects.create(host="oa.example", registered_at=MORNING)
    contact = ContactAddress.objects.create(
        unit=county.units["101"], way="webhook", address="http://oa.example/in", changed_at=MORNING
    )
    draft = drafted(county, confirmed(county, "103", "201"))
    return SimpleNamespace(notice=notice, draft=draft, host=host, contact=contact)


def address(name, told, *, code="103"):
    notice = told.draft if name in {"notice_add", "notice_issue", "notice_change", "notice_remove"} else told.notice
    given = {
        "notice_again": [Delivery.objects.filter(copy__notice=told.notice).first().pk],
        "notice_host_delete": [told.host.pk],
        "notice_covering": [notice.pk, "xlsx"],
        "notice_file": [notice.pk, code, "docx"],
        **{key: [notice.pk, code] for key in ONE_UNIT - {"notice_file"}},
        **{key: [told.contact.pk] for key in ("notice_address", "notice_address_delete", "notice_address_key")},
    }
    plain = {"notices", "notice_new", "notice_words", "notice_addresses", "notice_address_new", "notice_hosts"}
    return reverse(name, args=given.get(name, [] if name in plain else [notice.pk]))


def names():
    for part in get_resolver().url_patterns:
        for each in getattr(part, "url_patterns", ()):
            if getattr(each, "lookup_str", "").startswith("mingcha.web.notices."):
                yield each.name


def test_every_address_has_its_line_in_the_tables():
    assert set(names()) == set(READ) | set(POSTED)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_reads_what_the_table_says(as_role, told, role):
    client = as_role(role)
    for name, roles in READ.items():
        status = client.get(address(name, told), follow=True).status_code
        assert status == (200 if role in roles else 403), name


@pytest.mark.parametrize("role", ROLES)
def test_what_changes_something_is_posted_by_whom_the_table_says(as_role, told, role):
    client = as_role(role)
    for name, roles in POSTED.items():
        assert client.get(address(name, told)).status_code in {403, 405}, name
        status = client.post(address(name, told)).status_code
        assert (status == 403) is (role not in roles), name


def test_nobody_comes_in_without_signing_in(client, told):
    for name in READ:
        assert client.get(address(name, told)).status_code == 302


def test_a_liaison_finds_nothing_of_another_unit_nor_any_draft(as_role, told):
    client = as_role("unit")
    for name in ("notice_copy", "notice_file"):
        assert client.get(address(name, told, code="101")).status_code == 404
    assert client.post(address("notice_receive", told, code="101"), {"name": "甲"}).status_code == 404
    assert client.get(reverse("notice", args=[told.draft.pk])).status_code == 404
    assert client.get(reverse("notice_copy", args=[told.draft.pk, "103"])).status_code == 404
    page = client.get(reverse("notices")).content.decode()
    assert "县发改委" not in page


def test_opening_its_list_notes_the_first_reader_once(as_role, county, told):
    client = as_role("unit")
    client.get(address("notice_copy", told))
    copy = NoticeCopy.objects.get(notice=told.notice, unit__code="103")
    assert copy.read_by == county.people["unit"]
    first = copy.read_at
    client.get(address("notice_copy", told))
    copy.refresh_from_db()
    assert copy.read_at == first
    assert LogEntry.objects.filter(action="阅读整改清单").count() == 1


def test_the_office_looking_is_no_reading(as_role, told):
    as_role("operator").get(address("notice_copy", told))
    assert not NoticeCopy.objects.filter(read_at__isnull=False).exists()


def test_the_unit_signs_for_its_list_once(as_role, told):
    client = as_role("unit")
    client.post(address("notice_receive", told), {"name": "李联络"})
    again = client.post(address("notice_receive", told), {"name": "王联络"}, follow=True)
    assert "已由李联络签收" in again.content.decode()
    copy = NoticeCopy.objects.get(notice=told.notice, unit__code="103")
    assert (copy.received_by, copy.received_note) == ("李联络", "")


def test_the_office_notes_a_receipt_it_heard_of_with_where_from(as_role, told):
    client = as_role("operator")
    heard = {"name": "张股长", "received_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}", "note": ""}
    refused = client.post(address("notice_receipt", told), heard, follow=True).content.decode()
    assert "请写明从哪里得知" in refused
    client.post(address("notice_receipt", told), heard | {"note": "电话确认"})
    copy = NoticeCopy.objects.get(notice=told.notice, unit__code="103")
    assert (copy.received_by, copy.received_note, copy.noted_by.username) == ("张股长", "电话确认", "operator")


@pytest.mark.parametrize(
    ("moment", "words"), [("2023-11-01T08:00", "不能早于印发"), ("2099-01-01T08:00", "不能晚于现在")]
)
def test_a_receipt_is_between_issue_and_now(as_role, told, moment, words):
    given = {"name": "张股长", "received_at": moment, "note": "电话确认"}
    page = as_role("operator").post(address("notice_receipt", told), given, follow=True).content.decode()
    assert words in page


def test_files_are_handed_out_as_attachments_and_noted(as_role, told):
    answer = as_role("unit").get(address("notice_file", told))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert LogEntry.objects.filter(action="下载整改通知文件", detail__contains="统调队").exists()
    packed = as_role("operator").get(address("notice_package", told))
    assert len(ZipFile(io.BytesIO(packed.content)).namelist()) == 6


def test_a_clerk_goes_from_what_waits_to_what_is_issued(as_role, county):
    confirmed(county, "101", "103")
    client = as_role("operator")
    page = client.get(reverse("notice_new")).content.decode()
    assert "县发改委" in page
    answer = client.post(reverse("notice_new"), {"unit": [county.units["101"].pk]})
    notice = Notice.objects.get()
    assert answer.url == reverse("notice", args=[notice.pk])
    assert [copy.unit.code for copy in notice.copies.all()] == ["101"]
    client.post(reverse("notice_add", args=[notice.pk]) + f"?unit={county.units['103'].pk}", {"all": "1"})
    assert notice.copies.count() == 2
    form = client.get(reverse("notice", args=[notice.pk])).context["form"].initial
    given = {**form, "dated": "2023-11-20", "due": "2023-11-26"}
    saved = client.post(reverse("notice_change", args=[notice.pk]), given, follow=True).content.decode()
    assert "2023年11月26日是星期日，不是工作日" in saved
    client.post(reverse("notice_issue", args=[notice.pk]))
    notice.refresh_from_db()
    assert (notice.number, notice.due) == (1, date(2023, 11, 26))
    assert set(Case.objects.values_list("state", flat=True)) == {"told"}
    assert sending.hand_over(notice, by=county.people["operator"], at=MORNING) == 2


def test_ticked_cases_alone_are_put_on_the_list(as_role, county):
    first, second = confirmed(county, "101", "101")
    unit = county.units["101"].pk
    as_role("operator").post(reverse("notice_new") + f"?unit={unit}", {"case": [second.pk]})
    assert [line.case for line in NoticeCopy.objects.get().lines.all()] == [second]
    client = as_role("operator")
    notice = Notice.objects.get()
    client.post(reverse("notice_remove", args=[notice.pk]), {"case": [second.pk]})
    assert not NoticeCopy.objects.exists()
    assert first.state == "confirmed"


def test_a_wrong_place_in_the_words_is_told_and_not_saved(as_role, told):
    client = as_role("operator")
    given = {"title": "关于{期号}", "text": "{单为}：请整改{", "sender": "办公室"}
    page = client.post(reverse("notice_words"), given).content.decode()
    assert "“{单为}”不能识别" in page
    assert "花括号没有成对" in page
    assert not Wording.objects.exists()
    assert "“{单位}”不能识别" in client.post(reverse("notice_words"), given | {"title": "致{单位}"}).content.decode()
    client.post(reverse("notice_words"), given | {"text": "{单位}：请整改。"})
    assert Wording.objects.get().text == "{单位}：请整改。"


def test_the_years_first_number_is_set_with_the_words(as_role, county):
    words = {"title": "关于{期号}清单", "text": "请整改。", "sender": "办公室", "first": "11"}
    as_role("operator").post(reverse("notice_words"), words)
    from mingcha.web.notices.issuing import next_number

    assert next_number(timezone.localdate().year) == 11


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"way": "email", "address": "不是邮箱"}, "邮箱应写成"),
        ({"way": "email", "address": "a@b.example", "unit": ""}, "须选定单位"),
        ({"way": "webhook", "address": "http://other.example/"}, "没有登记"),
        ({"way": "webhook", "address": "http://oa.example/in"}, "已经有这个地址"),
    ],
)
def test_an_address_that_will_not_do_is_told(as_role, county, told, given, words):
    given = {"unit": county.units["101"].pk, **given}
    assert words in as_role("operator").post(reverse("notice_address_new"), given).content.decode()
    assert ContactAddress.objects.count() == 1


def test_an_address_is_kept_changed_and_deleted(as_role, county, told):
    client = as_role("operator")
    given = {"unit": county.units["103"].pk, "way": "email", "address": "a@b.example", "active": "on"}
    client.post(reverse("notice_address_new"), given)
    row = ContactAddress.objects.get(way="email")
    client.post(reverse("notice_address", args=[row.pk]), given | {"address": "c@b.example"})
    row.refresh_from_db()
    assert (row.address, row.digests) == ("c@b.example", False)
    client.post(reverse("notice_address_delete", args=[row.pk]))
    assert not ContactAddress.objects.filter(way="email").exists()
    logged = list(LogEntry.objects.filter(action__contains="联系地址").values_list("action", flat=True))
    assert logged == ["删除联系地址", "修改联系地址", "添加联系地址"] or logged[::-1] == [
        "删除联系地址", "修改联系地址", "添加联系地址"]  # fmt: skip


def test_the_page_of_addresses_says_when_no_mail_can_be_sent(as_role, county, settings):
    client = as_role("operator")
    ContactAddress.objects.create(unit=county.units["103"], way="email", address="a@b.example", changed_at=MORNING)
    settings.EMAIL_HOST = ""
    assert "还没有设置发信服务器" in client.get(reverse("notice_addresses")).content.decode()
    settings.EMAIL_HOST = "smtp.example"
    assert "还没有设置发信服务器" not in client.get(reverse("notice_addresses")).content.decode()


def test_the_signing_key_is_shown_on_demand_and_noted(as_role, told):
    client = as_role("operator")
    url = reverse("notice_address_key", args=[told.contact.pk])
    first = client.post(url).context["key"]
    assert client.post(url).context["key"] == first
    assert client.post(url, {"anew": "1"}).context["key"] != first
    assert LogEntry.objects.filter(action="更换签名密钥").exists()
    assert not LogEntry.objects.filter(detail__contains=first).exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("OA2.example", "oa2.example"), ("http://10.1.2.3:8080/in", "10.1.2.3:8080"), ("a b", ""), ("oa.example", "")],
)
def test_a_host_is_registered_as_it_is_asked(as_role, told, typed, kept):
    as_role("system").post(reverse("notice_hosts"), {"host": typed})
    assert list(WebhookHost.objects.exclude(pk=told.host.pk).values_list("host", flat=True)) == ([kept] if kept else [])


def test_more_units_and_cases_ask_the_database_no_more(as_role, county, django_assert_max_num_queries):
    pages = {}
    client = as_role("operator")
    client.get(reverse("notices"))  # the first page of a session writes when it began
    for codes in (("101",), ("101", "102", "103", "201", "202") * 3):
        notice = issued(county, confirmed(county, *codes, places=1))
        draft = drafted(county, confirmed(county, *codes, places=1))
        confirmed(county, *codes, places=1)
        for name, url in {
            "board": reverse("notice", args=[notice.pk]),
            "draft": reverse("notice", args=[draft.pk]),
            "copy": reverse("notice_copy", args=[notice.pk, "101"]),
            "list": reverse("notices"),
            "choose": reverse("notice_new"),
        }.items():
            with django_assert_max_num_queries(60) as asked:
                assert client.get(url).status_code == 200
            pages.setdefault(name, []).append(len(asked))
    assert {name: few for name, (few, _) in pages.items()} == {name: many for name, (_, many) in pages.items()}
