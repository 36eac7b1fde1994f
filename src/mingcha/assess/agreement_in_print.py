"""A bulletin held against itself: headline, tables, ratios and the units it names must tell one story.

Every number is read back from its printed text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from mingcha.assess.ratio import completion_ratio
from mingcha.model.bulletin import Annex, Bulletin, Figure, Measure, UnitName
from mingcha.model.reconciliation import Agreement, Part
from mingcha.model.statistics import MonthStatistics


def headline_year(statistics: MonthStatistics, bulletin: Bulletin) -> Agreement:
    headline = _printed(bulletin).get("totals.year")
    complete = {annex.group for annex in bulletin.annexes} >= {g.group.code for g in statistics.groups if g.units}
    tables = sum(_annex_sum(annex, "year") for annex in bulletin.annexes) if complete else None
    remark = ""
    if headline is None:
        remark = "正文没有累计条数这一句，未作比较。"
    elif tables is None:
        remark = "附件没有覆盖全部分组，未作比较。"
    return Agreement(
        key="headline.year",
        name="正文累计条数与附件各表之和",
        left_name="正文",
        right_name="附件合计",
        left=headline,
        right=tables,
        remark=remark,
    )


def headline_months(statistics: MonthStatistics, bulletin: Bulletin) -> Iterable[Agreement]:
    printed = _printed(bulletin)
    tables = {annex.group: annex for annex in bulletin.annexes}
    for group in statistics.groups:
        headline = printed.get(f"totals.month.{group.group.code}")
        table = tables.get(group.group.code)
        if headline is None and table is None:
            continue
        yield Agreement(
            key=f"headline.month.{group.group.code}",
            name=f"正文{group.group.prose}当月条数与附件之和",
            left_name="正文",
            right_name="附件合计",
            left=headline,
            right=None if table is None else _annex_sum(table, "month"),
            remark="" if headline is not None and table is not None else "正文或附件缺少这一组，未作比较。",
        )


def targets(bulletin: Bulletin, targets: Mapping[str, int]) -> Agreement:
    """The printed targets against the targets on record."""
    printed: dict[str, tuple[str, int]] = {}
    without: list[str] = []
    for annex in bulletin.annexes:
        for row in annex.rows:
            name = next((run for run in row.cells if isinstance(run, UnitName)), None)
            target = next((r for r in row.cells if isinstance(r, Figure) and r.measure is Measure.TARGET), None)
            if name is not None and target is not None:
                printed[name.unit] = (name.text, int(target.text))
            elif name is not None:
                without.append(name.text)
    parts = tuple(
        Part(name, value, targets.get(unit, 0))
        for unit, (name, value) in printed.items()
        if value != targets.get(unit, 0)
    )
    return Agreement(
        key="targets",
        name="附件任务数与登记的年度任务",
        left_name="附件合计",
        right_name="登记合计",
        left=sum(value for _, value in printed.values()) if printed else None,
        right=sum(targets.get(unit, 0) for unit in printed),
        parts=parts,
        remark=f"{len(without)} 个单位没有登记年度任务：{'、'.join(without)}。" if without else "",
    )


def ratios(bulletin: Bulletin) -> Agreement:
    """Each printed ratio against the two numbers printed beside it; a part is a wrong row, in hundredths of a percent."""
    rows, wrong = 0, []
    for annex in bulletin.annexes:
        for row in annex.rows:
            cells = {run.key.rpartition(".")[2]: run.text for run in row.cells if isinstance(run, Figure)}
            if "ratio" not in cells:
                continue
            rows += 1
            again = completion_ratio(int(cells["year"]), int(cells["target"])) or Decimal(0)
            if Decimal(cells["ratio"]) != again:
                wrong.append(Part(row.cells[0].text, int(Decimal(cells["ratio"]) * 100), int(again * 100)))
    return Agreement(
        key="ratios",
        name="完成比例逐行重算",
        left_name="有比例的行",
        right_name="重算相符的行",
        left=rows or None,
        right=rows - len(wrong),
        parts=tuple(wrong),
        remark=("分项以万分之一计。" if wrong else "") if rows else "附件中没有完成比例，未作比较。",
    )


def rankings(bulletin: Bulletin) -> Iterable[Agreement]:
    """The units a sentence names, against the rows of the group's annex: the first ones, and the unfinished ones."""
    for annex in bulletin.annexes:
        rows = [run for row in annex.rows for run in row.cells if isinstance(run, UnitName)]
        named = _named(bulletin, f"ranking.{annex.group}.top.")
        if named:
            yield _same_units(
                f"ranking.{annex.group}.top",
                f"正文点名的前列单位与附件{annex.number}前几行",
                named,
                rows[: len(named)],
                ordered=True,
            )
        late = _named(bulletin, f"ranking.{annex.group}.unfinished.")
        if late:
            bold = [run for row in annex.rows if row.unfinished for run in row.cells if isinstance(run, UnitName)]
            yield _same_units(
                f"ranking.{annex.group}.unfinished",
                f"正文点名的未完成单位与附件{annex.number}标出的行",
                late,
                bold,
                ordered=False,
            )


def _named(bulletin: Bulletin, lead: str) -> list[UnitName]:
    return [run for run in bulletin.runs() if isinstance(run, UnitName) and run.key.startswith(lead)]


def _same_units(key: str, name: str, named: list[UnitName], rows: list[UnitName], *, ordered: bool) -> Agreement:
    """Whether a sentence and an annex speak of the same units, and where order counts, in the same order.

    A part is a unit that stands elsewhere: its place in the text and in the annex, 0 for not at all.
    """
    in_text = {run.unit: place if ordered else 1 for place, run in enumerate(named, start=1)}
    in_annex = {run.unit: place if ordered else 1 for place, run in enumerate(rows, start=1)}
    names = {run.unit: run.text for run in (*rows, *named)}
    parts = [Part(names[unit], in_text.get(unit, 0), in_annex.get(unit, 0)) for unit in sorted(names)]
    return Agreement(
        key=key,
        name=name,
        left_name="正文点名",
        right_name="附件中",
        left=len(in_text),
        right=len(in_annex),
        parts=tuple(part for part in parts if part.difference),
    )


def _printed(bulletin: Bulletin) -> dict[str, int]:
    """Every printed count by key, read back from its text."""
    return {f.key: int(f.text) for f in bulletin.figures() if f.text.isdigit()}


def _annex_sum(annex: Annex, cell: str) -> int:
    figures = [run for row in annex.rows for run in row.cells if isinstance(run, Figure)]
    return sum(int(figure.text) for figure in figures if figure.key.endswith("." + cell))
