"""A post's evidence: its history, what changed, a snapshot that can do nothing, and whoever may not see it does not."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from warcio.archiveiterator import ArchiveIterator
from web.rounds.portal import fill, page

from mingcha.web.audit.models import LogEntry
from mingcha.web.rounds import sites


def words(response):
    return response.content.decode()


@pytest.fixture
def portal(county):
    return fill(county)


def test_the_history_of_a_post_tells_when_it_changed_and_went(as_role, portal):
    told = words(as_role("unit").get(reverse("post", args=[portal.post.pk])))
    order = [told.index(word) for word in ("网页不存在", "内容有变化", "没有变化", "首次采集")]
    assert order == sorted(order)
    assert "下载证据" not in told
    assert "4 次，新的在前" in told


def test_two_snapshots_are_compared_in_words(as_role, portal):
    told = words(as_role("unit").get(reverse("post_compare", args=[portal.post.pk, 2, 3])))
    assert "<del>5</del>" in told
    assert "<ins>8</ins>" in told
    assert "文字修改 1 段" in told


def test_a_snapshot_is_verified_and_shown_where_it_can_do_nothing(as_role, portal):
    client = as_role("unit")
    frame = words(client.get(reverse("post_snapshot", args=[portal.post.pk, 3])))
    assert "摘要相符" in frame
    assert 'sandbox src="' in frame
    shown = client.get(reverse("post_shown", args=[portal.post.pk, 3]))
    assert "会议定于1月18日召开" in words(shown)
    assert "<script" not in words(shown)
    assert "src=" not in words(shown)
    policy = shown["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert (shown["X-Frame-Options"], shown["Referrer-Policy"]) == ("SAMEORIGIN", "no-referrer")


def test_content_that_was_tampered_with_is_never_shown_as_evidence(as_role, portal):
    (file,) = sites.folder_of(portal.site).rglob("*.warc.gz")
    data = bytearray(file.read_bytes())
    for at in range(len(data) // 2, len(data)):
        data[at] ^= 0xFF
    file.write_bytes(bytes(data))
    answer = as_role("unit").get(reverse("post_snapshot", args=[portal.post.pk, 3]), follow=True)
    assert "摘要相符" not in words(answer)
    assert "未完成" in words(answer)


def test_the_record_is_handed_to_operators_as_a_warc_of_its_own_and_that_is_logged(as_role, portal):
    where = reverse("post_record", args=[portal.post.pk, 2])
    answer = as_role("operator").post(where, {"reason": "移送网信部门核查"})
    records = [
        (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"))
        for one in ArchiveIterator(io.BytesIO(answer.content))
    ]
    assert records == [("warcinfo", None), ("response", page(1)), ("revisit", page(1))]
    detail = LogEntry.objects.get(action="下载证据").detail
    assert detail.startswith("第 2 号快照")
    assert detail.endswith("理由：移送网信部门核查")
    assert as_role("unit").post(where, {"reason": "移送网信部门核查"}).status_code == 403


@pytest.mark.parametrize(("reason", "words_told"), [("", "请填写理由"), ("要用", "理由太短"), ("长" * 201, "理由太长")])
def test_without_a_written_reason_no_record_is_handed_over(as_role, portal, reason, words_told):
    where = reverse("post_record", args=[portal.post.pk, 2])
    client = as_role("operator")
    assert "含未遮盖的个人信息" in words(client.get(where))
    answer = client.post(where, {"reason": reason})
    assert words_told in words(answer)
    assert "Content-Disposition" not in answer
    assert not LogEntry.objects.filter(action="下载证据").exists()


def test_the_reason_itself_carries_nobodys_number_into_the_log(as_role, portal):
    where = reverse("post_record", args=[portal.post.pk, 2])
    as_role("operator").post(where, {"reason": "核对110199199001011232是否遮盖"})
    assert "110199199001011232" not in LogEntry.objects.get(action="下载证据").detail


def test_a_snapshot_of_another_address_is_not_answered_for(as_role, portal):
    client = as_role("operator")
    for name, numbers in (("post_snapshot", [1]), ("post_shown", [1]), ("post_record", [1]), ("post_compare", [1, 2])):
        assert client.get(reverse(name, args=[portal.others.pk, *numbers])).status_code == 404
    assert client.get(reverse("post_snapshot", args=[portal.post.pk, 99])).status_code == 404


def test_a_post_without_evidence_says_why(as_role, county, portal):
    client = as_role("operator")
    imported = county.units["101"].posts.filter(crawled_from="").first()
    assert "没有登记采集" in words(client.get(reverse("post", args=[imported.pk])))
    assert "还没有看到这个网址" in words(client.get(reverse("post", args=[portal.others.pk])))
