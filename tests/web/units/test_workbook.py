"""Units and targets out to Excel and back: every fault told by line, all or nothing."""

from __future__ import annotations

import io

import openpyxl
import pytest

from mingcha.model.ledger import FileFault
from mingcha.web.audit.models import LogEntry
from mingcha.web.units import queries
from mingcha.web.units.models import Target, Unit
from mingcha.web.units.taking import take
from mingcha.web.units.workbook import TARGET_HEADER, UNIT_HEADER, units_xlsx
from mingcha.web.units.workbook_reading import read_units_xlsx


@pytest.fixture
def read(county, tmp_path):
    """Read the exported workbook after a change made to it by hand."""

    def read(change=lambda book: None):
        book = openpyxl.load_workbook(io.BytesIO(units_xlsx()))
        change(book)
        path = tmp_path / "名录.xlsx"
        book.save(path)
        return read_units_xlsx(path)

    return read


def cell(book, sheet, line, header, value):
    heads = {"单位": UNIT_HEADER, "年度任务": TARGET_HEADER}[sheet]
    book[sheet].cell(line, heads.index(header) + 1).value = value


def test_the_export_comes_back_as_it_went(read):
    reading = read()
    assert reading.faults == ()
    assert reading.empty
    assert reading.unchanged == 5


@pytest.mark.parametrize(
    ("sheet", "line", "header", "value", "words"),
    [
        ("单位", 3, "单位名称", "县发改委", "单位 第 3 行 单位名称：“县发改委”与第 2 行重复"),
        ("单位", 3, "代码", "101", "单位 第 3 行 代码：“101”与第 2 行重复"),
        ("单位", 2, "分组", "县直机关", "单位 第 2 行 分组：未找到分组“县直机关”，现有分组：县直单位、乡镇"),
        ("单位", 2, "排序", "-1", "不能为负数，现为 -1"),
        ("单位", 2, "排序", "1.5", "“1.5”不是整数"),
        ("单位", 2, "垂管", "对", "应为“是”或“否”"),
        ("单位", 2, "上级单位", "县某局", "未找到单位“县某局”"),
        ("单位", 2, "停用日期", "2023-02-30", "不是日期"),
        ("单位", 2, "别名", "甲（去年）", "看不懂别名"),
        ("单位", 2, "停用日期", "99999999999999999999-1-1", "不是日期"),
        ("单位", 2, "单位名称", "长" * 61, "超过 60 个字"),
        ("单位", 2, "别名", "长" * 61, "单位 第 2 行 别名：“长长长长长长长长长长长长…”超过 60 个字"),
        ("单位", 2, "别名", "甲（2020-01-01 起）；甲（2020-01-01 起）", "别名“甲”写了两次"),
        ("单位", 2, "行文称谓", "县教体局", "行文称谓：“县教体局”是“县教体局”的名称或行文称谓"),
        ("年度任务", 2, "年度任务数", -5, "年度任务 第 2 行 年度任务数：不能为负数，现为 -5"),
        ("年度任务", 2, "年度任务数", 12.5, "“12.5”不是整数"),
        ("年度任务", 2, "年度任务数", "三百", "“三百”不是整数"),
        ("年度任务", 2, "年度", 1023, "年度：应在 2000 至 2100 之间"),
        ("年度任务", 3, "代码", "101", "代码 101 是“县发改委”，与“县教体局”不符"),
        ("年度任务", 2, "代码", "999", "未找到单位“县发改委”"),
    ],
)
def test_each_fault_is_told_by_line_and_nothing_is_taken(read, sheet, line, header, value, words):
    before = queries.units(), list(Target.objects.values_list("unit__code", "posts"))
    reading = read(lambda book: cell(book, sheet, line, header, value))
    assert any(words in str(fault) for fault in reading.faults), [str(fault) for fault in reading.faults]
    with pytest.raises(ValueError, match="没有导入"):
        take(reading, by=None)
    assert (queries.units(), list(Target.objects.values_list("unit__code", "posts"))) == before


def test_new_units_changes_and_targets_are_previewed_then_taken(read, county):
    def change(book):
        cell(book, "单位", 2, "行文称谓", "县发展和改革委员会")
        book["单位"].append(
            [None, "新设局", None, "县直单位", 7, "否", "统调队", None, None, None, "新局；老局（至 2022-12-31）"]
        )
        book["年度任务"].append([2024, None, "新设局", 300])
        cell(book, "年度任务", 2, "年度任务数", 130)

    reading = read(change)
    assert reading.faults == ()
    assert [unit.name for unit in reading.created] == ["新设局"]
    assert reading.changed == (("县发改委", ("行文称谓 （空） → 县发展和改革委员会",)),)
    assert reading.target_changes == ("2023年 县发改委 100 → 130", "2024年 新设局 （无） → 300")

    take(reading, by=county.people["operator"], file_name="名录.xlsx")
    new = Unit.objects.get(name="新设局")
    assert (new.code, new.parent.name, new.aliases.count()) == ("U001", "统调队", 2)
    assert Target.objects.get(unit=new, year=2024).posts == 300
    assert LogEntry.objects.first().detail == "新建 1 个单位，修改 1 个，任务变动 2 处"


def test_a_new_unit_may_name_another_that_comes_later_in_the_file(read):
    def change(book):
        book["单位"].append(["301", "甲所", "", "县直单位", 8, "否", "乙局"])
        book["单位"].append(["302", "乙局", "", "县直单位", 9, "否", ""])

    take(read(change), by=None)
    assert Unit.objects.get(code="301").parent.code == "302"


def test_codes_that_differ_only_in_case_are_refused(read):
    def change(book):
        book["单位"].append(["N1", "甲所", "", "县直单位", 8, "否"])
        book["单位"].append(["n1", "乙所", "", "县直单位", 9, "否"])

    told = [str(fault) for fault in read(change).faults]
    assert any("代码“n1”与“甲所”的代码“N1”只差大小写" in fault for fault in told), told


def test_an_emptied_target_is_previewed_and_taken_away(read, county):
    reading = read(lambda book: cell(book, "年度任务", 2, "年度任务数", None))
    assert reading.faults == ()
    assert reading.target_changes == ("2023年 县发改委 100 → （无）",)
    take(reading, by=county.people["operator"])
    assert not Target.objects.filter(unit__code="101", year=2023).exists()


def test_units_that_the_file_does_not_name_stay_as_they_are(read):
    reading = read(lambda book: book["单位"].delete_rows(2, 4))
    assert reading.faults == ()
    assert reading.empty
    assert Unit.objects.count() == 5


def test_title_rows_above_the_header_do_no_harm(read):
    def change(book):
        book["单位"].insert_rows(1, 2)
        book["单位"]["A1"] = "样例县单位名录"

    reading = read(change)
    assert reading.faults == ()
    assert reading.unchanged == 5


def test_a_workbook_of_something_else_is_refused_with_the_way_out(county, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    path = tmp_path / "通讯录.xlsx"
    book.save(path)
    with pytest.raises(FileFault, match="请先导出一份"):
        read_units_xlsx(path)


def test_names_that_look_like_formulas_stay_text(county):
    Unit.objects.filter(code="101").update(name="=1+1")
    sheet = openpyxl.load_workbook(io.BytesIO(units_xlsx()))["单位"]
    found = sheet.cell(2, 2)
    assert (found.value, found.data_type) == ("=1+1", "s")
