"""Lists in running text: cells from spaces, places from lines, offsets as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingcha.examine.catalogue import catalogue
from mingcha.examine.listed import with_lists
from mingcha.examine.runner import examine
from mingcha.model.assembly import Assembly
from mingcha.model.document import Document


def page(text: str) -> Document:
    assembly = Assembly()
    assembly.add_lines(text, "第1页")
    return assembly.document("a.pdf", kind="pdf")


def test_lines_below_a_heading_become_a_table() -> None:
    document = with_lists(page("名单\n序号 姓 名 住址\n1 张三 长岗村 5 组\n2 李四 石背村\n以上公示。"))
    (table,) = document.tables
    assert table.header == ("序号", "姓 名", "住址")
    assert document.row(table, 0) == ["1", "张三", "长岗村 5 组"]
    assert len(table.row_starts) == 2


def test_a_place_in_a_list_is_its_line() -> None:
    (finding,) = examine(
        [page("名单\n姓名 致贫原因\n张三 因病\n李四 因残")], [catalogue()["health_or_poverty_column"]], key=b"k"
    ).findings
    assert finding.locator == "第1页第3行"
    assert finding.persons == 2


def test_a_line_that_does_not_fit_does_not_end_the_list() -> None:
    text = "姓名 致贫原因\n张三 因病\n第 2 页 共 3 页 打印\n李四 因残"
    (finding,) = examine([page(text)], [catalogue()["health_or_poverty_column"]], key=b"k").findings
    assert finding.persons == 2


def test_an_empty_remark_is_no_other_list() -> None:
    document = with_lists(page("姓名 备注 致贫原因\n张三 已核 因病\n李四 因残"))
    assert [table.header for table in document.tables] == [("姓名", "备注", "致贫原因"), ("姓名", "致贫原因")]


def test_a_sentence_is_no_heading() -> None:
    assert with_lists(page("姓名、电话等信息，请到 一楼 窗口填写。\n张三 来过")).tables == ()


@given(st.text(alphabet="姓名 身份证号\n电话1张三\u3000，", max_size=80))
def test_nothing_moves(text: str) -> None:
    before = page(text)
    after = with_lists(before)
    assert len(after.text) == len(before.text)
    assert [c if c not in "\t" else " " for c in after.text] == [
        " " if c in "\u3000\t" and d == "\t" else c for c, d in zip(before.text, after.text, strict=True)
    ]
