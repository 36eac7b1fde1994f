"""A ledger is understood however an office lays it out, and every wrong row is told in the clerk's words."""

from __future__ import annotations

import string
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.collect.ledger import understand
from mingcha.model.ledger import Cell, Field, FileFault, LedgerReading, Sheet
from mingcha.model.unit import Alias, Unit
from mingcha.standards.load import table
from mingcha.text.unit_names import UnitNames
from mingcha.text.width import comparable

TODAY = date(2024, 1, 12)
UNITS = (
    Unit("108", "县财政局", "county", 8),
    Unit("107", "县司法局", "county", 7),
    Unit("122", "县统计局", "county", 22),
    Unit("139", "统调队", "county", 39, prose_name="县统调队"),
    Unit("125", "县乡村振兴局", "county", 25),
    Unit("150", "县扶贫办", "county", 50, active_to=date(2021, 5, 31), successor="125"),
    Unit("205", "新田镇政府", "town", 5, prose_name="新田镇", aliases=(Alias("新田公社", until=date(2000, 1, 1)),)),
)
NAMES = UnitNames(UNITS, county="样例县")
HEADER = ("责任单位", "栏目", "标题", "网址", "发布日期")
POST = ("县财政局", "通知公告", "2024年部门预算", "http://www.yangli.example/1.html", date(2024, 1, 9))


def sheet(*rows: tuple[Cell, ...], name: str = "台账", **more: object) -> Sheet:
    return Sheet(name, rows, **more)  # type: ignore[arg-type]


def reading(*sheets: Sheet, only_unit: str | None = None) -> LedgerReading:
    return understand(sheets, names=NAMES, today=TODAY, only_unit=only_unit)


def faults(*rows: tuple[Cell, ...], only_unit: str | None = None, header: tuple[str, ...] = HEADER) -> list[str]:
    found = reading(sheet(header, *rows), only_unit=only_unit)
    assert found.rows == ()
    return [str(fault) for fault in found.faults]


def post(**changes: Cell) -> tuple[Cell, ...]:
    return tuple(changes.get(field.name.lower(), cell) for field, cell in zip(Field, POST, strict=True))


# Ways of laying it out


def test_a_plain_ledger_is_read() -> None:
    (row,) = reading(sheet(HEADER, POST)).rows
    assert (row.sheet, row.line, row.unit) == ("台账", 2, "108")
    assert (row.column, row.title, row.url, row.published) == (*POST[1:4], date(2024, 1, 9))


def test_a_ledger_as_offices_send_it() -> None:
    found = reading(
        sheet(
            ("2023年政府信息主动公开台账",) * 7,
            ("填报单位：样例县财政局", "", "", "", "", "", ""),
            ("序号", "发布部门", "信息标题（必填）", "链接地址", "发布时间", "所属栏目", "备注"),
            (1.0, "样例县 财政局", "关于２０２３年决算的公告", "", "2023年12月1日", "财政资金", "已核"),
            (2.0, "样例县 财政局", "第二条\n信息", "HTTP://WWW.Yangli.Example/2.html#top", 45261.0, "财政资金", ""),
            ("", "", "", "", "", "", ""),
            ("小计", "", 2.0, "", "", "", ""),
            ("序号", "发布部门", "信息标题（必填）", "链接地址", "发布时间", "所属栏目", "备注"),
            (3.0, "新田镇人民政府", 2023.0, "无", "2023.12.02", "", ""),
            ("合计：3条", "", "", "", "", "", ""),
            ("填表说明：1.本表每月报送。", "", "", "", "", "", ""),
            ("2.日期写到日。", "", "", "", "", "", ""),
            ("审核人：", "", "", "填表人：", "", "", ""),
        )
    )
    assert found.faults == ()
    assert [(row.line, row.unit, row.title, row.url, row.published, row.column) for row in found.rows] == [
        (4, "108", "关于２０２３年决算的公告", "", date(2023, 12, 1), "财政资金"),
        (5, "108", "第二条信息", "http://www.yangli.example/2.html", date(2023, 12, 1), "财政资金"),
        (9, "205", "2023", "", date(2023, 12, 2), ""),
    ]
    assert found.skipped == (
        "工作表“台账”略过空行 1 行（第 6 行），合计行 2 行（第 7、10 行），重复的表头 1 行（第 8 行），"
        "说明 3 行（第 11、12、13 行）",
    )


