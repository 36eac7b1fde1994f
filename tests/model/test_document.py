"""Places: every character of a document is somewhere a clerk can find."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from mingcha.model.assembly import Assembly
from mingcha.model.document import Document, Hidden, letters


def test_a_cell_is_named_as_the_spreadsheet_names_it() -> None:
    assembly = Assembly()
    assembly.add_table([["姓名", "证号"], ["张三", "甲"]], "汇总表", first_row=3, first_column=3, hidden_columns=[1])
    document = assembly.document("a.xlsx")
    assert str(document.place_at(document.text.index("甲"))) == "汇总表!D4（隐藏列）"
    assert str(document.place_at(document.text.index("张"))) == "汇总表!C4"


def test_lines_of_a_page_are_counted() -> None:
    assembly = Assembly()
    assembly.add("封面", "第1段")
    assembly.add_lines("甲\n乙\n丙", "第3页")
    assembly.add("经办", "文档属性：作者", hidden=Hidden.PROPERTY)
    document = assembly.document("a.pdf")
    assert str(document.place_at(document.text.index("丙"))) == "第3页第3行"
    assert str(document.place_at(document.text.index("经"))) == "文档属性：作者（文档属性）"


def test_rows_may_skip_numbers() -> None:
    assembly = Assembly()
    assembly.add_table([["甲"], ["乙"]], "表", row_numbers=[1, 1048576])
    document = assembly.document("a")
    assert document.place_at(document.text.index("乙")).label == "表!A1048576"


cells = st.lists(st.lists(st.text(alphabet="ab1\t\n\r，", max_size=4), min_size=1, max_size=4), min_size=1, max_size=5)


@given(cells)
def test_every_cell_is_found_again_at_its_place(rows: list[list[str]]) -> None:
    assembly = Assembly()
    assembly.add("前", "第1段")
    assembly.add_table(rows, "表")
    document = assembly.document("a")
    (table,) = document.tables
    for row, given_cells in enumerate(rows):
        kept = document.row(table, row)
        assert len(kept) == len(given_cells)
        at = table.row_starts[row]
        for column, cell in enumerate(kept):
            assert document.text[at : at + len(cell)] == cell
            if cell:
                assert document.cell_at(table, at) == (row, column)
            at += len(cell) + 1


def test_what_was_computed_once_does_not_travel() -> None:
    document = Document("a", "text")
    assert document.once(_length) == 4
    assert pickle.loads(pickle.dumps(document)).once(_length) == 4


def test_a_document_is_asked_once() -> None:
    asked = []

    def compute(document: Document) -> int:
        asked.append(document.source)
        return 1

    document = Document("a", "")
    assert [document.once(compute), document.once(compute)] == [1, 1]
    assert asked == ["a"]


def test_columns_are_lettered() -> None:
    assert [letters(number) for number in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]


def _length(document: Document) -> int:
    return len(document.text)


@given(st.lists(st.text(alphabet="甲乙\n", max_size=9), max_size=5).map("".join), st.booleans())
def test_several_places_at_once_are_those_asked_one_by_one(text: str, is_page: bool) -> None:
    assembly = Assembly()
    assembly.add_lines(text, first_line=1)
    document = assembly.document("a", kind="txt") if is_page else Document("a", text)
    offsets = range(len(document.text))
    assert document.places_at(offsets) == tuple(str(document.place_at(at)) for at in offsets)
