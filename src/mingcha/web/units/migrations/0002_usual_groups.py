"""The two groups of nearly every county, so that an office can register its first unit; they may be renamed."""

from __future__ import annotations

from typing import Any

from django.db import migrations

USUAL = (
    {"code": "county", "name": "县直单位", "prose": "县直单位", "order": 1},
    {"code": "town", "name": "乡镇", "prose": "乡（镇）", "order": 2},
)


def seed(apps: Any, schema_editor: Any) -> None:
    """Only where there is no group yet: an office that has its own keeps just those."""
    groups = apps.get_model("units", "Group").objects.using(schema_editor.connection.alias)
    if not groups.exists():
        for group in USUAL:
            groups.create(**group)


class Migration(migrations.Migration):
    dependencies = [("units", "0001_first_tables")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