@pytest.mark.parametrize("title", ["累计发放惠农补贴1.2亿元", "共计划建设12个项目公示", "总数据中心建设情况", "合计"])
@pytest.mark.parametrize("published", ["", "2024年2月30日"])
def test_a_title_that_begins_like_a_total_is_a_post_with_a_bad_date(title: str, published: str) -> None:
    (told,) = faults(post(title=title, published=published))
    assert told.startswith("第 2 行 发布日期：")


@pytest.mark.parametrize("words", ["合计", "总计：", "小 计", "本月合计", "共计３条", "合计（12条）", "合计："])
@pytest.mark.parametrize("number", ["", 12.0])
def test_a_total_stands_alone_in_its_cell(words: str, number: Cell) -> None:
    for line in ((words, "", "", number, ""), ("县财政局", words, number, "", ""), ("", "", words, "", "")):
        found = reading(sheet(HEADER, POST, line))
        assert (len(found.rows), found.faults) == (1, ())
        assert found.skipped == ("工作表“台账”略过合计行 1 行（第 3 行）",)


def test_a_header_over_two_rows_is_one() -> None:
    found = reading(
        sheet(
            ("序号", "责任单位", "发布信息", "发布信息", "发布信息"),
            ("序号", "责任单位", "标题", "网址", "日期"),
            (1.0, "县财政局", "预算", "", date(2024, 1, 9)),
        )
    )
    assert [(row.line, row.title) for row in found.rows] == [(3, "预算")]


def test_a_header_over_two_rows_need_not_be_merged_downward() -> None:
    found = reading(
        sheet(
            ("责任单位", "标题", "发布情况", "发布情况"),
            ("", "", "网址", "发布日期"),
            ("县财政局", "预算", "", date(2024, 1, 9)),
        )
    )
    assert [(row.line, row.title, row.published) for row in found.rows] == [(3, "预算", date(2024, 1, 9))]


def test_a_row_of_column_names_below_the_header_does_not_spoil_it() -> None:
    found = reading(sheet(HEADER, ("标题", "标题", "标题", "", ""), POST))
    assert [row.line for row in found.rows] == [3]


def test_of_two_likely_columns_the_better_name_counts() -> None:
    found = reading(
        sheet(
            ("日期", "单位", "责任单位", "名称", "标题", "发布日期"),
            ("2024-1-1", "某公司", "县财政局", "附件名", "预算", date(2024, 1, 9)),
        )
    )
    assert [(row.unit, row.title, row.published) for row in found.rows] == [("108", "预算", date(2024, 1, 9))]


def test_every_sheet_with_a_header_is_read_and_the_others_are_named() -> None:
    found = reading(
        sheet(("填写说明",), ("请按月报送",), name="说明"),
        sheet(HEADER, POST, name="1月"),
        sheet(HEADER, post(title="第二条", url=""), name="2月"),
        sheet(("责任单位", "联系人"), ("县财政局", "张三"), name="通讯录"),
        sheet(name="Sheet3"),
    )
    assert [(row.sheet, row.title) for row in found.rows] == [("1月", "2024年部门预算"), ("2月", "第二条")]
    assert found.skipped == (
        "工作表“说明”没有认得的列名，未读取",
        "工作表“通讯录”只认出“责任单位”，缺少“标题”、“发布日期”，未读取",
        "工作表“Sheet3”是空的，未读取",
    )


def test_a_ledger_whose_header_lost_a_column_is_a_fault_and_not_passed_over() -> None:
    found = reading(sheet(HEADER, POST, name="1月"), sheet(("责任单位", "标题", "何时"), POST[:3], name="2月"))
    assert len(found.rows) == 1
    assert [str(fault) for fault in found.faults] == ["第 1 行：表头缺少“发布日期”，请补上后重新上传"]


