"""The way of posts through the pages: files or links, what is asked for, confirmation, undoing, and who may."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from web.media.media_county import LINK, bring, confirmed, ledger, row, table

from mingcha.web.media.models import Import, Post

pytestmark = pytest.mark.django_db
NEW = "media_import_new"


def words(answer):
    return answer.content.decode()


def newest():
    return Import.objects.order_by("-pk").first()


def test_links_are_pasted_completed_confirmed_and_undone(as_role, accounts):
    client = as_role("operator")
    answer = client.post(reverse(NEW), {"text": f"样例县召开会议\n{LINK.format(1)}"})
    item = newest()
    assert answer.url == reverse("media_import_item", args=[item.pk])
    page = words(client.get(answer.url))
    assert "请补填" in page and "发布时间不明" in page
    place = item.open[0]["index"]
    told = client.post(
        reverse("media_import_answer", args=[item.pk]), {f"published-{place}": "2023-12-05"}, follow=True
    )
    assert "要补填的都已补齐" in words(told)
    done = client.post(reverse("media_import_confirm", args=[item.pk]), follow=True)
    assert "新增 1 条" in words(done)
    page = words(client.get(reverse("media_account", args=["M001"])))
    assert "样例县召开会议" in page and "粘贴链接" in page and "粘贴内容" in page
    assert "将减少 <strong>1</strong>" in words(client.get(reverse("media_import_undo", args=[item.pk])))
    client.post(reverse("media_import_undo", args=[item.pk]))
    assert ledger() == []


def test_files_are_taken_several_at_once(as_role, accounts):
    client = as_role("operator")
    files = [SimpleUploadedFile(f"{number}.csv", table(row(number))) for number in (1, 2)]
    client.post(reverse(NEW), {"files": files, "account": "M001"})
    assert (newest().new, newest().files.count()) == (2, 2)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "请选择文件，或粘贴链接"),
        ({"text": LINK, "files": ["x"]}, "请分两次导入"),
        ({"text": LINK, "complete_to": "2099-01-01"}, "晚于今天"),
        ({"text": LINK, "account": "M999"}, "没有这个账号"),
        ({"files": [""]}, "空的（0 字节）"),
    ],
)
def test_what_cannot_be_sent_is_told(as_role, accounts, sent, told):
    files = [SimpleUploadedFile("a.csv", content.encode()) for content in sent.get("files", [])]
    page = as_role("operator").post(reverse(NEW), sent | ({"files": files} if files else {}))
    assert told in words(page)
    assert newest() is None


def test_text_without_links_is_refused_with_what_to_do(as_role, accounts):
    client = as_role("operator")
    page = words(client.post(reverse(NEW), {"text": "没有链接"}, follow=True))
    assert "未能读取" in page and "复制链接" in page


def test_a_liaison_sees_and_brings_the_own_units_only(as_role, accounts, county):
    bring(table(row(1)))
    other = newest()
    client = as_role("unit")
    page = words(client.get(reverse("media_accounts")))
    assert "样例统调" in page and "样例发布" not in page
    assert client.get(reverse("media_account", args=["M001"])).status_code == 404
    assert client.get(reverse("media_import_item", args=[other.pk])).status_code == 404
    client.post(reverse(NEW), {"text": f"甲\t{LINK.format(1)}\t2023-12-05", "account": "M003"})
    assert newest().unit == county.units["103"]
    assert "不是本单位的账号" in str(newest().faults)
    refused = client.post(reverse(NEW), {"text": LINK, "account": "M001"})
    assert "没有这个账号" in words(refused)


def test_an_answer_cannot_name_anothers_account(as_role, accounts):
    client = as_role("unit")
    client.post(reverse(NEW), {"text": "甲\thttps://mp.weixin.qq.com/s/aaaaaaaaaa\t2023-12-05"})
    item = newest()
    place = item.open[0]["index"]
    client.post(reverse("media_import_answer", args=[item.pk]), {f"account-{place}": "M001"})
    item.refresh_from_db()
    assert item.new == 0
    client.post(reverse("media_import_answer", args=[item.pk]), {f"account-{place}": "M003"})
    item.refresh_from_db()
    assert item.new == 1


def test_a_leader_reads_and_cannot_bring(as_role, accounts):
    confirmed(row(1))
    client = as_role("leader")
    page = words(client.get(reverse("media_account", args=["M001"])))
    assert "第1条信息" in page and "手工录入" not in page and "登记核查" not in page
    assert client.post(reverse("media_post_new", args=["M001"]), {}).status_code == 403
    assert client.post(reverse("media_coverage", args=["M001"]), {}).status_code == 403


def test_a_post_is_entered_by_hand_and_taken_back(as_role, accounts):
    client = as_role("unit")
    sent = {"title": "甲乙丙", "url": "", "published": "2023-12-05"}
    assert "已登记" in words(client.post(reverse("media_post_new", args=["M003"]), sent, follow=True))
    assert "条数没有增加" in words(client.post(reverse("media_post_new", args=["M003"]), sent, follow=True))
    page = words(client.get(reverse("media_account", args=["M003"])))
    assert "手工录入" in page and "也见于" in page
    post = Post.objects.get(repeats=None)
    client.post(reverse("media_post_delete", args=["M003", post.pk]))
    assert len(ledger()) == 1, "the second entry stands in for the first"
    wrong = client.post(reverse("media_post_new", args=["M003"]), sent | {"url": "没有"})
    assert "不是网址" in words(wrong)


def test_counts_say_that_they_are_not_the_units_target(as_role, accounts, county):
    confirmed(row(1))
    client = as_role("operator")
    assert "不计入年度任务数" in words(client.get(reverse("media_account", args=["M001"])))
    assert "不计入网站台账的已发布总数和年度任务数" in words(client.get(reverse("media_accounts")))


def test_a_name_with_markup_is_shown_as_text(as_role, accounts):
    client = as_role("operator")
    client.post(reverse(NEW), {"files": [SimpleUploadedFile("<b>导出</b>.csv", table(row(1, title="<i>甲</i>")))]})
    page = words(client.get(reverse("media_import_item", args=[newest().pk])))
    assert "<b>" not in page and "<i>" not in page


def test_the_page_of_a_post_shows_its_present_words_and_every_row(as_role, accounts):
    confirmed(row(1, title="县委布署工作"))
    confirmed(row(1, title="县委部署工作"))
    first = Post.objects.get(repeats=None)
    Post.objects.exclude(pk=first.pk).update(text="第一段。\n第二段。", summary="要点")
    client = as_role("leader")
    page = words(client.get(reverse("media_post", args=["M001", first.pk])))
    assert "<h1>县委部署工作" in page.replace('<h1 id="top">', "<h1>")
    assert "<p>第二段。</p>" in page and "摘要：" in page and "县委布署工作" in page
    assert reverse("media_post", args=["M001", first.pk]) in words(client.get(reverse("media_account", args=["M001"])))


def test_a_post_that_nobody_gave_the_words_of_says_so(as_role, accounts):
    confirmed(row(1))
    assert "没有正文" in words(as_role("leader").get(reverse("media_post", args=["M001", Post.objects.get().pk])))


def test_a_list_of_posts_reads_no_texts(as_role, accounts, django_assert_max_num_queries):
    confirmed(row(1))
    Post.objects.update(text="很长的正文。" * 10)
    client = as_role("operator")
    with django_assert_max_num_queries(30) as asked:
        client.get(reverse("media_account", args=["M001"]))
    assert not [one["sql"] for one in asked.captured_queries if '"media_post"."text"' in one["sql"]]
