"""The template, the marked rows and the export are files that come back in without a change."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from openpyxl import load_workbook
from web.publishing.ledgers import AT, DAY, HEADER, confirmed, ledger, page, posts, row, table, take, workbook

from mingcha.web.publishing import exports, services
from mingcha.web.publishing.models import Import, Post
from mingcha.web.publishing.services import Refused

pytestmark = pytest.mark.usefixtures("units")


def opened(content):
    return load_workbook(io.BytesIO(content))


def rows_of(sheet):
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def again(content, name="改正.xlsx"):
    return services.take_file(file=ContentFile(content), file_name=name, by=None, at=AT)


# The template


def test_the_template_has_the_columns_and_offers_the_units():
    book = opened(services.template())
    assert book.sheetnames == ["台账", "填写说明", "单位名单"]
    assert rows_of(book["台账"])[0] == list(HEADER)
    (choice,) = book["台账"].data_validations.dataValidation
    assert (choice.formula1, choice.type) == ("'单位名单'!$A$2:$A$6", "list")
    assert str(choice.sqref).startswith("A2:A")
    assert [line[0] for line in rows_of(book["单位名单"])[1:]] == [
        "县发改委",
        "县教体局",
        "统调队",
        "大塘镇政府",
        "小江镇政府",
    ]


def test_a_unit_that_has_ended_is_not_offered(units):
    units["102"].active_to = DAY
    units["102"].save()
    assert "县教体局" not in {line[0] for line in rows_of(opened(services.template())["单位名单"])}


def test_an_empty_template_is_refused_and_a_filled_one_is_taken_without_its_other_sheets():
    assert again(services.template()).message == "表头之下没有一条信息。请填好后再上传。"
    book = opened(services.template())
    for line in posts(3):
        book["台账"].append(line)
    out = io.BytesIO()
    book.save(out)
    item = again(out.getvalue())
    assert (item.state, item.new, item.faulty) == (Import.State.PREVIEWED, 3, 0)
    assert services.skipped_of(item) == [
        "工作表“填写说明”没有认得的列名，未读取",
        "工作表“单位名单”没有认得的列名，未读取",
    ]


# The marked rows


def test_the_wrong_rows_come_back_with_their_reasons_and_only_they():
    item = take(workbook(row(url=page(1)), row("", unit="县统计调查队"), row("其三"), row("其四", "无效")))
    (sheet,) = opened(services.marked_sheet(item)).worksheets
    assert rows_of(sheet) == [
        ["原行号", "有误之处", *HEADER],
        [
            3,
            "责任单位：未找到“县统计调查队”，是否为“县统调队”？；标题：未填写",
            "县统计调查队",
            "通知公告",
            None,
            None,
            "2024-1-9",
        ],
        [5, rows_of(sheet)[2][1], "县发改委", "通知公告", "其四", "无效", "2024-1-9"],
    ]
    assert rows_of(sheet)[2][1].startswith("网址：“无效”不是网址")
    assert sheet["C2"].fill.fgColor.rgb == "00FFF2CC"


def test_the_corrected_rows_can_be_sent_again():
    item = take(workbook(row(url=page(1)), row("其二", unit="县统计调查队")))
    services.confirm(item=item, by=None, at=AT, skip_faulty=True)
    book = opened(services.marked_sheet(item))
    book.worksheets[0]["C2"] = "县统调队"
    out = io.BytesIO()
    book.save(out)
    corrected = again(out.getvalue())
    assert (corrected.new, corrected.faulty) == (1, 0)
    services.confirm(item=corrected, by=None, at=AT)
    assert ledger() == [("101", "预算公开", page(1)), ("103", "其二", "")]


def test_rows_that_clash_with_the_ledger_are_marked_too():
    confirmed(row(url=page(1)))
    item = take(table(row("又一条", page(1), unit="统调队")))
    (sheet,) = opened(services.marked_sheet(item)).worksheets
    assert rows_of(sheet)[1][1] == (
        "网址：这个网址在台账里已是“县发改委”的信息；一个网址只能属于一个单位，请核对责任单位"
    )


def test_without_wrong_rows_there_is_nothing_to_mark():
    with pytest.raises(Refused, match="这个文件没有有误的行。"):
        services.marked_sheet(take(table(row())))
    with pytest.raises(Refused, match="上传的文件已读不出来"):
        services.marked_sheet(take(b"%PDF-1.7"))


# The export


def test_the_export_holds_exactly_the_posts_asked_for_in_their_order():
    confirmed(*posts(3), row("无网址", column=""))
    content = exports.ledger_xlsx(Post.objects.exclude(url=page(1)).order_by("source_line"))
    (sheet,) = opened(content).worksheets
    lines = rows_of(sheet)
    assert lines[0] == [*HEADER, "来源"]
    assert [line[2] for line in lines[1:]] == ["第0条信息", "第2条信息", "无网址"]
    assert lines[1][:4] == ["县发改委", "通知公告", "第0条信息", page(0)]
    assert lines[1][4].date() == DAY
    assert lines[1][5] == "台账.csv“文本表格”第 2 行"
    assert sheet["E2"].number_format == "yyyy-mm-dd"


def test_what_was_exported_is_known_when_it_comes_back():
    confirmed(*posts(5), row("无网址"))
    item = again(exports.ledger_xlsx(Post.objects.all()))
    assert (item.rows, item.known, item.faulty) == (6, 6, 0)


@pytest.mark.parametrize("title", ["=1+1", "+86", "-1", "@SUM(A1)", '=HYPERLINK("http://a.example","x")', "\t=1"])
def test_a_title_never_becomes_a_formula(title):
    confirmed(row(f"{title} 题", page(1)), row(title, page(2)))
    content = exports.ledger_xlsx(Post.objects.order_by("pk"))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert [cell.data_type for cell in opened(content).worksheets[0]["C"]] == ["s", "s", "s"]


def test_more_posts_than_a_sheet_holds_are_refused(monkeypatch):
    confirmed(*posts(3))
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="共 3 条，超过一张 Excel 工作表能容纳的 2 条。请按月份或单位筛选后分次导出。"):
        exports.ledger_xlsx(Post.objects.all())
