"""The ledger as an Excel file, exactly the posts asked for."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from mingcha.bulletin.forms.sheet import Cell, SheetPlan, workbook_bytes
from mingcha.web.publishing import queries
from mingcha.web.publishing.ledger_files import HEADER, WIDTHS
from mingcha.web.publishing.models import Post
from mingcha.web.publishing.refusals import Refused

# An Excel sheet ends at 1,048,576 rows.
MOST_ROWS = 1_000_000


def ledger_xlsx(posts: QuerySet[Post]) -> bytes:
    """One row per post in the order given; its columns are the template's, so it can be imported again.

    Raises Refused when there are more posts than a sheet has rows.
    """
    number = posts.count()
    if number > MOST_ROWS:
        raise Refused(f"共 {number} 条，超过一张 Excel 工作表能容纳的 {MOST_ROWS} 条。请按月份或单位筛选后分次导出。")
    plan = SheetPlan(
        "信息台账",
        (*HEADER, "来源"),
        _rows(posts),
        widths=(*WIDTHS, 40),
        formats={HEADER.index("发布日期"): "yyyy-mm-dd"},
    )
    return workbook_bytes([plan])


def _rows(posts: QuerySet[Post]) -> Iterator[tuple[Cell, ...]]:
    for post in queries.values(posts):
        yield post.unit_name, post.column, post.title, post.url, post.published, post.source