def test_the_wrong_file_is_told_what_was_looked_for_and_what_was_found() -> None:
    with pytest.raises(FileFault) as refused:
        reading(sheet(("姓名", "电话"), ("张三", "1"), name="通讯录"), sheet(("单位名称", "任务数"), name="任务"))
    assert str(refused.value) == (
        "没有找到台账的表头。台账应有“责任单位”、“标题”、“发布日期”等列，而工作表“通讯录”没有认得的列名；"
        "工作表“任务”只认出“责任单位”，缺少“标题”、“发布日期”。请确认选对了文件，或下载模板，把内容填入模板后再上传。"
    )


def test_a_units_own_file_needs_no_unit_column() -> None:
    found = reading(sheet(("标题", "发布日期"), ("预算", "2024-1-9")), only_unit="108")
    assert [(row.unit, row.title) for row in found.rows] == [("108", "预算")]
    with pytest.raises(FileFault, match="缺少“责任单位”"):
        reading(sheet(("标题", "发布日期"), ("预算", "2024-1-9")))


def test_a_row_that_is_shorter_than_the_header_is_read() -> None:
    short = reading(sheet(("责任单位", "标题", "发布日期", "网址"), ("县财政局", "预算", "2024-1-9")))
    assert [row.url for row in short.rows] == [""]


def test_a_post_whose_title_begins_like_a_total_or_a_note_is_a_post() -> None:
    found = reading(
        sheet(
            ("标题", "责任单位", "发布日期"),
            ("总计划公布", "县财政局", "2024-1-9"),
            ("说明：关于预算调整的情况", "县财政局", "2024年1月9日"),
            ("备注", "县财政局", date(2024, 1, 9)),
        )
    )
    assert len(found.rows) == 3


# What is wrong in a row


def test_an_unknown_unit_is_answered_with_the_nearest_name() -> None:
    rows = [post(url="")] * 5
    found = reading(sheet(HEADER, *rows, post(unit="县统计调查队")))
    assert [str(fault) for fault in found.faults] == ["第 7 行 责任单位：未找到“县统计调查队”，是否为“县统调队”？"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"unit": ""}, "责任单位：未填写"),
        ({"title": " "}, "标题：未填写"),
        ({"published": ""}, "发布日期：未填写"),
        ({"published": "2024年2月30日"}, "发布日期：2024年2月30日不存在"),
        ({"published": "24-1-9"}, "发布日期：“24-1-9”的年份只有两位，请写成四位，如 2024-1-9"),
        ({"published": date(2024, 1, 13)}, "发布日期：2024年1月13日晚于今天（2024年1月12日），请核对"),
        ({"published": date(1999, 12, 31)}, "发布日期：1999年12月31日早于 2000 年，请核对"),
        ({"url": "点击查看"}, "网址：“点击查看”不是网址，应以 http:// 或 https:// 开头；没有网址请留空"),
        ({"url": "http://a.example/" + "x" * 1000}, "网址：有 1017 个字符，超过 1000 个字符，请核对"),
        ({"title": "长" * 301}, "标题：有 301 个字，超过 300 个字，请核对是否填错了列"),
        ({"column": "长" * 121}, "栏目：有 121 个字，超过 120 个字，请核对是否填错了列"),
        (
            {"unit": "县扶贫办"},
            "责任单位：“县扶贫办”已于 2021年5月31日停用，此后的信息请写“县乡村振兴局”",
        ),
    ],
)
def test_each_fault_is_told_with_its_place(changes: dict[str, Cell], message: str) -> None:
    assert faults(post(**changes)) == [f"第 2 行 {message}"]


def test_today_is_early_enough_and_the_last_day_of_a_unit_counts() -> None:
    found = reading(sheet(HEADER, post(published=TODAY), post(unit="县扶贫办", published=date(2021, 5, 31), url="")))
    assert [row.unit for row in found.rows] == ["108", "150"]


