"""Units and targets as one Excel workbook, written for people to edit and send back (see workbook_reading)."""

from __future__ import annotations

from mingcha.bulletin.forms.sheet import SheetPlan, workbook_bytes
from mingcha.web.units import aliases as words
from mingcha.web.units import queries
from mingcha.web.units.models import Target

UNITS, TARGETS = "单位", "年度任务"
UNIT_HEADER = (
    "代码", "单位名称", "行文称谓", "分组", "排序", "垂管", "上级单位", "启用日期", "停用日期", "并入单位", "别名",
)  # fmt: skip
TARGET_HEADER = ("年度", "代码", "单位名称", "年度任务数")


def units_xlsx() -> bytes:
    """All units and all targets; the same workbook, edited, can be read back."""
    groups = {group.code: group for group in queries.groups()}
    roster = queries.units()
    names = {unit.code: unit.name for unit in roster}
    return workbook_bytes(
        [
            SheetPlan(
                name=UNITS,
                header=UNIT_HEADER,
                rows=[
                    (
                        unit.code,
                        unit.name,
                        unit.prose_name,
                        groups[unit.group].name,
                        unit.order,
                        "是" if unit.vertical else "否",
                        names.get(unit.parent or "", ""),
                        str(unit.active_from or ""),
                        str(unit.active_to or ""),
                        names.get(unit.successor or "", ""),
                        words.written(unit.aliases),
                    )
                    for unit in roster
                ],
                widths=(8, 24, 24, 12, 8, 8, 20, 13, 13, 20, 40),
                choices={3: [group.name for group in groups.values()], 5: ["是", "否"]},
            ),
            SheetPlan(
                name=TARGETS,
                header=TARGET_HEADER,
                rows=[
                    (row.year, row.unit.code, row.unit.name, row.posts)
                    for row in Target.objects.select_related("unit").order_by(
                        "-year", "unit__group__order", "unit__order", "unit_id"
                    )
                ],
                widths=(8, 8, 28, 14),
            ),
        ]
    )
