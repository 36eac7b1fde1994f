"""Tables of posts as platforms and monitoring services export them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from collect.media.accounts import RULES, TODAY, by

from mingcha.collect.media.account_names import AccountNames
from mingcha.collect.media.export import read_export
from mingcha.collect.media.files import read_media
from mingcha.collect.media.judging import Answer, Judge, judge
from mingcha.model.account import Account, Filing
from mingcha.model.ledger import FileFault, Sheet
from mingcha.model.media import Stated, Way

LINK = "https://mp.weixin.qq.com/s?__biz=MzA3NDU2Nzg5MA==&mid=2247483659&idx={}"


def export(*rows, name="Sheet1", **more):
    return read_export([Sheet(name, tuple(rows), **more)], file="导出.xlsx")


def judged(*rows, chosen="wx1", only=None):
    return judge(export(*rows).posts, by(chosen, only))


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("标题", "发布时间", "链接", "阅读数"), ("样例县召开会议", "2023-12-05 10:30", LINK.format(1), 1234)),
        (
            ("内容标题", "发表时间", "总阅读人数", "总阅读次数", "内容url"),
            ("样例县召开会议", "20231205", 1, 1234, LINK.format(1)),
        ),
        (
            ("序号", "微博内容", "发博时间", "博文链接", "阅读量"),
            (1, "样例县召开会议", datetime(2023, 12, 5, 10, 30), LINK.format(1), "1,234"),
        ),
        (("Title", "Publish Time", "URL", "Reads"), ("样例县召开会议", "2023/12/5 10:30:00", LINK.format(1), "1234")),
        (
            ("作品名称", "发布时间（北京时间）", "播放量", "作品链接"),
            ("样例县召开会议", "2023年12月5日 上午10:30", "1234", LINK.format(1)),
        ),
    ],
)
def test_columns_are_known_by_the_names_exports_give_them(header, row):
    reading = judged(("2023年12月数据",), header, row)
    assert reading.faults == ()
    (post,) = reading.posts
    assert (post.title, post.published, post.reads) == ("样例县召开会议", date(2023, 12, 5), 1234)
    assert post.identity == "weixin:MzA3NDU2Nzg5MA:2247483659:1"
    assert post.clock in (None, time(10, 30))
    assert (post.way, post.file, post.sheet, post.line) == (Way.EXPORT, "导出.xlsx", "Sheet1", 3)


def test_columns_without_a_known_name_are_found_by_what_they_hold_and_it_is_said():
    found = export(
        ("编号", "推文", "何时", "在哪"),
        (1, "样例县召开政务公开推进会", "2023-12-05 10:30", LINK.format(1)),
        (2, "关于开展专项检查的通知", "2023-12-06 09:00", LINK.format(2)),
        (3, "样例县发布寒潮预警信号", "2023-12-07 18:20", LINK.format(3)),
    )
    assert [post.title[:4] for post in found.posts] == ["样例县召", "关于开展", "样例县发"]
    assert [note for note in found.notes if "“推文”列不是认得的列名，按内容当作“标题”" in note]
    assert len(found.notes) == 3


def test_a_table_without_a_header_is_read_by_what_it_holds():
    found = export(
        ("样例县召开政务公开推进会", "2023-12-05 10:30", LINK.format(1)),
        ("关于开展专项检查的通知", "2023-12-06 09:00", LINK.format(2)),
    )
    assert [(post.line, post.title) for post in found.posts] == [
        (1, "样例县召开政务公开推进会"),
        (2, "关于开展专项检查的通知"),
    ]


def test_totals_notes_and_blank_lines_are_passed_over():
    found = export(
        ("标题", "发布时间", "阅读数"),
        ("甲乙丙丁", "2023-12-05", 3),
        ("合计", "", 3),
        ("", "", ""),
        ("说明：以上为12月", "", ""),
    )
    assert [post.title for post in found.posts] == ["甲乙丙丁"]
    assert "合计行 1 行（第 3 行）" in found.notes[0]


def test_several_sheets_are_read_and_those_that_are_none_are_told():
    header = ("标题", "发布时间")
    sheets = [
        Sheet("微信", (header, ("甲", "2023-12-05"))),
        Sheet("说明", (("联系人", "电话"),)),
        Sheet("微博", (header, ("乙", "2023-12-06"))),
    ]
    found = read_export(sheets, file="x.xlsx")
    assert [(post.sheet, post.title) for post in found.posts] == [("微信", "甲"), ("微博", "乙")]
    assert [note for note in found.notes if "“说明”" in note and note.endswith("未读取")]


def test_a_file_without_titles_and_times_is_refused_with_what_it_lacks():
    with pytest.raises(FileFault, match="缺少“发布时间”"):
        export(("标题", "备注"), ("样例", "无"))


def test_a_formula_without_a_result_is_a_fault_of_its_line():
    found = export(("标题", "发布时间"), ("甲", ""), broken=frozenset({(2, 2)}))
    assert (found.posts, found.faults[0].line) == ((), 2)


@pytest.mark.parametrize(
    ("row", "account"),
    [
        (("甲", "2023-12-05", "样例教体", "", ""), "wx2"),
        (("甲", "2023-12-05", "样例发布", "新浪微博", ""), "wb1"),
        (("甲", "2023-12-05", "样例发布", "", LINK.format(1)), "wx1"),
        (("甲", "2023-12-05", "", "", LINK.format(1)), "wx1"),
        (("甲", "2023-12-05", "样例发布短视频", "", ""), "dy1"),
        (("甲", "2023-12-05", "@样例教体", "公众号", ""), "wx2"),
    ],
)
def test_the_account_is_known_by_name_platform_link_or_alias(row, account):
    (post,) = judged(("标题", "发布时间", "账号", "平台", "链接"), row, chosen="").posts
    assert post.account == account


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("甲", "2023-12-05", "样例发布", "", ""), "在微信公众号、微博都有，请写明平台"),
        (("甲", "2023-12-05", "样列教体", "", ""), "是否为“样例教体”"),
        (("甲", "2023-12-05", "", "", ""), "看不出是哪个账号"),
        (("甲", "2023-12-05", "样例教体", "微博", ""), "没有微博账号"),
        (("甲", "", "样例教体", "", ""), "发布时间不明"),
        (("甲", "12-05 10:30", "样例教体", "", ""), "不是日期"),
        (("甲", "2024-02-01", "样例教体", "", ""), "晚于今天"),
        (("", "2023-12-05", "样例教体", "", ""), "未填写"),
        (("甲", "2023-12-05", "样例教体", "", "weixin"), "不是网址"),
        (("甲", "2023-12-05", "样例教体", "", "https://weibo.com/1/Nvq5Zr9Kp"), "没有微博账号"),
    ],
)
def test_what_cannot_be_taken_is_told_by_line_and_column(row, words):
    reading = judged(("标题", "发布时间", "账号", "平台", "链接"), row, chosen="")
    assert reading.posts == ()
    assert words in "".join(map(str, reading.faults))
    assert all(fault.line == 2 for fault in reading.faults)


def test_a_closed_account_has_no_posts_after_its_end():
    names = AccountNames([Account("wx9", "旧号", "101", "weixin", Filing.CLOSED, closed_on=date(2023, 6, 1))], RULES)
    stated = export(("标题", "发布时间", "账号"), ("甲", "2023-05-31", "旧号"), ("乙", "2023-06-02", "旧号")).posts
    reading = judge(stated, Judge(names, RULES, TODAY))
    assert [post.title for post in reading.posts] == ["甲"]
    assert "已于 2023年6月1日注销" in str(reading.faults[0])


def test_characters_that_cannot_be_kept_are_left_out():
    stated = [
        Stated(
            Way.API,
            file="a",
            title="甲\x00\ud800乙",
            url="https://a.example/\x00x",
            published="2023-12-05",
            account="没\ud800有",
        )
    ]
    (fault,) = judge(stated, by()).faults
    assert "“没有”" in fault.message
    ((_, kept),) = judge(stated, by()).open
    assert (kept.title, kept.url) == ("甲乙", "https://a.example/x")


def test_a_unit_brings_its_own_accounts_only():
    rows = ("标题", "发布时间", "账号"), ("甲", "2023-12-05", "样例教体"), ("乙", "2023-12-05", "样例政务抖音")
    reading = judged(*rows, chosen="", only={"wx2"})
    assert [post.title for post in reading.posts] == ["甲"]
    assert "不是本单位的账号" in str(reading.faults[0])


@pytest.mark.parametrize(
    ("cell", "reads"), [("10万+", 100_001), ("1.2万", 12_000), ("3,456", 3456), ("—", None), ("", None), (12.0, 12)]
)
def test_reads_are_numbers_as_platforms_round_them(cell, reads):
    (post,) = judged(("标题", "发布时间", "阅读数"), ("甲", "2023-12-05", cell)).posts
    assert post.reads == reads


def test_an_answer_fills_what_was_asked_for_and_may_leave_a_post_out():
    stated = export(("标题", "发布时间", "链接"), ("甲", "", LINK.format(1)), ("乙", "", LINK.format(2))).posts
    reading = judge(stated, by("wx1"), answers={0: Answer(published="2023-12-05"), 1: Answer(drop=True)})
    assert [(post.title, post.published) for post in reading.posts] == [("甲", date(2023, 12, 5))]
    assert reading.faults == ()


def test_an_answer_cannot_make_a_post_anothers():
    stated = export(("标题", "发布时间", "链接"), ("甲", "2023-12-05", LINK.format(1))).posts
    reading = judge(stated, by(), answers={0: Answer(account="wx2")})
    assert "链接是“样例发布”的，不是“样例教体”的" in str(reading.faults[0])


@pytest.mark.parametrize(
    ("data", "name", "way"),
    [
        (b'{"item": [{"content": {"news_item": [{"title": "x"}]}}]}', "a.json", Way.API),
        ("<html><title>标题</title></html>".encode(), "a.html", Way.PAGE),
        (b"https://mp.weixin.qq.com/s/aaaaaaaaaa", "a.txt", Way.LINKS),
        ("标题,发布时间\n甲,2023-12-05".encode(), "a.csv", Way.EXPORT),
    ],
)
def test_a_file_is_read_as_what_it_is(data, name, way):
    sheets = [Sheet("a", (("标题", "发布时间"), ("甲", "2023-12-05")))]
    assert {post.way for post in read_media(data, name=name, tables=lambda: sheets).posts} == {way}


@pytest.mark.parametrize(
    ("header", "title", "text"),
    [
        (("标题", "发布时间", "正文"), "第一段。 第二段。", "第一段。\n第二段。"),
        (("正文", "发布时间", "链接"), "第一段。第二段。", "第一段。\n第二段。"),
        (("微博内容", "发布时间", "链接"), "第一段。第二段。", "第一段。\n第二段。"),
    ],
)
def test_words_are_kept_a_paragraph_a_line_and_stand_in_for_a_title(header, title, text):
    cells = {"标题": title, "发布时间": "2023-12-05", "链接": LINK.format(1)}
    row = [cells.get(name, " 第一段。\n\n 第二段。") for name in header]
    (post,) = judged(header, row).posts
    assert (post.title, post.text, post.summary) == (title, text, "")


def test_a_summary_is_kept_beside_the_text():
    header = ("标题", "发布时间", "摘要", "内容")
    (post,) = judged(header, ("甲", "2023-12-05", "要点", "<p>第一<b>段</b>。</p><p>第二段。<br>第三段。</p>")).posts
    assert (post.title, post.summary, post.text) == ("甲", "要点", "第一段。\n第二段。\n第三段。")


def test_a_post_without_a_title_keeps_all_its_words():
    words = "样例县" * 200
    (post,) = judged(("视频描述", "发布时间", "标题"), ("短片", "2023-12-05", words)).posts
    assert post.title.endswith("…") and post.text == words
