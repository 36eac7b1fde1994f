"""The overview, the ledger and a unit's page, as each role sees them."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from web.small_county import publish

from mingcha.model.month import Month
from mingcha.web.audit.models import LogEntry
from mingcha.web.publishing.models import Import, MonthlyCount, Post
from mingcha.web.publishing.services import rebuild_counts
from mingcha.web.units.models import Group, Target, Unit


def text(response):
    """What a reader sees: the page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def links(response, what):
    """The addresses of links whose name holds these words."""
    anchors = re.findall(r"<a [^>]*href=\"([^\"]+)\"([^>]*)>(.*?)</a>", response.content.decode(), re.S)
    return [href.replace("&amp;", "&") for href, more, inner in anchors if what in re.sub(r"<[^>]+>", "", inner) + more]


def counted(client, address):
    assert client.get(address).status_code == 200  # the first page of a session also writes it
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_the_overview_opens_on_the_latest_month(as_role):
    page = text(as_role("operator").get("/"))
    assert "数据截至 2023-12-31" in page
    assert "本年累计发布 577 条" in page
    assert "本月新增 46 条 较上月 +2" in page
    assert "县直单位本月 15 条" in page
    assert "未完成任务单位 1 家 较上月 持平" in page
    assert "本月零发布单位 1 家 较上月 持平" in page


def test_another_month_is_one_address_away_with_or_without_script(as_role):
    client = as_role("operator")
    plain = text(client.get("/", {"month": "202306"}))
    assert "数据截至 2023-06-30" in plain
    assert "其中落后进度" in plain
    part = client.get("/", {"month": "202306"}, headers={"hx-request": "true"})
    assert "数据截至 2023-06-30" in text(part)


@pytest.mark.parametrize("month", ["2023", "202313", "abcdef", "", "000001", "202312x"])
def test_a_month_that_is_none_shows_the_latest(as_role, month):
    assert "数据截至 2023-12-31" in text(as_role("operator").get("/", {"month": month}))


def test_a_month_without_data_says_so_and_shows_no_zero(as_role):
    page = text(as_role("operator").get("/", {"month": "202401"}))
    assert "台账里没有 2024年1月的信息" in page
    assert "本月新增 未有数据" in page
    assert "本月零发布单位 未有数据" in page


def test_every_number_leads_to_a_ledger_of_that_many_posts(as_role):
    client = as_role("operator")
    overview = client.get("/", {"month": "202312"})
    checked = 0
    for href, label in re.findall(r'href="(/ledger/[^"]*)" aria-label="([^"]+)"', overview.content.decode()):
        number = int(re.search(r"(\d+) 条", label).group(1))
        page = text(client.get(href.replace("&amp;", "&")))
        assert f"共 {number:,} 条" in page or (number == 0 and "没有符合条件的信息" in page), label
        checked += 1
    assert checked == 2 * 5 + 2 * 2


def test_heads_sort_and_keep_the_month(as_role):
    client = as_role("operator")
    page = client.get("/", {"month": "202312", "sort": "-month"}).content.decode()
    assert 'aria-sort="descending"' in page
    assert "?month=202312&amp;sort=month" in page
    names = re.findall(r'class="name"><a[^>]*>([^<]+)<', page)
    assert names == ["县发改委", "统调队", "县教体局", "大塘镇政府", "小江镇政府"]


def test_the_key_figures_lead_to_the_units_they_count(as_role):
    client = as_role("operator")
    page = client.get("/", {"month": "202312", "show": "zero"})
    assert re.findall(r'class="name"><a[^>]*>([^<]+)<', page.content.decode()) == ["县教体局"]
    unfinished = client.get("/", {"month": "202312", "show": "unfinished"})
    assert re.findall(r'class="name"><a[^>]*>([^<]+)<', unfinished.content.decode()) == ["统调队"]


def test_a_liaison_sees_the_own_unit_and_no_other_name(as_role):
    page = as_role("unit").get("/").content.decode()
    assert "统调队" in page
    for other in ("县发改委", "县教体局", "大塘镇政府", "小江镇政府"):
        assert other not in page
    assert "县直单位名次" in page


def test_a_liaison_without_a_unit_is_told_whom_to_ask(as_role, county):
    county.people["unit"].liaison.delete()
    assert "请联系安全管理员指定" in text(as_role("unit").get("/"))


def test_an_empty_ledger_says_what_to_do_first(as_role):
    client = as_role("operator")
    Post.objects.all().delete()
    MonthlyCount.objects.all().delete()
    assert "台账里还没有信息" in text(client.get("/"))
    assert "台账里还没有信息，请先导入" in text(client.get("/ledger/"))
    assert "台账里还没有信息" in text(client.get("/units/101/"))


