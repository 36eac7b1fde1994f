"""Reading the workbook of units and targets back: what it would change, and every fault told by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mingcha.extract.readers import spreadsheet
from mingcha.model.ledger import FileFault
from mingcha.model.unit import Unit
from mingcha.web.days import YEARS
from mingcha.web.units import aliases as words
from mingcha.web.units import queries
from mingcha.web.units.rules import unit_faults
from mingcha.web.units.services import differences, next_code
from mingcha.web.units.workbook import TARGET_HEADER, UNIT_HEADER
from mingcha.web.units.workbook_rows import Cells, Row, WorkbookFault, table

LABELS = {
    "code": "代码",
    "name": "单位名称",
    "prose_name": "行文称谓",
    "group": "分组",
    "order": "排序",
    "vertical": "垂管",
    "parent": "上级单位",
    "active_from": "启用日期",
    "active_to": "停用日期",
    "successor": "并入单位",
    "aliases": "别名",
}
MOST = 1_000_000  # posts a year; more than this is a slip of the hand


@dataclass(frozen=True, slots=True)
class UnitsReading:
    """A workbook understood: the states to bring about, what they would change, and everything wrong.

    `changed` pairs a unit's name with what differs, in Chinese; nothing may be taken while there are faults.
    """

    units: tuple[Unit, ...] = ()
    targets: dict[int, dict[str, int | None]] = field(default_factory=dict)
    created: tuple[Unit, ...] = ()
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    target_changes: tuple[str, ...] = ()
    unchanged: int = 0
    faults: tuple[WorkbookFault, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.created or self.changed or self.target_changes)


def read_units_xlsx(path: Path) -> UnitsReading:
    """Understand a workbook against the roster at hand; changes nothing. FileFault when it is no such workbook."""
    sheets = spreadsheet.read(path)
    units = table(sheets, UNIT_HEADER, need=("单位名称", "分组"), unless=("年度任务数",))
    targets = table(sheets, TARGET_HEADER, need=("年度", "年度任务数"))
    if units is None and targets is None:
        raise FileFault(
            "没有找到单位表或年度任务表：表头应含“单位名称、分组”，或“年度、单位名称、年度任务数”。"
            "请先导出一份，在其上修改后再导入。"
        )
    return Reader().read(units, targets)


class Reader(Cells):
    """Holds the roster at hand and collects faults while the lines are read."""

    def __init__(self) -> None:
        super().__init__()
        self.roster = queries.units()
        self.groups = queries.groups()
        self.before = {unit.code: unit for unit in self.roster}
        self.by_name = {unit.name: unit.code for unit in self.roster}

    def read(self, units: list[Row] | None, targets: list[Row] | None) -> UnitsReading:
        states = self.states(units or [])
        after = {**self.before, **{unit.code: unit for _, unit in states}}
        for row, unit in states:
            for fault in unit_faults(unit, roster=tuple(after.values()), groups=self.groups):
                self.blame(row, LABELS[fault.field], fault.message)
        yearly = self.yearly(targets or [], after)
        changes = [(unit, differences(self.before.get(unit.code), unit)) for _, unit in states]
        return UnitsReading(
            units=tuple(unit for _, unit in states),
            targets=yearly,
            created=tuple(unit for unit, _ in changes if unit.code not in self.before),
            changed=tuple((unit.name, tuple(told)) for unit, told in changes if told and unit.code in self.before),
            target_changes=tuple(self.target_changes(yearly, after)),
            unchanged=sum(1 for unit, told in changes if not told),
            faults=tuple(self.faults),
        )

    def states(self, rows: list[Row]) -> list[tuple[Row, Unit]]:
        """Each line as the unit it describes. Names of the file count, so that a parent may be new as well."""
        coded: list[tuple[Row, str]] = []
        seen: dict[str, int] = {}
        named: dict[str, int] = {}
        taken = set(self.before)
        for row in rows:
            name = row.cells.get("单位名称", "")
            code = row.cells.get("代码", "") or self.by_name.get(name) or next_code(taken)
            taken.add(code)
            if code in seen:
                self.blame(row, "代码", f"“{code}”与第 {seen[code]} 行重复")
                continue
            if name and name in named:
                self.blame(row, "单位名称", f"“{name}”与第 {named[name]} 行重复")
                continue
            seen[code] = row.line
            named[name] = row.line
            coded.append((row, code))
        codes = {**self.by_name, **{row.cells.get("单位名称", ""): code for row, code in coded}}
        return [(row, self.state(row, code, codes)) for row, code in coded]

    def state(self, row: Row, code: str, codes: dict[str, str]) -> Unit:
        cells, before = row.cells, self.before.get(code)
        groups = {name: group.code for group in self.groups for name in (group.name, group.code, group.prose)}
        try:
            aliases = words.read(cells["别名"]) if "别名" in cells else before.aliases if before else ()
        except ValueError as fault:
            self.blame(row, "别名", str(fault))
            aliases = ()
        return Unit(
            code=code,
            name=cells.get("单位名称", ""),
            prose_name=cells.get("行文称谓", before.prose_name if before else ""),
            group=groups.get(cells.get("分组", ""), cells.get("分组", "")),
            order=self.whole(row, "排序", most=100_000, empty=before.order if before else len(self.before) + row.line),
            vertical=self.yes(row, "垂管", before.vertical if before else False),
            parent=self.unit(row, "上级单位", codes, before.parent if before else None),
            active_from=self.day(row, "启用日期", before.active_from if before else None),
            active_to=self.day(row, "停用日期", before.active_to if before else None),
            successor=self.unit(row, "并入单位", codes, before.successor if before else None),
            aliases=aliases,
        )

    def unit(self, row: Row, label: str, codes: dict[str, str], empty: str | None) -> str | None:
        if label not in row.cells:
            return empty
        text = row.cells[label]
        if text and text not in codes:
            self.blame(row, label, f"未找到单位“{text}”，请填写名录中的单位名称")
        return codes.get(text) if text else None

    def yearly(self, rows: list[Row], roster: dict[str, Unit]) -> dict[int, dict[str, int | None]]:
        codes = {unit.name: unit.code for unit in roster.values()}
        found: dict[int, dict[str, int | None]] = {}
        lines: dict[tuple[int, str], int] = {}
        for row in rows:
            before = len(self.faults)
            year = self.whole(row, "年度", most=9999, empty=0)
            if year not in YEARS and len(self.faults) == before:
                self.blame(row, "年度", f"应在 {YEARS.start} 至 {YEARS.stop - 1} 之间")
            name = row.cells.get("单位名称", "")
            code = row.cells.get("代码", "") or codes.get(name, "")
            if code not in roster:
                self.blame(row, "单位名称", f"未找到单位“{name or code}”")
            elif name and roster[code].name != name:
                self.blame(row, "单位名称", f"代码 {code} 是“{roster[code].name}”，与“{name}”不符")
            # As on the page of targets, an empty cell means that the unit has none, and takes one away that it had.
            posts = self.whole(row, "年度任务数", most=MOST, empty=0) if row.cells.get("年度任务数") else None
            if (year, code) in lines:
                self.blame(row, "单位名称", f"“{name}”{year}年的任务与第 {lines[year, code]} 行重复")
            lines[year, code] = row.line
            if len(self.faults) == before:
                found.setdefault(year, {})[code] = posts
        return found

    def target_changes(self, yearly: dict[int, dict[str, int | None]], roster: dict[str, Unit]) -> Iterator[str]:
        for year in sorted(yearly):
            present = {target.unit: target.posts for target in queries.targets(year)}
            for code, posts in yearly[year].items():
                if present.get(code) != posts:
                    yield f"{year}年 {roster[code].name} {present.get(code, '（无）')} → {'（无）' if posts is None else posts}"
