"""The ledger of columns: what rounds find is marked, what the office lays down stays, overdue is told."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from web.publishing.ledgers import AT, confirmed, row

from mingcha.model import site as value
from mingcha.standards.column_updates import column_categories, due
from mingcha.web.audit.models import LogEntry
from mingcha.web.publishing import columns
from mingcha.web.publishing.columns import FoundColumn
from mingcha.web.publishing.models import Column, Post

TODAY = date(2024, 1, 10)
NOTICES = "http://www.yangli.example/tzgg/"
FINANCE = "http://www.yangli.example/czj/tzgg/"


def found(url=NOTICES, name="通知公告", *, path=(), listed=3, newest=date(2024, 1, 9)):
    return FoundColumn(value.Column(url, name, path=path), listed, newest)


def test_what_a_round_finds_is_marked_until_somebody_confirms_it(db):
    keys, fresh = columns.meet([found(), found(FINANCE, path=("政务公开", "县财政局"))])
    assert fresh == 2
    assert set(keys) == {NOTICES, FINANCE}
    assert columns.values(["www.yangli.example"]) == ()

    assert columns.confirm_columns(Column.objects.all(), by=None) == 2
    known = columns.values(["www.yangli.example"])
    assert [(each.url, each.path) for each in known] == [(FINANCE, ("政务公开", "县财政局")), (NOTICES, ())]
    assert columns.values(["other.example"]) == ()
    assert LogEntry.objects.get(action="确认栏目").detail == "通知公告、通知公告"

    _, fresh = columns.meet([found(listed=4)])
    assert fresh == 0
    assert Column.objects.get(url=NOTICES).listed == 4


def test_the_name_in_an_imported_ledger_and_the_one_column_of_that_name_are_one(units):
    confirmed(row())
    columns.meet([found()])
    assert Post.objects.get().column == Column.objects.get(url=NOTICES)


def test_a_name_that_several_columns_share_tells_none_of_them(units):
    columns.meet([found(), found(FINANCE)])
    confirmed(row())
    assert Post.objects.get().column.url == ""


def test_undoing_an_import_leaves_the_columns_rounds_found(units):
    from mingcha.web.publishing import services

    columns.meet([found()])
    services.undo(item=confirmed(row(), row("另一条", column="只在表里")), by=None, at=AT)
    assert list(Column.objects.values_list("url", flat=True)) == [NOTICES]


@pytest.mark.parametrize(
    ("category", "days", "newest", "told"),
    [
        ("动态要闻", None, date(2024, 1, 9), "正常"),
        ("动态要闻", None, date(2023, 12, 29), "剩 2 天"),
        ("动态要闻", None, date(2023, 12, 27), "剩 0 天"),
        ("动态要闻", None, date(2023, 12, 26), "超期 1 天"),
        ("通知公告", None, date(2023, 7, 10), "剩 0 天"),
        ("通知公告", None, date(2023, 7, 9), "超期 1 天"),
        ("通知公告", 30, date(2023, 12, 1), "超期 10 天"),
        ("静态", None, date(2015, 1, 1), "不要求"),
        ("动态要闻", None, None, "没有信息"),
        ("", None, date(2015, 1, 1), "未定类别"),
    ],
)
def test_how_a_column_stands_with_its_rule(db, category, days, newest, told):
    Column.objects.create(name="栏目", category=category, days=days, newest=newest)
    (line,) = columns.lines(Column.objects.all(), today=TODAY)
    assert line.state.words == told


def test_the_end_of_a_long_month_falls_on_the_end_of_a_short_one():
    limit = due(date(2023, 8, 31), category="通知公告")
    assert limit is not None
    assert limit.last == date(2024, 2, 29)
    assert due(date(2023, 8, 31), category="没有这一类") is None
    assert next(iter(column_categories())) == "动态要闻"


def test_a_clerk_lays_down_owner_and_category_and_that_confirms(as_role, county):
    columns.meet([found()])
    row_ = Column.objects.get(url=NOTICES)
    client = as_role("operator")
    assert "新发现 1 个栏目" in client.get(reverse("columns")).content.decode()
    form = {"name": "通知公告", "path": "政务公开 › 县财政局", "url": NOTICES, "unit": county.units["103"].pk}
    client.post(reverse("column_edit", args=[row_.pk]), {**form, "category": "通知公告", "days": ""})
    row_.refresh_from_db()
    assert (row_.is_new, row_.unit, row_.category) == (False, county.units["103"], "通知公告")
    assert "负责单位 （空） → 统调队" in LogEntry.objects.get(action="修改栏目").detail

    page = client.post(reverse("column_new"), {**form, "name": "同一个"}).content.decode()
    assert "已登记为另一个栏目" in page
    liaison = as_role("unit").get(reverse("columns")).content.decode()
    assert "共 1 个" in liaison
    assert "工作动态" not in liaison


def test_what_is_no_column_is_said_once_and_never_brought_up_again(as_role):
    columns.meet([found(name="关于我们"), found(FINANCE, "财政")])
    client = as_role("operator")
    row_ = Column.objects.get(url=NOTICES)
    client.post(reverse("columns_confirm"), {"column": [row_.pk], "what": "dismiss"})
    _, fresh = columns.meet([found(name="关于我们")])
    assert fresh == 0
    assert "关于我们" not in client.get(reverse("columns")).content.decode()
    assert "关于我们" in client.get(reverse("columns"), {"state": "dismissed"}).content.decode()
    client.post(reverse("columns_confirm"), {"all": "1"})
    assert [each.name for each in columns.values(["www.yangli.example"])] == ["财政"]
    assert LogEntry.objects.get(action="标为不是栏目").detail == "关于我们"


def test_the_ledger_of_columns_is_handed_out_as_excel(as_role):
    columns.meet([found(name="=1+1")])
    answer = as_role("operator").get(reverse("columns_export"), {"state": "new"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0] == columns.HEADER
    assert [line[0] for line in rows[1:]] == ["=1+1"]
    assert LogEntry.objects.filter(action="导出栏目台账").exists()


def test_an_empty_column_of_a_category_nobody_knows_is_shown_all_the_same(db):
    columns.save_column(
        Column(), name="旧栏目", url=NOTICES, unit=None, category="已不用的类别", days=None, path="", by=None
    )
    (line,) = columns.lines(Column.objects.all(), today=TODAY)
    assert line.state.words == "没有信息"
    assert line.limit == ""
