"""evidence.xlsx: every figure beside the posts it counts, counted again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from bulletin.forms.sample import DECEMBER, seed_bulletin

from mingcha.bulletin.forms import evidence
from mingcha.model.bulletin import Bulletin, Figure, UnitName
from mingcha.model.post import Post

PLACE, PRINTED, HOW, COUNT, ROWS, AGAIN, VERDICT, FORMULA, KEY = 1, 2, 3, 7, 8, 9, 10, 11, 12


def posts_of(bulletin: Bulletin) -> Iterator[Post]:
    """Posts made up so that every unit has as many as the annexes say; a tenth of the size is left to the months."""
    for annex in bulletin.annexes:
        for row in annex.rows:
            name, _, year, month, _ = row.cells
            assert isinstance(name, UnitName)
            for n in range(int(year.text)):
                day = date(2023, 12, n % 31 + 1) if n < int(month.text) else date(2023, n % 11 + 1, n % 28 + 1)
                yield Post(name.unit, name.text, "公告", f"第{n}号公告", f"/{name.unit}/{n}.html", day, "导入")


@lru_cache
def small() -> Bulletin:
    """Only the two smallest units of each annex, so that the workbook is quickly read back."""
    whole = seed_bulletin()
    annexes = tuple(replace(annex, rows=annex.rows[-2:]) for annex in whole.annexes)
    return replace(whole, annexes=annexes, sections=(), charts=())


def names(bulletin: Bulletin) -> dict[str, str]:
    return {run.unit: run.text for run in bulletin.runs() if isinstance(run, UnitName)}


def sheets(bulletin: Bulletin, posts: list[Post]) -> tuple[list[Any], list[Any]]:
    book = openpyxl.load_workbook(BytesIO(evidence.write(bulletin, posts, names(bulletin))))
    figures = [row for row in book["数字"].iter_rows(min_row=3, values_only=True) if row[KEY]]
    return figures, list(book["信息"].iter_rows(values_only=True))


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    return list(posts_of(small()))


def test_every_figure_is_listed_with_its_place_and_agrees(posts: list[Post]) -> None:
    figures, _ = sheets(small(), posts)
    assert [row[KEY] for row in figures] == [figure.key for figure in small().figures()]
    assert [row[PRINTED] for row in figures] == [figure.text for figure in small().figures()]
    assert {row[VERDICT] for row in figures} == {"一致", "见任务表"}
    assert figures[1][PLACE] == "附件1，统调队，已发布总数"


def test_the_rows_named_are_the_posts_the_figure_counts(posts: list[Post]) -> None:
    figures, listed = sheets(small(), posts)
    queries = {figure.key: figure.posts for figure in small().figures()}
    for row in figures:
        if row[ROWS] is None:
            continue
        numbers: list[int] = []
        for part in row[ROWS].split("，"):
            first, _, last = part.partition("-")
            numbers += range(int(first), int(last or first) + 1)
        assert len(numbers) == row[COUNT]
        query = queries[row[KEY]]
        for number in numbers:
            post = listed[number - 1]
            assert post[8] in query.units
            assert query.first.key <= post[1] <= query.last.key
        assert len(row[ROWS].split("，")) <= 2


def test_a_ratio_explains_itself(posts: list[Post]) -> None:
    figures, _ = sheets(small(), posts)
    ratio = next(row for row in figures if row[KEY].endswith("ratio"))
    assert ratio[HOW] == "已发布347条 ÷ 年度任务数450 × 100，四舍五入保留两位小数"
    assert ratio[AGAIN] == 77.11


def test_a_missing_post_is_noticed(posts: list[Post]) -> None:
    missing = next(post for post in posts if post.published.month == DECEMBER.number)
    figures, _ = sheets(small(), [post for post in posts if post is not missing])
    differing = [row[KEY] for row in figures if row[VERDICT] == "不一致"]
    assert differing == [f"annex1.{missing.unit}.{name}" for name in ("year", "month", "ratio")]


def test_a_ratio_without_a_target_is_not_called_right(posts: list[Post]) -> None:
    annex = small().annexes[0]
    rows = tuple(replace(row, cells=(row.cells[0], *row.cells[2:])) for row in annex.rows)
    figures, _ = sheets(replace(small(), annexes=(replace(annex, rows=rows),)), posts)
    assert {row[VERDICT] for row in figures if row[KEY].endswith("ratio")} == {"无法复核"}


def test_repeats_are_left_out_of_net_figures_only(posts: list[Post]) -> None:
    annex = small().annexes[1]
    row = annex.rows[0]
    month = row.cells[3]
    assert isinstance(month, Figure)
    net = replace(month, key="net", posts=replace(month.posts, net=True))
    bulletin = replace(small(), annexes=(replace(annex, rows=(replace(row, cells=(*row.cells, net)),)),))
    repeat = Post(month.posts.units[0], "重复", "公告", "重复的公告", "/again", date(2023, 12, 5), "导入", True)
    figures, listed = sheets(bulletin, [*posts, repeat])
    by_key = {row[KEY]: row for row in figures}
    assert by_key["net"][COUNT] == by_key[month.key][COUNT] - 1 == int(month.text)
    assert "<>是" in by_key["net"][FORMULA]
    assert listed[-1][7] == "是"


def test_the_workbook_counts_again_by_a_formula_over_its_own_rows(posts: list[Post]) -> None:
    figures, listed = sheets(small(), posts)
    last = len(listed)
    formula = next(row[FORMULA] for row in figures if row[KEY].endswith("month"))
    unit = small().annexes[0].rows[0].cells[3].posts.units[0]  # type: ignore[union-attr]
    assert formula == (
        f'=SUM(COUNTIFS(信息!$I$3:$I${last},{{"{unit}"}},信息!$B$3:$B${last},">=202312",信息!$B$3:$B${last},"<=202312"))'
    )


def test_a_title_that_looks_like_a_formula_is_kept_as_it_is() -> None:
    bulletin = replace(small(), annexes=small().annexes[:1])
    unit = bulletin.annexes[0].rows[0].cells[0].unit  # type: ignore[union-attr]
    post = Post(unit, "单位", "公告", "=cmd|'/c calc'!A0", "", date(2023, 12, 1), "导入")
    _, listed = sheets(bulletin, [post])
    assert listed[2][4] == "=cmd|'/c calc'!A0"


def test_without_posts_every_count_is_zero_and_said_so() -> None:
    figures, _ = sheets(small(), [])
    assert {row[ROWS] for row in figures if row[COUNT] is not None} == {"无"}
    assert "一致" not in {row[VERDICT] for row in figures}
