"""A ledger file as an office sends it, of any number of rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count, islice
from pathlib import Path

from benchmarks.county import folder
from mingcha.bulletin.forms.sheet import SheetPlan, workbook_bytes
from mingcha.calendar import WorkingCalendar
from mingcha.demo.county import DECEMBER, sample_units
from mingcha.demo.ledger import sample_posts
from mingcha.model.ledger import Field

HEADER = tuple(field.value for field in Field)
Row = tuple[str, str, str, str, date]


def ledger_file(rows: int) -> Path:
    """The sample county's year, repeated with new titles and addresses until there are enough rows."""
    path = folder() / f"ledger-{rows}.xlsx"
    if not path.exists():
        path.write_bytes(workbook_bytes([SheetPlan("信息台账", HEADER, list(islice(_rows(), rows)))]))
    return path


def _rows() -> Iterator[Row]:
    calendar = WorkingCalendar.from_standards()
    months = DECEMBER.year_to_date
    for again in count():
        for sample in sample_units():
            for post in sample_posts(sample, months, calendar=calendar):
                mark = f"（{again}）" if again else ""
                url = f"{post.url}?n={again}" if again else post.url
                yield post.unit_name, post.column, post.title + mark, url, post.published
