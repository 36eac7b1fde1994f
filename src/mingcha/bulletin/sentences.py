"""The sentences that statistics write: each returns its runs, or nothing when there is nothing to say.

Every count is a Figure and every unit a UnitName, so that a reader can go from the word to the posts. What is said
without one (在前五位, 连续几个月, 增加) follows from those, and reconciliation holds it against them.
A sentence whose evidence is not in the ledger raises MissingEvidence instead of printing a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from mingcha.model.bulletin import Figure, Measure, MissingEvidence, Run, UnitName, Words
from mingcha.model.count import PostQuery
from mingcha.model.layout import Layout, RankingPlan
from mingcha.model.month import Month
from mingcha.model.statistics import GroupStatistics, MonthStatistics, Ties, UnitStatistics
from mingcha.text.numerals import chinese_numeral


def posts_figure(key: str, value: int, posts: PostQuery) -> Figure:
    return Figure(key=key, text=str(value), value=Decimal(value), measure=Measure.POSTS, posts=posts)


def period(month: Month) -> str:
    """How a running sentence names the year so far: 2023年1-12月, and 2024年1月 in January."""
    return f"{month.year}年1-{month.number}月" if month.number > 1 else f"{month.year}年1月"


def require_year_to_date(statistics: MonthStatistics) -> None:
    """Refuse a cumulative figure while a month of it has not been looked at."""
    if statistics.missing:
        months = "、".join(str(month) for month in statistics.missing)
        raise MissingEvidence(f"台账中没有{months}的信息，{statistics.month}的累计数无从核对，请先导入该月台账。")


def require_month(statistics: MonthStatistics) -> None:
    if statistics.month in statistics.missing:
        raise MissingEvidence(f"台账中没有{statistics.month}的信息，请先导入该月台账。")


def totals(layout: Layout, statistics: MonthStatistics) -> tuple[Run, ...]:
    """The county's total so far, and the month by group."""
    require_year_to_date(statistics)
    month = statistics.month
    year = statistics.year_query(statistics.counted)
    runs: list[Run] = [
        Words(f"{period(month)}，{layout.portal}累计主动公开政府信息"),
        posts_figure("totals.year", statistics.year_to_date, year),
        Words(f"条。{month.number}月份"),
    ]
    for index, code in enumerate(layout.month_order):
        group = statistics.group(code)
        runs += [
            Words(("、" if index else "") + f"{group.group.prose}新增公开"),
            posts_figure(f"totals.month.{code}", group.month, statistics.month_query(group.counted)),
            Words("条"),
        ]
    return (*runs, Words("。"))


def rankings(layout: Layout, statistics: MonthStatistics) -> tuple[Run, ...]:
    """Who leads, who trails and who is unfinished, group by group as the layout asks."""
    require_year_to_date(statistics)
    clauses = [
        clause for plan in layout.rankings for clause in _ranking(plan, statistics, statistics.group(plan.group))
    ]
    if not clauses:
        return ()
    return (Words(f"{period(statistics.month)}，"), *_joined(clauses, "；"), Words("。"))


def _ranking(plan: RankingPlan, statistics: MonthStatistics, group: GroupStatistics) -> Iterable[tuple[Run, ...]]:
    ranked = [row for row in group.units if row.rank is not None]
    called = group.group.prose
    if group.units and not ranked:
        year = statistics.month.year
        raise MissingEvidence(f"{called}都没有登记{year}年度任务数，无法排名，请先在“年度任务”中登记。")
    # Whoever published nothing leads nobody, however many share the rank.
    top = [row for row in ranked if row.year_to_date and row.rank is not None and row.rank <= plan.top]
    if top:
        yield _placed(f"ranking.{plan.group}.top", top, plan.top, f"居{called}", FIRST, statistics)
    last = [row for row in _from_the_end(ranked, plan.bottom, statistics.policy.ties) if row not in top]
    if last:
        yield _placed(f"ranking.{plan.group}.bottom", last, plan.bottom, f"居{called}", LAST, statistics)
    if plan.unfinished and ranked:
        yield _unfinished(plan, statistics, ranked, called)


# How the first so many and the last so many are called: alone, and as a number.
FIRST, LAST = ("首位", "前{}位"), ("末位", "后{}位")


def _placed(
    key: str,
    rows: Sequence[UnitStatistics],
    places: int,
    where: str,
    words: tuple[str, str],
    statistics: MonthStatistics,
) -> tuple[Run, ...]:
    """甲、乙完成年度任务数居县直单位前两位; 并列 when more units share the places than there are places."""
    shown = min(places, len(rows))
    number = "两" if shown == 2 else chinese_numeral(shown)
    shared = "并列" if len(rows) > places else ""
    place = words[0] if shown == 1 else words[1].format(number)
    return (*_names(key, rows, statistics), Words(f"完成年度任务数{shared}{where}{place}"))


