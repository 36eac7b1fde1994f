"""Taking a workbook of units and targets in: all of it or nothing."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.units.services import save_targets, save_unit
from mingcha.web.units.workbook_reading import UnitsReading


@transaction.atomic
def take(reading: UnitsReading, *, by: User | None, file_name: str = "") -> None:
    """Bring about everything the workbook states; refuses one with faults."""
    if reading.faults:
        raise ValueError("名录文件中有错误，没有导入")
    # A line may name a unit that comes later in the file, so all of them exist before any names another.
    for unit in reading.created:
        save_unit(replace(unit, parent=None, successor=None), by=by)
    for unit in reading.units:
        save_unit(unit, by=by)
    for year, posts in reading.targets.items():
        save_targets(year, posts, by=by)
    record(
        actor=by,
        action="导入单位与任务",
        target=file_name,
        detail=f"新建 {len(reading.created)} 个单位，修改 {len(reading.changed)} 个，"
        f"任务变动 {len(reading.target_changes)} 处",
    )
