"""Printed and kept counts held against the posts themselves, counted one by one, and against the last issue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mingcha.model.bulletin import Bulletin, Figure, Measure, UnitName
from mingcha.model.count import MonthCount, PostQuery
from mingcha.model.month import Month
from mingcha.model.reconciliation import Agreement, Part
from mingcha.model.statistics import MonthStatistics

# Counts the posts a query finds.
Recount = Callable[[PostQuery], int]


def recounter(raw: Iterable[MonthCount]) -> Recount:
    """Counts posts for a query from the raw month counts."""
    by_unit: dict[str, list[MonthCount]] = {}
    for count in raw:
        by_unit.setdefault(count.unit, []).append(count)

    def recount(query: PostQuery) -> int:
        return sum(
            count.net if query.net else count.gross
            for unit in query.units
            for count in by_unit.get(unit, ())
            if query.covers(count)
        )

    return recount


def printed_against_posts(bulletin: Bulletin, recount: Recount) -> Agreement:
    """Each printed count against the posts its own query finds."""
    figures = [figure for figure in bulletin.figures() if figure.measure is Measure.POSTS]
    within = [figure for figure in figures if figure.posts.first >= bulletin.month.january.shift(-1)]
    parts = [Part(figure.key, int(figure.text), recount(figure.posts)) for figure in within]
    wrong = tuple(part for part in parts if part.difference)
    return Agreement(
        key="printed.posts",
        name="文中每个条数按其明细逐条重数",
        left_name="条数个数",
        right_name="重数相符",
        left=len(parts),
        right=len(parts) - len(wrong),
        parts=wrong,
    )


def silence_against_posts(bulletin: Bulletin, recount: Recount) -> Iterable[Agreement]:
    """Units a sentence calls silent, against the posts of just the months it says so of."""
    silent = [run for run in bulletin.runs() if isinstance(run, UnitName) and run.key.startswith("zero.")]
    parts = [Part(run.text, 0, recount(run.posts)) for run in silent]
    if silent:
        yield Agreement(
            key="zero.posts",
            name="正文点名未发布的单位与台账",
            left_name="点名单位应有",
            right_name="台账条数",
            left=0,
            right=sum(part.right for part in parts),
            parts=tuple(part for part in parts if part.difference),
        )


def groups_against_posts(statistics: MonthStatistics, recount: Recount) -> Agreement:
    parts = tuple(
        Part(group.group.name, group.year_to_date, recount(statistics.year_query(group.counted)))
        for group in statistics.groups
    )
    everyone = statistics.year_query(statistics.counted)
    return Agreement(
        key="units.posts",
        name="各单位累计之和与台账总条数",
        left_name="统计",
        right_name="台账",
        left=statistics.year_to_date,
        right=recount(everyone),
        parts=parts,
    )


def months_against_year(statistics: MonthStatistics, recount: Recount) -> Agreement:
    months = statistics.month.year_to_date
    by_month = [recount(PostQuery(statistics.counted, month, month, statistics.policy.net)) for month in months]
    missing = "、".join(f"{month.number}月" for month in statistics.missing)
    return Agreement(
        key="months.year",
        name=f"1月至{statistics.month.number}月逐月之和与累计",
        left_name="逐月之和",
        right_name="累计",
        left=None if missing else sum(by_month),
        right=statistics.year_to_date,
        remark=f"{missing}没有台账，未作比较。" if missing else "",
    )


def rollup_against_posts(
    statistics: MonthStatistics, raw: Sequence[MonthCount], rolled: Sequence[MonthCount]
) -> Agreement:
    months = statistics.month.year_to_date
    names = {code: row.unit.name for group in statistics.groups for row in group.units for code in row.counted}

    def table(counts: Sequence[MonthCount]) -> dict[tuple[str, Month], tuple[int, int]]:
        return {(c.unit, c.month): (c.gross, c.duplicates) for c in counts if c.month in months and c.gross}

    kept, counted = table(rolled), table(raw)
    parts = []
    for unit, month in sorted(kept.keys() | counted.keys()):
        left, right = kept.get((unit, month), (0, 0)), counted.get((unit, month), (0, 0))
        if left[0] != right[0]:
            parts.append(Part(f"{names.get(unit, unit)} {month}", left[0], right[0]))
        if left[1] != right[1]:
            parts.append(Part(f"{names.get(unit, unit)} {month} 重复条数", left[1], right[1]))
    return Agreement(
        key="rollup.posts",
        name="月度条数汇总与台账逐条重数",
        left_name="汇总表",
        right_name="逐条重数",
        left=sum(gross for gross, _ in kept.values()),
        right=sum(gross for gross, _ in counted.values()),
        parts=tuple(parts),
    )


def last_issue(statistics: MonthStatistics, bulletin: Bulletin, previous: Bulletin | None) -> Agreement:
    """What the last issue printed, plus this month, against what this issue prints: unit by unit."""
    name = "上期累计加本月新增与本期累计"
    names = ("上期累计＋本月", "本期累计")
    month = statistics.month
    if month.number == 1:
        return Agreement(
            "last_issue", name, *names, None, statistics.year_to_date, remark="一月没有上期累计，未作比较。"
        )
    if previous is None or previous.month != month.shift(-1):
        remark = f"没有已印发的{month.shift(-1)}专报，未作比较。"
        return Agreement("last_issue", name, *names, None, statistics.year_to_date, remark=remark)
    before = _year_by_unit(previous)
    parts = []
    total_left = 0
    for group in statistics.groups:
        left = sum(before.get(code, 0) for code in group.counted) + group.month
        total_left += left
        for row in group.units:
            printed = sum(before.get(code, 0) for code in row.counted) + row.month
            if printed != row.year_to_date:
                parts.append(Part(row.unit.name, printed, row.year_to_date))
    return Agreement(
        "last_issue",
        name,
        *names,
        total_left,
        statistics.year_to_date,
        parts=tuple(parts),
        remark=f"上期为{previous.title}。",
    )


def _year_by_unit(bulletin: Bulletin) -> dict[str, int]:
    result: dict[str, int] = {}
    for annex in bulletin.annexes:
        for row in annex.rows:
            unit = next((run.unit for run in row.cells if isinstance(run, UnitName)), None)
            year = next((r for r in row.cells if isinstance(r, Figure) and r.key.endswith(".year")), None)
            if unit is not None and year is not None:
                result[unit] = int(year.text)
    return result
