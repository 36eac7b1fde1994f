"""Lists of a PDF that no lines rule become tables; pages that only look like one stay lines."""

from __future__ import annotations

import sys
from random import Random

import pytest
from project import ROOT

from mingcha import extract
from mingcha.model.document import Document

sys.path.insert(0, str(ROOT))

from quality import numbers, unruled
from quality.files import printed, typed

NUMBERS = [numbers.id_number(Random(n)) for n in range(3)]
HEADER = ["序号", "姓名", "身份证号码", "家庭住址"]
ROWS = [
    ["1", "赵一", NUMBERS[0], "样例县河口镇石背村10组57号"],
    ["2", "钱二二", NUMBERS[1], "样例县上坪镇新塘村3号"],
    ["3", "孙三", NUMBERS[2], "样例县白石乡长岗村1组8号"],
]


def listed(header: list[str], rows: list[list[str]], *, align: str = "left", height: str = "297mm") -> bytes:
    cells = ", ".join(f"[{typed('​'.join(cell))}]" for row in [header, *rows] for cell in row)
    return printed(
        f"#set page(height: {height})\n名单如下：\n\n"
        f"#table(columns: (1cm, 1.6cm, 2.2cm, 2.6cm), stroke: none, align: {align}, {cells})\n\n特此公示。"
    )


def read(data: bytes) -> Document:
    return extract.read(data, name="名单.pdf").documents[0]


def rows_of(document: Document) -> list[list[str]]:
    return [
        [cell.replace(" ", "") for cell in document.row(table, row)]
        for table in document.tables
        for row in range(len(table.row_starts))
    ]


@pytest.mark.parametrize("align", ["left", "center", "center + horizon", "left + bottom"])
def test_cells_that_wrap_are_whole_however_they_are_aligned(align: str) -> None:
    document = read(listed(HEADER, ROWS, align=align))
    assert rows_of(document) == [HEADER, *ROWS]
    assert str(document.place_at(document.text.index(ROWS[1][2]))) == "第1页第1个表格第3行第3列"
    assert str(document.place_at(document.text.index("名单如下"))) == "第1页第1行"
    assert str(document.place_at(document.text.index("特此公示"))) == "第1页第2行"


def test_a_list_goes_on_over_the_page_under_the_same_header() -> None:
    many = [[str(n), *ROWS[n % 3][1:]] for n in range(1, 30)]
    document = read(listed(HEADER, many, height="120mm"))
    assert len(document.tables) > 2
    assert all(table.header == tuple(HEADER) for table in document.tables[1:])
    assert document.tables[0].header == ()


def test_a_number_that_the_end_of_a_page_cuts_is_in_one_piece() -> None:
    def page(words: list[tuple[int, int, str]]) -> str:
        return "#page[" + "".join(f"#place(dx: {x}pt, dy: {y}pt)[{typed(text)}]" for x, y, text in words) + "]"

    xs = (0, 40, 100)
    first = [("序号", "姓名", "身份证号码"), ("1", "赵一", NUMBERS[0]), ("2", "孙三", NUMBERS[2][:10])]
    above = [(x, 600 + 20 * y, text) for y, row in enumerate(first) for x, text in zip(xs, row, strict=True)]
    rest = [(100, 0, NUMBERS[2][10:]), (0, 20, "3"), (40, 20, "李四"), (100, 20, NUMBERS[1])]
    document = read(printed(page(above) + page(rest)))
    assert document.text.count(NUMBERS[2]) == 1
    assert str(document.place_at(document.text.index(NUMBERS[2]))) == "第2页折行的单元格"
    assert ["3", "李四", NUMBERS[1]] in rows_of(document)


TRAPS = unruled.traps(Random(5))


@pytest.mark.parametrize("name", TRAPS)  # by name alone: the bytes hold the second they were written in
def test_what_only_has_gaps_is_no_table(name: str) -> None:
    assert rows_of(read(TRAPS[name])) == []


def test_of_lists_never_seen_before_hardly_a_row_is_lost() -> None:
    random, seen, wanted = Random(11), 0, 0
    for _ in range(12):
        listing = unruled.roster(random, random.choice((3, 12, 30)), random.randrange(4, 9))
        found = rows_of(read(unruled.list_without_lines(listing, unruled.layouts(random))))
        seen += sum(row in found for row in listing.rows)
        wanted += len(listing.rows)
    assert seen >= 0.95 * wanted
