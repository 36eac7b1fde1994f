"""The way of a ledger through the pages: template, upload, preview, confirmation, undoing."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mingcha.web.audit.models import LogEntry
from mingcha.web.publishing.models import Import, Post
from mingcha.web.uploads import FRAME

HEADER = ("责任单位", "栏目", "标题", "网址", "发布日期")
GOOD = ("县发改委", "工作动态", "新的一条", "https://www.example.gov.cn/new/1.html", "2023-12-20")
ALSO_GOOD = ("县统计调查队", "", "另一条", "", "2023年12月21日")
UNKNOWN = ("县统计调查大队", "工作动态", "哪个单位", "", "2023-12-20")
NO_SUCH_DAY = ("县发改委", "工作动态", "没有这一天", "", "2023-02-30")


def workbook(*rows):
    book = openpyxl.Workbook()
    book.active.append(["样例县信息台账"])
    book.active.append(HEADER)
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(client, content, name="12月台账.xlsx"):
    return client.post(reverse("import_new"), {"file": SimpleUploadedFile(name, content)})


def newest():
    return Import.objects.order_by("-pk").first()


def words(response):
    return response.content.decode()


def test_the_template_is_handed_out_with_a_chinese_name(as_role):
    answer = as_role("unit").get(reverse("import_template"))
    assert "filename*=UTF-8''%E4%BF%A1%E6%81%AF" in answer["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "台账"


def test_a_good_file_is_previewed_confirmed_and_undone(as_role):
    client = as_role("operator")
    before = Post.objects.count()
    answer = upload(client, workbook(GOOD, ALSO_GOOD))
    item = newest()
    assert answer.url == reverse("import_item", args=[item.pk])
    preview = words(client.get(answer.url))
    assert "新的一条" in preview
    assert "确认导入 2 条" in preview
    assert Post.objects.count() == before

    done = client.post(reverse("import_confirm", args=[item.pk]), follow=True)
    assert "已导入：新增 2 条" in words(done)
    assert Post.objects.count() == before + 2
    assert "共 2 条" in words(client.get("/ledger/", {"file": item.pk}))

    asked = words(client.get(reverse("import_undo", args=[item.pk])))
    assert "12月台账.xlsx" in asked
    assert Post.objects.count() == before + 2
    undone = client.post(reverse("import_undo", args=[item.pk]), follow=True)
    assert "整体撤销" in words(undone)
    assert Post.objects.count() == before


def test_before_an_undo_the_page_says_what_will_go_and_what_stays(as_role):
    client = as_role("operator")
    for rows in ([GOOD], [GOOD, ALSO_GOOD]):
        upload(client, workbook(*rows))
        client.post(reverse("import_confirm", args=[newest().pk]))
    second, first = Import.objects.order_by("-pk")[:2]
    asked = words(client.get(reverse("import_undo", args=[first.pk])))
    assert "台账将减少 <strong>0</strong> 条信息" in asked
    assert "1 条其他文件也有，留在台账" in asked
    asked = words(client.get(reverse("import_undo", args=[second.pk])))
    assert "台账将减少 <strong>1</strong> 条信息" in asked
    assert "它另有 1 行是其他文件已有的信息" in asked

    client.post(reverse("import_undo", args=[first.pk]))
    asked = words(client.get(reverse("import_undo", args=[second.pk])))
    assert "台账将减少 <strong>2</strong> 条信息" in asked
    assert "现记在它名下的 2 条" in asked
    assert "它另有" not in asked
    before = Post.objects.count()
    client.post(reverse("import_undo", args=[second.pk]))
    assert Post.objects.count() == before - 2
    assert "没有可以撤销的" in words(client.get(reverse("import_undo", args=[second.pk]), follow=True))


def test_faults_are_told_by_line_and_must_be_skipped_on_purpose(as_role):
    client = as_role("operator")
    before = Post.objects.count()
    upload(client, workbook(GOOD, UNKNOWN, NO_SUCH_DAY))
    item = newest()
    preview = words(client.get(reverse("import_item", args=[item.pk])))
    assert "跳过有错误的 2 行" in preview
    assert "未找到“县统计调查大队”，是否为" in preview
    refused = client.post(reverse("import_confirm", args=[item.pk]), follow=True)
    assert "没有导入" in words(refused)
    assert Post.objects.count() == before
    client.post(reverse("import_confirm", args=[item.pk]), {"skip_faulty": "on"})
    assert Post.objects.count() == before + 1


def test_the_marked_sheet_names_the_faulty_lines(as_role):
    client = as_role("operator")
    upload(client, workbook(GOOD, UNKNOWN))
    answer = client.get(reverse("import_marked", args=[newest().pk]))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert len(rows) == 2
    assert rows[1][0] == 4
    assert "未找到" in rows[1][1]
    entry = LogEntry.objects.get(action="下载标错表")
    assert (entry.actor, entry.target, entry.detail) == ("经办人员甲（operator）", "12月台账_标错.xlsx", "有误 1 行")


def test_without_faults_there_is_no_marked_sheet(as_role):
    client = as_role("operator")
    upload(client, workbook(GOOD))
    answer = client.get(reverse("import_marked", args=[newest().pk]), follow=True)
    assert "没有有误的行" in words(answer)


def test_the_same_file_again_adds_nothing(as_role):
    client = as_role("operator")
    for _ in range(2):
        upload(client, workbook(GOOD))
        client.post(reverse("import_confirm", args=[newest().pk]), {"skip_faulty": "on"})
    assert Post.objects.filter(title="新的一条").count() == 1
    assert newest().known == 1


def test_an_import_cannot_be_confirmed_twice(as_role):
    client = as_role("operator")
    upload(client, workbook(GOOD))
    address = reverse("import_confirm", args=[newest().pk])
    client.post(address)
    assert "不能再确认一次" in words(client.post(address, follow=True))
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("content", [b"<html><body>login</body></html>", b"PK\x03\x04 broken", "只有一句话".encode()])
def test_a_file_that_cannot_be_read_is_kept_with_its_reason(as_role, content):
    client = as_role("operator")
    before = Post.objects.count()
    page = words(client.get(upload(client, content).url))
    assert "未能读取" in page
    assert newest().message
    assert newest().message in page.replace("&quot;", '"')
    assert Post.objects.count() == before


def test_an_empty_file_and_no_file_are_told(as_role):
    client = as_role("operator")
    assert "文件是空的" in words(upload(client, b""))
    assert "请选择要导入的文件" in words(client.post(reverse("import_new")))


def test_a_file_too_large_is_refused_before_it_is_read(as_role, settings):
    settings.LEDGER_FILE_LIMIT = 1024 * 1024
    client = as_role("operator")
    before = Import.objects.count()
    answer = upload(client, b"x" * (1024 * 1024 + FRAME + 1))
    assert answer.status_code == 200
    assert "文件超过 1 MB，没有读取" in words(answer)
    assert Import.objects.count() == before


def test_a_length_that_lies_is_found_out_by_counting(rf, settings):
    from mingcha.web.uploads import too_large

    settings.LEDGER_FILE_LIMIT = 100_000
    request = rf.post("/", {"file": SimpleUploadedFile("台账.xlsx", b"x" * 110_000)})
    assert request.FILES.get("file") is None
    assert "没有读取" in too_large(request)


def test_a_liaison_brings_in_the_own_unit_only(as_role, county):
    client = as_role("unit")
    upload(client, workbook(GOOD, ALSO_GOOD))
    item = newest()
    assert item.unit == county.units["103"]
    assert item.faulty == 1
    client.post(reverse("import_confirm", args=[item.pk]), {"skip_faulty": "on"})
    assert not Post.objects.filter(title="新的一条").exists()
    assert Post.objects.get(title="另一条").unit == county.units["103"]


def test_a_name_with_markup_is_shown_as_text(as_role):
    client = as_role("operator")
    upload(client, workbook(GOOD), name="<b>台账</b>.xlsx")
    page = words(client.get("/imports/"))
    assert "<b>台账" not in page
