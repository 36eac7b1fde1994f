"""The words of accounts' posts in an examination: told per post and account, mended by a later export."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from web.cases.found import AT, examined
from web.media.media_county import LINK, SHORT, bring, make_accounts
from web.rounds.portal import make_site

from mingcha.examine.catalogue import chosen
from mingcha.model.case import RecheckResult
from mingcha.model.document import Outcome
from mingcha.web.cases import deciding, life
from mingcha.web.cases.accounts_examined import examine_accounts, told_with
from mingcha.web.cases.models import Case, Finding
from mingcha.web.media import entering, imports
from mingcha.web.media.models import Post
from mingcha.web.media.places import media_places
from mingcha.web.rounds.models import Site

TODAY = AT.date()
WRONG, RIGHT = "各镇要按照县委布署抓好落实。", "各镇要按照县委部署抓好落实。"
HEADER = ("标题", "发布时间", "链接", "账号", "平台", "摘要", "正文")


@pytest.fixture
def accounts(county):
    return make_accounts(county.units)


def line(number, text="", *, title="", link=LINK, summary="", day="2023-12-05 10:30", account="", platform=""):
    return (title or f"第{number}条信息", day, link.format(number) if link else "", account, platform, summary, text)


def brought(*lines, header=HEADER, **more):
    out = io.StringIO()
    csv.writer(out).writerows([header, *lines])
    return imports.confirm(item=bring(out.getvalue().encode(), **more), by=None, at=AT)


def ask(checks=("wrong_word_of_two", "leaked_mobile")):
    return examine_accounts([check for check in chosen() if check.name in checks], key=b"k", today=TODAY)


def test_a_wrong_word_in_a_post_is_told_under_its_account_and_unit(accounts):
    brought(line(1, RIGHT), line(2, f"会议召开。\n{WRONG}"))
    told = ask()
    (finding,) = told.result.findings
    assert (finding.source, finding.post, finding.locator) == (
        "M001",
        Post.objects.get(title="第2条信息").url,
        "正文第2段",
    )
    assert finding.suggestion == "部署"
    examined(make_site(name="样例县门户"), finding, owners=told.units)
    assert Finding.objects.get().unit.code == "101"


def test_titles_and_summaries_are_examined_too_and_said_once_where_the_text_repeats_them(accounts):
    brought(line(1, "正文无误。", title="县委布署工作"), line(2, f"前言。\n{WRONG}后文。", summary=WRONG[:9] + "…"))
    assert sorted((one.locator, one.places) for one in ask().result.findings) == [("标题", 1), ("正文第2段", 1)]


def test_a_corrected_post_is_known_by_its_link_and_its_new_words_count(accounts):
    site = make_site(name="样例县门户")
    brought(line(1, WRONG, title="关于布署工作的信息"))
    told = ask()
    examined(site, *told.result.findings, owners=told.units)
    assert Finding.objects.filter(gone_at=None).count() == 1
    brought(line(1, RIGHT, title="关于部署工作的信息"))
    told = ask()
    assert not told.result.findings
    examined(site, at=AT + timedelta(days=1), unknown=told.unknown)
    assert Finding.objects.get().gone_at is not None
    assert Post.objects.filter(repeats=None).count() == 1


def test_an_undone_correction_brings_the_wrong_words_back_under_one_fingerprint(accounts):
    brought(line(1, WRONG))
    (before,) = ask().result.findings
    later = brought(line(1, RIGHT))
    imports.undo(item=later, by=None, at=AT)
    (after,) = ask().result.findings
    assert before.fingerprint == after.fingerprint


def test_a_later_row_without_text_leaves_the_text_as_it_was(accounts):
    brought(line(1, WRONG))
    brought(line(1)[:5], header=HEADER[:5])
    assert len(ask().result.findings) == 1


def test_a_title_that_somebody_retyped_with_the_link_is_not_the_posts_own(accounts):
    brought(line(1, RIGHT, title="县委部署工作"))
    url = Post.objects.get().url
    entering.enter(accounts["M001"], title="县委布署工作", url=url, published=date(2023, 12, 5), by=None, at=AT)
    assert not ask().result.findings


def test_a_post_that_a_later_complete_table_no_longer_holds_is_withdrawn(accounts):
    brought(line(1, RIGHT, day="2023-12-01"), line(2, WRONG, day="2023-12-05"), line(3, RIGHT, day="2023-12-09"))
    assert len(ask().result.findings) == 1
    # Not vouched for: an export may hold anything.
    brought(line(1, RIGHT, day="2023-12-01"), line(3, RIGHT, day="2023-12-09"))
    assert len(ask().result.findings) == 1
    # Complete from the fifth day on: the edge may lie within the day.
    brought(line(4, RIGHT, day="2023-12-05"), complete_to=date(2024, 1, 10))
    assert len(ask().result.findings) == 1
    item = brought(line(1, RIGHT, day="2023-12-01"), complete_to=date(2024, 1, 10))
    assert not ask().result.findings
    imports.undo(item=item, by=None, at=AT)
    assert len(ask().result.findings) == 1


def test_one_link_under_two_accounts_is_two_posts(accounts):
    more = {"link": SHORT, "title": "转发信息"}
    brought(
        line(1, WRONG, account="样例统调", **more), line(1, WRONG, account="样例发布", platform="微信公众号", **more)
    )
    found = ask().result.findings
    assert sorted(one.source for one in found) == ["M001", "M003"]
    assert len({one.fingerprint for one in found}) == 2


def test_a_leak_in_a_post_is_found_and_masked(accounts):
    brought(line(1, "联系人：张三，手机13800138000，欢迎来电。姓名：李四，身份证号110199199001011232。"))
    told = ask(checks=("leaked_id_number",))
    (finding,) = told.result.findings
    assert "19900101" not in str(finding)


def test_posts_without_text_are_told_as_examined_in_part(accounts):
    brought(line(1, RIGHT), line(2), line(3))
    (missed,) = ask().result.not_examined
    assert (missed.source, missed.outcome) == ("微信公众号“样例发布”", Outcome.PARTLY_READ)
    assert missed.reason == "2 条信息没有正文，只检查了标题和摘要"


def test_a_finding_of_an_account_knows_its_place(accounts):
    brought(
        line(1, WRONG, title="甲"), line(2, WRONG, title="乙", link="", account="样例统调"), line(3, WRONG, title="丙")
    )
    found = ask().result.findings
    places = media_places((one.source, one.post) for one in found)
    assert sorted(map(str, places.values())) == [
        "微信公众号“样例发布”《丙》（2023-12-05）",
        "微信公众号“样例发布”《甲》（2023-12-05）",
        "微信公众号“样例统调”《乙》（2023-12-05）",
    ]
    assert str(media_places([("M001", "M001")])["M001", "M001"]) == "微信公众号“样例发布”"
    assert media_places([("http://www.yangli.example/", "http://www.yangli.example/a.html"), ("M999", "M999")]) == {}


def test_many_posts_ask_the_database_no_more_than_few(accounts, django_assert_num_queries):
    brought(line(1, WRONG))
    with django_assert_num_queries(6) as few:
        ask()
    brought(*(line(number, WRONG) for number in range(2, 60)))
    with django_assert_num_queries(len(few)):
        assert len(ask().result.findings) == 59


def test_of_several_sites_one_tells_the_accounts(accounts):
    first, second = make_site(name="样例县门户"), make_site(name="样例县旧站", folder="old")
    assert (told_with(first), told_with(second)) == (True, False)
    Site.objects.filter(pk=second.pk).update(scheduled=True)
    assert (told_with(first), told_with(second)) == (False, True)


def test_what_a_unit_was_told_of_is_seen_to_be_mended_in_part_and_then_as_a_whole(accounts):
    """The office reminds the account's unit twice; what it corrects afterwards is seen with the next export."""
    site = make_site(name="样例县门户")
    brought(line(1, WRONG), line(2, f"另文。\n{WRONG}"))
    told = ask()
    examined(site, *told.result.findings, owners=told.units)
    deciding.decide(Finding.objects.all(), kind="confirmed", by=None, at=AT)
    case = Case.objects.get()
    life.tell([case], due=(AT + timedelta(days=3)).date(), by=None, at=AT)
    later = AT + timedelta(days=5)
    brought(line(1, RIGHT))
    told = ask()
    examined(site, *told.result.findings, owners=told.units, unknown=told.unknown, at=later)
    half = case.rechecks.first()
    assert (half.result, half.left) == (RecheckResult.PARTLY, 1)
    brought(line(2, RIGHT))
    told = ask()
    later += timedelta(days=1)
    examined(site, *told.result.findings, owners=told.units, unknown=told.unknown, at=later)
    assert case.rechecks.first().result == RecheckResult.FIXED
