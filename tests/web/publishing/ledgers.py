"""Small ledgers to upload, and the county's units they are about."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

from django.core.files.base import ContentFile
from openpyxl import Workbook
from web.small_county import ROSTER, make_groups

from mingcha.web.publishing import services
from mingcha.web.publishing.models import Import, MonthlyCount, Post
from mingcha.web.units.models import Alias, Unit

AT = datetime(2024, 1, 12, 2, 0, tzinfo=UTC)
HEADER = ("责任单位", "栏目", "标题", "网址", "发布日期")
DAY = date(2024, 1, 9)


def make_units() -> dict[str, Unit]:
    groups = make_groups()
    units = {
        code: Unit.objects.create(code=code, name=name, prose_name=prose, group=groups[group], order=order)
        for code, (name, prose, group, order, _) in ROSTER.items()
    }
    Alias.objects.create(unit=units["101"], name="县发展和改革委员会")
    return units


def row(title="预算公开", url="", *, unit="县发改委", column="通知公告", day=DAY):
    return (unit, column, title, url, day)


def page(number):
    return f"http://www.yangli.example/{number}.html"


def posts(number, *, unit="县发改委", start=0, day=DAY):
    """That many rows with URLs of their own."""
    return [row(f"第{index}条信息", page(index), unit=unit, day=day) for index in range(start, start + number)]


def table(*rows):
    """A ledger as CSV, which is read without a child process."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows])
    return out.getvalue().encode()


def workbook(*rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    for line in (HEADER, *rows):
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take(content, *, by=None, unit=None, name="台账.csv", at=AT) -> Import:
    return services.take_file(file=ContentFile(content), file_name=name, by=by, at=at, unit=unit)


def confirmed(*rows, **more) -> Import:
    return services.confirm(item=take(table(*rows)), by=None, at=AT, **more)


def ledger():
    """What the ledger holds: (unit's code, title, URL), and the roll-up; the two must agree."""
    assert services.compare_counts() == ()
    assert not MonthlyCount.objects.filter(gross=0).exists()
    return sorted(Post.objects.values_list("unit__code", "title", "url"))
