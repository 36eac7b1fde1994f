"""What the overview shows, worked out from a month's statistics: the key figures, the rows, their states in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from mingcha.model.count import PostQuery
from mingcha.model.month import Month
from mingcha.model.statistics import GroupStatistics, MonthStatistics, UnitStatistics

DECEMBER = 12
NO_DATA = "未有数据"  # what stands where the ledger has nothing to say, which is not zero
AXIS = 200  # percent at which a bar is broken; the 100 % line then stands in the middle


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One card: a number, what it is about, its change, and where its posts or units are.

    `value` None means that there are no data for it; `unit` is 条 or 家.
    """

    label: str
    value: int | None
    unit: str
    link: str
    since: str
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """How a unit stands with its yearly target: in words, with a colour that only repeats them."""

    words: str
    colour: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A line of a ranking with its links; counts are None when the month has no data."""

    statistics: UnitStatistics
    state: State
    month: int | None
    year_link: str
    month_link: str
    bar: float
    broken: bool
    failing: bool


@dataclass(frozen=True, slots=True)
class BoardGroup:
    statistics: GroupStatistics
    rows: tuple[BoardRow, ...]
    total: int
    year_link: str
    month_link: str


Link = Callable[[PostQuery], str]


def state(row: UnitStatistics, *, month: Month) -> State:
    """Before December a unit is held against the share of the year that has passed; one that is over, not at all."""
    if row.target is None:
        return State("无任务", "")
    if row.year_to_date >= row.target:
        return State("已完成", "green")
    if not row.unit.active_in(month, month):
        return State("已停用", "")
    if month.number == DECEMBER:
        return State("未完成", "red")
    return State("落后进度", "amber") if row.behind_pace(month) else State("按进度", "blue")


def is_unfinished(row: UnitStatistics, month: Month) -> bool:
    """Whether the unit still has its target before it; a unit that is over can no longer reach it."""
    return row.completed is False and row.unit.active_in(month, month)


def is_silent(row: UnitStatistics, month: Month) -> bool:
    """Whether the unit published nothing in the month though it was there (本月零发布)."""
    return row.zero_streak > 0


def bar(ratio: Decimal | None) -> float:
    """Length of the bar on an axis of 0 to 200."""
    return float(min(ratio or Decimal(0), Decimal(AXIS)))


def board_row(row: UnitStatistics, statistics: MonthStatistics, link: Link) -> BoardRow:
    known = statistics.month in statistics.covered
    how = state(row, month=statistics.month)
    return BoardRow(
        statistics=row,
        state=how,
        month=row.month if known else None,
        year_link=link(statistics.year_query(row.counted)),
        month_link=link(statistics.month_query(row.counted)),
        bar=bar(row.ratio),
        broken=row.ratio is not None and row.ratio > AXIS,
        failing=how.colour == "red",
    )


SORTS: dict[str, Callable[[UnitStatistics], object]] = {
    "rank": lambda row: row.rank,
    "order": lambda row: row.unit.order,
    "target": lambda row: row.target,
    "year": lambda row: row.year_to_date,
    "ratio": lambda row: row.ratio,
    "month": lambda row: row.month,
    "change": lambda row: row.change_from_last_month,
    "last_year": lambda row: row.change_from_last_year,
    "streak": lambda row: row.zero_streak,
}

SHOWS: dict[str, tuple[str, Callable[[UnitStatistics, Month], bool]]] = {
    "": ("全部单位", lambda row, month: True),
    "unfinished": ("未完成任务", is_unfinished),
    "zero": ("本月零发布", is_silent),
}


def sorted_rows(rows: Iterable[UnitStatistics], sort: str) -> list[UnitStatistics]:
    """By the column asked for; what is not known stands last either way, equals stay in rank order."""
    key = SORTS.get(sort.lstrip("-"), SORTS["rank"])
    known, unknown = [], []
    for row in rows:
        (unknown if key(row) is None else known).append(row)
    return sorted(known, key=key, reverse=sort.startswith("-")) + unknown  # type: ignore[arg-type]


def board_groups(
    statistics: MonthStatistics, link: Link, *, sort: str, show: str, group: str, unit: str | None = None
) -> list[BoardGroup]:
    """The rankings; `unit` is the code of the only unit the user may see."""
    _, wanted = SHOWS.get(show, SHOWS[""])
    boards = []
    for each in statistics.groups:
        mine = [row for row in each.units if wanted(row, statistics.month) and unit in (None, row.unit.code)]
        if (group and each.group.code != group) or (unit is not None and not mine):
            continue
        boards.append(
            BoardGroup(
                statistics=each,
                rows=tuple(board_row(row, statistics, link) for row in sorted_rows(mine, sort)),
                total=len(each.units),
                year_link=link(statistics.year_query(each.counted)),
                month_link=link(statistics.month_query(each.counted)),
            )
        )
    return boards


def county_figures(statistics: MonthStatistics, link: Link, *, here: Callable[[str], str]) -> list[KeyFigure]:
    """The cards of the county; `here` makes the address of this overview showing only some units."""
    known = statistics.month in statistics.covered
    rows = [row for group in statistics.groups for row in group.units]
    month = statistics.month
    return [
        KeyFigure(
            "本年累计发布",
            statistics.year_to_date if statistics.covered else None,
            "条",
            link(statistics.year_query(statistics.counted)),
            since_last_year(rows, statistics.year_to_date) if known else NO_DATA,
        ),
        KeyFigure(
            "本月新增",
            statistics.new if known else None,
            "条",
            link(statistics.month_query(statistics.counted)),
            since_last_month([row.last_month for row in rows], statistics.new) if known else NO_DATA,
        ),
        *(
            KeyFigure(
                f"{group.group.name}本月",
                group.month if known else None,
                "条",
                link(statistics.month_query(group.counted)),
                since_last_month([row.last_month for row in group.units], group.month) if known else NO_DATA,
            )
            for group in statistics.groups
        ),
        unfinished(rows, month=month, link=here("unfinished"), known=bool(statistics.covered)),
        zero(rows, month=month, link=here("zero"), known=known),
    ]


def unfinished(rows: list[UnitStatistics], *, month: Month, link: str, known: bool) -> KeyFigure:
    if known and rows and all(row.target is None for row in rows):
        return KeyFigure("未完成任务单位", None, "家", link, f"{month.year}年度任务还没有登记", alarm=True)
    now = sum(is_unfinished(row, month) for row in rows)
    behind = sum(state(row, month=month).colour in {"amber", "red"} for row in rows)
    if month.number == DECEMBER or not known:
        last = month.shift(-1)
        before = sum(
            row.target is not None and row.year_to_date - row.month < row.target and row.unit.active_in(last, last)
            for row in rows
        )
        since = f"较上月 {changed(now - before)}" if known else NO_DATA
    else:
        since = f"其中落后进度 {behind} 家"
    return KeyFigure("未完成任务单位", now if known else None, "家", link, since, alarm=known and behind > 0)


def zero(rows: list[UnitStatistics], *, month: Month, link: str, known: bool) -> KeyFigure:
    now, last = sum(is_silent(row, month) for row in rows), month.shift(-1)
    before = sum(row.last_month == 0 and row.unit.active_in(last, last) for row in rows)
    told = bool(rows) and all(row.last_month is not None for row in rows)
    since = f"较上月 {changed(now - before)}" if told else "上月未有数据"
    if not known:
        since = NO_DATA
    return KeyFigure("本月零发布单位", now if known else None, "家", link, since, alarm=known and now > 0)


def unit_figures(
    row: UnitStatistics, group: GroupStatistics, statistics: MonthStatistics, link: Link
) -> list[KeyFigure]:
    """The cards of one unit."""
    known = statistics.month in statistics.covered
    year, month = link(statistics.year_query(row.counted)), link(statistics.month_query(row.counted))
    left = None if row.target is None else max(0, row.target - row.year_to_date)
    return [
        KeyFigure(
            "本年累计发布",
            row.year_to_date if statistics.covered else None,
            "条",
            year,
            "上年同期未有数据"
            if row.year_to_date_last_year is None
            else f"较上年同期 {changed(row.year_to_date - row.year_to_date_last_year)}",
        ),
        KeyFigure(
            "本月新增",
            row.month if known else None,
            "条",
            month,
            since_last_month([row.last_month], row.month) if known else NO_DATA,
            alarm=row.zero_streak > 0,
        ),
        KeyFigure(
            "距年度任务还差",
            left,
            "条",
            year,
            "没有年度任务" if row.target is None else f"任务 {row.target:,} 条，完成 {row.ratio or 0:.2f}%",
            alarm=state(row, month=statistics.month).colour in {"red", "amber"},
        ),
        KeyFigure(
            f"{group.group.name}名次",
            row.rank,
            f"/ {len(group.units)} 家",
            "",
            "没有年度任务，不参加排名" if row.rank is None else f"完成率 {row.ratio:.2f}%",
        ),
        KeyFigure(
            "连续零发布",
            row.zero_streak if known else None,
            "个月",
            "",
            silence(row, statistics),
            alarm=row.zero_streak > 0,
        ),
    ]


def silence(row: UnitStatistics, statistics: MonthStatistics) -> str:
    """What the streak of empty months means; that of a unit that is over is no sign of posts."""
    if statistics.month not in statistics.covered:
        return NO_DATA
    if row.zero_streak:
        return "截至本月"
    return "本月有发布" if row.month_gross else "本月不在用，不计零发布"


def since_last_month(before: list[int | None], now: int) -> str:
    if None in before or not before:
        return "上月未有数据"
    return f"较上月 {changed(now - sum(filter(None, before)))}"


def since_last_year(rows: list[UnitStatistics], now: int) -> str:
    before = [row.year_to_date_last_year for row in rows]
    if None in before or not before:
        return "上年同期未有数据"
    return f"较上年同期 {changed(now - sum(filter(None, before)))}"


def changed(difference: int) -> str:
    """The change as the cards write it: 持平, +12, −3."""
    return "持平" if difference == 0 else f"{difference:+,}".replace("-", "−")