def _from_the_end(ranked: Sequence[UnitStatistics], places: int, ties: Ties) -> list[UnitStatistics]:
    """The units in the last so many places, ties counted from the end by the same policy as from the top."""
    if not places:
        return []
    if ties is Ties.OFFICIAL:
        return list(ranked[-places:])
    worse = [row.ratio for row in reversed(ranked)]
    distinct = list(dict.fromkeys(worse))
    place = {ratio: (distinct.index(ratio) if ties is Ties.DENSE else worse.index(ratio)) + 1 for ratio in distinct}
    return [row for row in ranked if place[row.ratio] <= places]


def _unfinished(
    plan: RankingPlan, statistics: MonthStatistics, ranked: Sequence[UnitStatistics], called: str
) -> tuple[Run, ...]:
    """At the year's end who missed the target, before it who is behind an even pace; the furthest behind first."""
    year_end = statistics.month.number == 12
    late = sorted((r for r in ranked if r.behind_pace(statistics.month)), key=lambda row: row.ratio or 0)
    if not late:
        return (Words(f"{called}均已{'完成年度信息发布任务' if year_end else '达到年度任务序时进度'}"),)
    verdict = "未完成年度信息发布任务" if year_end else "未达到年度任务序时进度"
    return (*_names(f"ranking.{plan.group}.unfinished", late, statistics), Words(verdict))


def zero_posts(layout: Layout, statistics: MonthStatistics) -> tuple[Run, ...]:
    """Units without a post in the month, and for how many months in a row."""
    require_month(statistics)
    silent = [row for group in statistics.groups for row in group.units if row.zero_streak]
    if not silent:
        return ()
    clauses: list[tuple[Run, ...]] = []
    for row in silent:
        first = statistics.month.shift(1 - row.zero_streak)
        query = PostQuery(row.counted, first, statistics.month)
        name = UnitName(f"zero.{row.unit.code}", row.unit.in_prose, row.unit.code, query)
        lasting = f"（已连续{row.zero_streak}个月）" if row.zero_streak > 1 else ""
        clauses.append((name, Words(lasting)) if lasting else (name,))
    return (Words(f"{statistics.month.number}月，"), *_joined(clauses, "、"), Words("未发布信息。"))


def month_change(layout: Layout, statistics: MonthStatistics) -> tuple[Run, ...]:
    """The month against the month before."""
    require_month(statistics)
    month, before = statistics.month, statistics.month.shift(-1)
    known = [group.last_month for group in statistics.groups if group.units]
    if any(last is None for last in known):
        raise MissingEvidence(f"台账中没有{before}的信息，无法与上月比较，请先导入该月台账。")
    last = sum(value or 0 for value in known)
    change = statistics.new - last
    verb = "增加" if change > 0 else "减少"
    now = posts_figure("change.month", statistics.new, statistics.month_query(statistics.counted))
    then = posts_figure("change.last_month", last, PostQuery(statistics.counted, before, before, statistics.policy.net))
    # No third number: a difference counts no posts of its own, and would stand when the two counts are corrected.
    tail = "，与上月持平。" if change == 0 else f"，比上月{verb}。"
    return (
        Words(f"{month.number}月份全县新增公开"),
        now,
        Words("条，上月为"),
        then,
        Words("条" + tail),
    )


def _names(key: str, rows: Sequence[UnitStatistics], statistics: MonthStatistics) -> tuple[Run, ...]:
    names = [
        (UnitName(f"{key}.{r.unit.code}", r.unit.in_prose, r.unit.code, statistics.year_query(r.counted)),)
        for r in rows
    ]
    return _joined(names, "、")


def _joined(parts: Iterable[tuple[Run, ...]], mark: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    for index, part in enumerate(parts):
        if index:
            runs.append(Words(mark))
        runs += part
    return tuple(runs)


Sentence = Callable[[Layout, MonthStatistics], tuple[Run, ...]]

# The names a layout may use, with what each tells, for the layout editor.
SENTENCES: dict[str, tuple[str, Sentence]] = {
    "totals": ("累计与当月发布条数", totals),
    "rankings": ("任务完成排名与未完成单位", rankings),
    "zero_posts": ("当月未发布信息的单位", zero_posts),
    "month_change": ("与上月相比", month_change),
}
