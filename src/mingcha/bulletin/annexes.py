"""The tables and charts at the back of a bulletin, from a group's statistics."""

from __future__ import annotations

from decimal import Decimal

from mingcha.bulletin.sentences import posts_figure
from mingcha.model.bulletin import Annex, AnnexRow, Bar, Chart, Figure, Measure, Run, UnitName, Words
from mingcha.model.layout import AnnexPlan, ChartPlan
from mingcha.model.statistics import MonthStatistics, UnitStatistics


def annex(plan: AnnexPlan, statistics: MonthStatistics, *, number: int) -> Annex:
    """One group's table in rank order: name, target, year to date, month, completion ratio."""
    return Annex(
        number=number,
        title=plan.title,
        group=plan.group,
        as_of=statistics.month.last,
        header=(
            "单位名称",
            "本年度任务数",
            "已发布总数",
            f"{statistics.month.number}月发布条数",
            "完成比例(%)",
        ),
        rows=tuple(_row(number, row, statistics) for row in statistics.group(plan.group).units),
    )


def _row(number: int, row: UnitStatistics, statistics: MonthStatistics) -> AnnexRow:
    key = f"annex{number}.{row.unit.code}"
    year = statistics.year_query(row.counted)
    month = statistics.month_query(row.counted)
    target: Run = Words("—")
    ratio: Run = Words("—")
    if row.target is not None:
        target = Figure(f"{key}.target", str(row.target), Decimal(row.target), Measure.TARGET, year)
    if row.ratio is not None:
        ratio = Figure(f"{key}.ratio", f"{row.ratio:.2f}", row.ratio, Measure.RATIO, year)
    cells: tuple[Run, ...] = (
        UnitName(f"{key}.name", row.unit.name, row.unit.code, year),
        target,
        posts_figure(f"{key}.year", row.year_to_date, year),
        posts_figure(f"{key}.month", row.month, month),
        ratio,
    )
    return AnnexRow(cells, unfinished=row.behind_pace(statistics.month))


def chart(plan: ChartPlan, statistics: MonthStatistics) -> Chart:
    """The group's first and last units; all of them when they are too few to leave any out."""
    bars = tuple(
        Bar(row.unit.code, row.unit.name, row.ratio)
        for row in statistics.group(plan.group).units
        if row.ratio is not None
    )
    # A gap that hides a single unit would cost the line it saves.
    if len(bars) <= plan.first + plan.last + 1:
        return Chart(plan.title, plan.group, bars, (), 0, plan.cap)
    first, last = bars[: plan.first], bars[len(bars) - plan.last :]
    return Chart(plan.title, plan.group, first, last, len(bars) - plan.first - plan.last, plan.cap)
