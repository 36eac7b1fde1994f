"""A county's database of any size, made fast, with every table and index the office has."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from mingcha.demo.county import GROUPS, YEAR, sample_units

FOLDER = "MINGCHA_BENCH_FOLDER"
DAYS = 3652  # 2014 to 2023

# Made inside the database: ten million rows sent from Python would only measure the sending.
POSTS = """
WITH RECURSIVE number(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM number WHERE i < {posts}),
made(i, unit, day) AS (SELECT i, {first} + (i * 7919) % {units}, date('{start}', '+' || ((i * 31) % {days}) || ' days')
                       FROM number)
INSERT INTO publishing_post (id, unit_id, title, url, published, month, identity, by_title, duplicate_of_id,
                             source_sheet, crawled_from)
SELECT i, unit, '样例信息第' || i || '条', 'http://www.yangli.example/xxgk/' || i || '.html', day,
       CAST(strftime('%Y%m', day) AS INTEGER), printf('%032x', i), printf('%032x', i * 16),
       CASE WHEN i % 50 = 0 THEN i - 1 END, '', ''
FROM made
"""


def folder() -> Path:
    """Where this run of the benchmarks keeps its databases and files."""
    path = Path(os.environ.setdefault(FOLDER, tempfile.mkdtemp(prefix="mingcha-bench-")))
    path.mkdir(parents=True, exist_ok=True)
    return path


def empty_county(name: str, *, keep_database: bool = False) -> None:
    """Django ready on a new database that knows the sample county's units and nothing else.

    The database is SQLite's, or with `keep_database` the empty one that DATABASE_URL names.
    """
    open_county(name, keep_database=keep_database)
    from mingcha.web import launch
    from mingcha.web.units import models, services

    launch.migrate()
    for group in GROUPS:
        services.save_group(group, by=None)
    groups = {group.code: group for group in models.Group.objects.all()}
    for sample in sample_units():
        unit = sample.unit
        row = models.Unit.objects.create(
            code=unit.code,
            name=unit.name,
            prose_name=unit.prose_name,
            group=groups[unit.group],
            order=unit.order,
            vertical=unit.vertical,
        )
        for alias in unit.aliases:
            models.Alias.objects.create(unit=row, name=alias.name)
        models.Target.objects.create(unit=row, year=YEAR, posts=sample.target.posts)


def open_county(name: str, *, keep_database: bool = False) -> None:
    """Django on the county of this name in the folder of this run."""
    home = folder() / name
    (home / "static").mkdir(parents=True, exist_ok=True)
    os.environ["MINGCHA_HOME"] = str(home)
    if not keep_database:
        os.environ.pop("DATABASE_URL", None)
    from mingcha.web import launch

    launch.setup()


def county_of(posts: int) -> None:
    """Django on a county with so many posts, made when it is not there yet; the roll-up is the office's own."""
    name = f"county-{posts}"
    if (folder() / name / "made").exists():
        open_county(name)
        return
    empty_county(name)
    from django.db import connection

    from mingcha.web.publishing import services
    from mingcha.web.units.models import Unit

    ids = Unit.objects.order_by("id").values_list("id", flat=True)
    one_year = posts < 200_000
    fill = POSTS.format(
        posts=posts,
        first=min(ids),
        units=len(ids),
        start="2023-01-01" if one_year else "2014-01-01",
        days=365 if one_year else DAYS,
    )
    with connection.cursor() as cursor:
        # The indexes are built once after the rows, as a database restores a dump.
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name = 'publishing_post' AND type = 'index'")
        indexes = [(index, sql) for index, sql in cursor.fetchall() if sql]
        for index, _ in indexes:
            cursor.execute(f'DROP INDEX "{index}"')
        cursor.execute(fill)
        for _, sql in indexes:
            cursor.execute(sql)
        cursor.execute("ANALYZE")
    services.rebuild_counts()
    (folder() / name / "made").touch()