def test_all_faults_of_a_row_are_told_in_the_order_of_the_columns() -> None:
    assert faults(post(published="", unit="火星局", title="")) == [
        "第 2 行 责任单位：未找到“火星局”，请核对单位名单",
        "第 2 行 标题：未填写",
        "第 2 行 发布日期：未填写",
    ]


def test_a_liaison_may_send_the_own_units_posts_only() -> None:
    assert faults(post(unit="县司法局"), only_unit="108") == [
        "第 2 行 责任单位：这一行是“县司法局”的信息，本次只能导入“县财政局”的信息"
    ]


def test_a_formula_without_a_result_is_a_fault_of_its_cell() -> None:
    found = reading(sheet(HEADER, ("", *POST[1:]), broken=frozenset({(2, 1)})))
    assert [str(fault) for fault in found.faults] == [
        "第 2 行 责任单位：是公式，但文件里没有算出的结果。请用 WPS 或 Excel 打开后保存一次，或直接填写内容"
    ]


def test_a_row_of_nothing_but_uncomputed_formulas_is_not_taken_for_blank() -> None:
    blank = ("",) * 5
    found = reading(sheet(HEADER, blank, blank, broken=frozenset({(2, 1), (2, 3), (2, 5), (3, 1)})))
    assert {fault.line for fault in found.faults} == {2}
    assert found.skipped == ("工作表“台账”略过空行 1 行（第 3 行）",)


def test_formulas_in_columns_that_are_not_ours_do_not_matter() -> None:
    found = reading(sheet(("序号", *HEADER), ("", *POST), broken=frozenset({(2, 1)})))
    assert len(found.rows) == 1


def test_a_moment_is_its_day() -> None:
    (row,) = reading(sheet(HEADER, post(published=datetime(2024, 1, 9, 23, 59)))).rows
    assert row.published == date(2024, 1, 9)


cells = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "合计", "说明：", *HEADER, *POST[:4], "2024年2月30日", "无"]),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)


@given(st.lists(st.lists(cells, max_size=7).map(tuple), max_size=8), st.sampled_from([None, "108"]))
def test_whatever_the_cells_hold_every_line_is_accounted_for(rows: list[tuple[Cell, ...]], only: str | None) -> None:
    found = understand([sheet(HEADER, *rows)], names=NAMES, today=TODAY, only_unit=only)
    told = {row.line for row in found.rows} | {fault.line for fault in found.faults}
    assert len(told) == len(found.rows) + len({fault.line for fault in found.faults})
    passed = sum(int(words.split(" 行")[0].rsplit(" ", 1)[1]) for line in found.skipped for words in line.split("，"))
    assert len(told) + passed in {len(rows), len(rows) - 1}  # a second header row may belong to the first


# The columns' names


def test_a_column_name_belongs_to_one_field_only() -> None:
    entries = table("ledger_columns")["columns"]
    names = [comparable(name) for entry in entries for group in entry["names"].values() for name in group]
    assert len(names) == len(set(names))
    assert [entry["field"] for entry in entries] == [field.value for field in Field]
    assert {source for entry in entries for source in entry["names"]} == {"template", "tags", "exports"}


@pytest.mark.parametrize("entry", table("ledger_columns")["columns"], ids=lambda entry: entry["field"])
def test_every_known_name_finds_its_column_however_it_is_decorated(entry: dict[str, object]) -> None:
    at = HEADER.index(str(entry["field"]))
    names = [name for group in entry["names"].values() for name in group]  # type: ignore[attr-defined]
    wide = str.maketrans({letter: chr(ord(letter) + 0xFEE0) for letter in string.ascii_letters})
    for name in names:
        for written in (name, f"*{name}", f"{name}（必填）", f"{name[0]} {name[1:]}：", name.translate(wide)):
            header = tuple(written if place == at else column for place, column in enumerate(HEADER))
            assert len(reading(sheet(header, POST)).rows) == 1, written
