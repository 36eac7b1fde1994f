"""Tables become grids of numbers: headers apart, totals known, cells in their places."""

from __future__ import annotations

from mingcha.examine.example import document_of
from mingcha.examine.wording.grids import grids

TABLE = "单位\t一月\t二月\n甲\t1,200\t3.5\n乙\t—\t4\n合 计\t1200\t7.5"


def test_a_table_is_a_grid_of_numbers() -> None:
    document = document_of(TABLE)
    (grid,) = document.once(grids)
    assert grid.headers == ["单位", "一月", "二月"]
    assert [cell.value for cell in grid.cells[0]] == [None, 1200, 3.5]
    assert grid.cells[1][1].value is None and grid.cells[1][1].is_nothing
    assert [grid.is_total(row) for row in range(3)] == [False, False, True]
    cell = grid.cells[0][1]
    assert document.text[cell.start : cell.end] == "1,200"


def test_totals_are_no_part_of_a_column() -> None:
    (grid,) = document_of(TABLE).once(grids)
    assert grid.column(2) == [0, 1]
    assert grid.name_of(1) == "乙"


def test_a_table_of_words_is_no_grid() -> None:
    assert document_of("姓名\t岗位\n甲\t文秘\n乙\t财务").once(grids) == ()