def test_the_overview_asks_the_same_queries_for_ten_times_the_units(as_role, county):
    client = as_role("operator")
    before = counted(client, "/?month=202312")
    town = Group.objects.get(code="town")
    for number in range(50):
        unit = Unit.objects.create(code=f"X{number}", name=f"第{number}镇", group=town, order=10 + number)
        Target.objects.create(unit=unit, year=2023, posts=10)
        publish(unit, Month(2023, 12), number % 7)
    rebuild_counts()
    assert counted(client, "/?month=202312") == before <= 16


def test_the_ledger_asks_the_same_queries_for_any_number_of_posts(as_role, county):
    client = as_role("operator")
    before = counted(client, "/ledger/?size=200&unit=202")
    publish(county.units["202"], Month(2023, 11), 180)
    rebuild_counts()
    assert counted(client, "/ledger/?size=200&unit=202") == before <= 16


def test_the_ledger_shows_filters_in_words_and_says_when_nothing_fits(as_role):
    client = as_role("operator")
    page = text(client.get("/ledger/", {"unit": "101", "first": "202312", "last": "202312", "q": "第3条"}))
    assert "单位：县发改委；标题含“第3条”；2023年12月" in page
    assert "共 1 条" in page
    assert "没有符合条件的信息" in text(client.get("/ledger/", {"q": "没有这样的标题"}))


def test_a_filter_that_makes_no_sense_shows_no_rows(as_role):
    page = text(as_role("operator").get("/ledger/", {"unit": "999"}))
    assert "没有这个单位：999" in page
    assert "共 " not in page


def test_titles_and_names_are_shown_as_text(as_role):
    Post.objects.filter(unit__code="101").update(title="<script>alert(1)</script>")
    page = as_role("operator").get("/ledger/", {"unit": "101"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_link_that_would_run_a_script_is_no_link(as_role):
    Post.objects.filter(unit__code="101").update(url="javascript:alert(1)")
    assert "javascript:alert" not in as_role("operator").get("/ledger/", {"unit": "101"}).content.decode()


def test_the_export_holds_exactly_the_filtered_posts_in_their_order(as_role, county):
    client = as_role("operator")
    answer = client.get("/ledger/export/", {"unit": "101", "first": "202312", "last": "202312", "page": "2"})
    assert answer["Content-Disposition"].startswith("attachment")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    titles = [row[2].value for row in sheet.iter_rows(min_row=2)]
    posts = Post.objects.filter(unit__code="101", month=202312).order_by("-published", "-id")
    assert titles == [post.title for post in posts]
    entry = LogEntry.objects.first()
    assert (entry.action, entry.actor) == ("导出台账", "经办人员甲（operator）")
    assert "12 条；条件：单位：县发改委，2023年12月" in entry.detail


def test_a_liaison_exports_the_own_unit_only(as_role):
    client = as_role("unit")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/ledger/export/").content)).active
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == {"统调队"}
    assert client.get("/ledger/export/", {"unit": "101"}).status_code == 400


def test_too_many_rows_are_refused_with_the_way_out(as_role, monkeypatch):
    monkeypatch.setattr("mingcha.web.publishing.views.ledger.EXPORT_LIMIT", 100)
    client = as_role("operator")
    answer = client.get("/ledger/export/")
    assert answer.status_code == 400
    assert "请按月份或单位分次导出" in text(answer)
    assert links(client.get("/ledger/"), "导出 Excel") == []


def test_a_units_page_tells_its_months_and_names(as_role):
    page = text(as_role("operator").get("/units/103/"))
    assert "县统计调查队" in page
    assert "按月发布" in page
    assert "2023年 3 3 3 3 3 0 3 3 3 3 3 3 33" in page
    assert "2022年 未有数据" in page
    assert "变更记录" in page


def test_the_history_of_a_unit_is_for_operators(as_role):
    assert "变更记录" not in text(as_role("leader").get("/units/103/"))


def test_a_unit_that_took_over_another_counts_its_posts(as_role, county):
    Unit.objects.filter(code="102").update(active_to="2023-10-31", successor=county.units["101"])
    client = as_role("operator")
    page = text(client.get("/units/101/"))
    assert "包括“县教体局”合并前的信息" in page
    assert "本年累计发布 172 条" in page
    assert "共 172 条" in text(client.get(links(client.get("/"), "县发改委本年累计")[0]))
    assert "未参加统计" in text(client.get("/units/102/"))


def test_a_liaison_finds_no_other_units_page(as_role):
    client = as_role("unit")
    assert client.get("/units/103/").status_code == 200
    assert client.get("/units/101/").status_code == 404
    assert client.get("/units/nothing/").status_code == 404


def test_another_units_import_is_not_there_for_a_liaison(as_role, county):
    other = Import.objects.create(
        file_name="别家.xlsx", digest="1" * 64, size=1, uploaded_at="2024-01-02T01:30Z", unit=county.units["101"]
    )
    client = as_role("unit")
    for name in ("import_item", "import_undo", "import_marked"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404
    assert client.post(reverse("import_confirm", args=[other.pk])).status_code == 404
    assert "别家" not in text(client.get("/imports/"))
    assert "没有这次导入" in text(client.get("/ledger/", {"file": county.source.pk}))
