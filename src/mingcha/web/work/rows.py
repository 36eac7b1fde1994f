"""The tables as text, one line a row: how a PostgreSQL is copied, and read back into any database.

Not pg_dump: it must be installed beside the program in the server's version, and its file can only be tried on another
PostgreSQL. These files are read back into an empty SQLite, so that each month's trial needs no second server.
"""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from mingcha.web.work.outcomes import WorkFault

_TOGETHER = 500


def tables() -> list[type[models.Model]]:
    """Every table of the program, those of many-to-many relations as well."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def applied() -> list[str]:
    """The migrations the database has gone through: rows fit tables of the same."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def write_rows(folder: Path) -> dict[str, int]:
    """Write every table as it stands at one moment; returns how many rows each has."""
    folder.mkdir(parents=True)
    numbers = {}
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and is_first:
            with connection.cursor() as cursor:
                cursor.execute("set transaction isolation level repeatable read, read only")
        for model in tables():
            fields = [field.attname for field in model._meta.concrete_fields]
            number = 0
            with gzip.open(folder / f"{model._meta.db_table}.jsonl.gz", "wt", encoding="utf-8", compresslevel=3) as out:
                out.write(json.dumps(fields) + "\n")
                for row in model._base_manager.order_by("pk").values_list(*fields).iterator(chunk_size=2000):
                    out.write(json.dumps(row, cls=_Exact, ensure_ascii=False) + "\n")
                    number += 1
            numbers[model._meta.db_table] = number
    return numbers


def read_rows(folder: Path) -> dict[str, int]:
    """Empty the database and fill it from these files, all or nothing; returns how many rows each table got."""
    numbers = {}
    with transaction.atomic(), connection.constraint_checks_disabled():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
        for model in tables():
            file = folder / f"{model._meta.db_table}.jsonl.gz"
            if not file.exists():
                raise WorkFault(f"备份里没有数据表 {model._meta.db_table}，不能恢复。")
            numbers[model._meta.db_table] = _read_table(model, file)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
                cursor.execute(statement)
    return numbers


def _read_table(model: type[models.Model], file: Path) -> int:
    number = 0
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        by_name = {field.attname: field for field in model._meta.concrete_fields}
        fields = [by_name[name] for name in json.loads(next(lines))]
        while some := list(islice(lines, max(1, min(_TOGETHER, 900 // len(fields))))):
            rows = [_made(model, fields, json.loads(line)) for line in some]
            # As it was, so that no field is given the present time.
            model._base_manager._insert(rows, fields=fields, raw=True)  # type: ignore[attr-defined]
            number += len(rows)
    return number


def _made(model: type[models.Model], fields: list[Any], row: list[Any]) -> models.Model:
    return model(
        **{
            field.attname: value if isinstance(field, models.JSONField) else field.to_python(value)
            for field, value in zip(fields, row, strict=True)
        }
    )


class _Exact(DjangoJSONEncoder):
    """Times to the microsecond, which Django's own would cut."""

    def default(self, o: Any) -> Any:
        if hasattr(o, "isoformat"):
            return o.isoformat()
        return super().default(o)
