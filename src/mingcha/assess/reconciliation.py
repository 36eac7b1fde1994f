"""The proof of a bulletin: every figure that must agree with another is held against it.

A figure is never compared with the number it was made from: the printed text is read back, the posts are
counted again, and the last issue and other documents are taken as they were printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from mingcha.assess.ratio import completion_ratio
from mingcha.model.bulletin import Annex, Bulletin, Figure, Measure, UnitName
from mingcha.model.count import MonthCount, PostQuery
from mingcha.model.month import Month
from mingcha.model.reconciliation import Agreement, Part, TypedFigure
from mingcha.model.statistics import MonthStatistics


def reconcile(
    *,
    statistics: MonthStatistics,
    bulletin: Bulletin,
    raw: Sequence[MonthCount],
    rolled: Sequence[MonthCount],
    targets: Mapping[str, int],
    previous: Bulletin | None = None,
    typed: Sequence[TypedFigure] = (),
) -> tuple[Agreement, ...]:
    """Every comparison of a bulletin, in the order a reader would make them.

    `raw` are the posts counted one by one for the year so far, `rolled` the kept monthly counts;
    `targets` the yearly targets by unit code; `previous` the last issue of the same year.
    """
    recount = _recounter(raw, net=statistics.policy.net)
    return (
        _headline_year(statistics, bulletin),
        *_headline_months(statistics, bulletin),
        _printed_against_posts(bulletin, recount),
        _groups_against_posts(statistics, recount),
        _months_against_year(statistics, recount),
        _rollup_against_posts(statistics, raw, rolled),
        _targets(bulletin, targets),
        _ratios(bulletin),
        *_rankings(bulletin),
        _last_issue(statistics, bulletin, previous),
        *_other_documents(statistics, recount, typed),
    )


def _recounter(raw: Iterable[MonthCount], *, net: bool) -> Callable[[PostQuery], int]:
    """Counts posts for a query from the raw month counts."""
    by_unit: dict[str, list[MonthCount]] = {}
    for count in raw:
        by_unit.setdefault(count.unit, []).append(count)

    def recount(query: PostQuery) -> int:
        return sum(
            count.net if net else count.gross
            for unit in query.units
            for count in by_unit.get(unit, ())
            if query.covers(count)
        )

    return recount


def _printed(bulletin: Bulletin) -> dict[str, int]:
    """Every printed count by key, read back from its text."""
    return {f.key: int(f.text) for f in bulletin.figures() if f.text.isdigit()}


def _annex_sum(annex: Annex, cell: str) -> int:
    figures = [run for row in annex.rows for run in row.cells if isinstance(run, Figure)]
    return sum(int(figure.text) for figure in figures if figure.key.endswith("." + cell))


def _headline_year(statistics: MonthStatistics, bulletin: Bulletin) -> Agreement:
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


def _headline_months(statistics: MonthStatistics, bulletin: Bulletin) -> Iterable[Agreement]:
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


def _printed_against_posts(bulletin: Bulletin, recount: Callable[[PostQuery], int]) -> Agreement:
    """Each printed count against the posts its own query finds."""
    figures = [figure for figure in bulletin.figures() if figure.measure is Measure.POSTS]
    within = [figure for figure in figures if figure.posts.first.year == bulletin.month.year]
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


def _groups_against_posts(statistics: MonthStatistics, recount: Callable[[PostQuery], int]) -> Agreement:
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


def _months_against_year(statistics: MonthStatistics, recount: Callable[[PostQuery], int]) -> Agreement:
    months = statistics.month.year_to_date
    by_month = [recount(PostQuery(statistics.counted, month, month)) for month in months]
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


def _rollup_against_posts(
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


def _targets(bulletin: Bulletin, targets: Mapping[str, int]) -> Agreement:
    """The printed targets against the targets on record."""
    printed: dict[str, tuple[str, int]] = {}
    for annex in bulletin.annexes:
        for row in annex.rows:
            name = next((run for run in row.cells if isinstance(run, UnitName)), None)
            target = next((r for r in row.cells if isinstance(r, Figure) and r.measure is Measure.TARGET), None)
            if name is not None and target is not None:
                printed[name.unit] = (name.text, int(target.text))
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
        left=sum(value for _, value in printed.values()),
        right=sum(targets.get(unit, 0) for unit in printed),
        parts=parts,
    )


def _ratios(bulletin: Bulletin) -> Agreement:
    """Each printed ratio against the two numbers printed beside it."""
    right = wrong = 0
    names = []
    for annex in bulletin.annexes:
        for row in annex.rows:
            cells = {run.key.rpartition(".")[2]: run.text for run in row.cells if isinstance(run, Figure)}
            if "ratio" not in cells:
                continue
            again = completion_ratio(int(cells["year"]), int(cells["target"]))
            if again is not None and Decimal(cells["ratio"]) == again:
                right += 1
            else:
                wrong += 1
                names.append(row.cells[0].text)
    return Agreement(
        key="ratios",
        name="完成比例逐行重算",
        left_name="有比例的行",
        right_name="重算相符的行",
        left=right + wrong,
        right=right,
        remark=f"不符：{'、'.join(names)}" if names else "",
    )


def _rankings(bulletin: Bulletin) -> Iterable[Agreement]:
    """The units a sentence calls the first, against the first rows of the group's annex."""
    for annex in bulletin.annexes:
        lead = f"ranking.{annex.group}.top."
        named = [run.unit for run in bulletin.runs() if isinstance(run, UnitName) and run.key.startswith(lead)]
        rows = [run.unit for row in annex.rows for run in row.cells if isinstance(run, UnitName)]
        missed_lead = f"ranking.{annex.group}.unfinished."
        missed = {run.unit for run in bulletin.runs() if isinstance(run, UnitName) and run.key.startswith(missed_lead)}
        if named:
            agreeing = sum(unit == row for unit, row in zip(named, rows, strict=False))
            yield Agreement(
                key=f"ranking.{annex.group}.top",
                name=f"正文点名的前列单位与附件{annex.number}前几行",
                left_name="点名单位数",
                right_name="与附件相符数",
                left=len(named),
                right=agreeing,
            )
        if missed and bulletin.month.number == 12:
            bold = {row.cells[0].unit for row in annex.rows if row.unfinished and isinstance(row.cells[0], UnitName)}
            yield Agreement(
                key=f"ranking.{annex.group}.unfinished",
                name=f"正文点名的未完成单位与附件{annex.number}未完成行",
                left_name="点名单位数",
                right_name="与附件相符数",
                left=len(missed | bold),
                right=len(missed & bold),
            )


def _last_issue(statistics: MonthStatistics, bulletin: Bulletin, previous: Bulletin | None) -> Agreement:
    """What the last issue printed, plus this month, against what this issue prints: unit by unit."""
    name = "上期累计加本月新增与本期累计"
    names = ("上期累计＋本月", "本期累计")
    month = statistics.month
    if month.number == 1:
        return Agreement(
            "last_issue", name, *names, statistics.new, statistics.year_to_date, remark="一月没有上期累计。"
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


def _other_documents(
    statistics: MonthStatistics, recount: Callable[[PostQuery], int], typed: Sequence[TypedFigure]
) -> Iterable[Agreement]:
    """Our counts against what somebody typed in from another document, and where the difference sits."""
    spans = sorted({(figure.document, figure.first, figure.last) for figure in typed})
    for document, first, last in spans:
        figures = [f for f in typed if (f.document, f.first, f.last) == (document, first, last)]
        whole = next((figure.value for figure in figures if figure.group is None), None)
        by_group = {figure.group: figure.value for figure in figures if figure.group is not None}
        key, name = f"typed.{document}.{first.key}-{last.key}", f"与《{document.strip('《》')}》所载数字"
        if not statistics.month.january <= first <= last <= statistics.month:
            remark = f"该文件的统计期为{first}至{last}，不在本期统计范围内，未作比较。"
            yield Agreement(key, name, "本期", "该文件", None, whole, remark=remark)
            continue
        ours = {g.group: recount(PostQuery(g.counted, first, last)) for g in statistics.groups}
        parts = tuple(Part(g.name, posts, by_group[g.code]) for g, posts in ours.items() if g.code in by_group)
        if whole is None and len(parts) == len(ours):
            whole = sum(by_group.values())
        left = sum(ours.values()) if whole is not None else sum(part.left for part in parts)
        right = whole if whole is not None else sum(part.right for part in parts)
        yield Agreement(key, name, "本期", "该文件", left, right, parts=parts, remark=_where(left - right, parts))
        if whole is not None and len(parts) == len(ours) and sum(by_group.values()) != whole:
            yield Agreement(
                f"{key}.inner",
                f"《{document.strip('《》')}》自身：合计与分组之和",
                "合计",
                "分组之和",
                whole,
                sum(by_group.values()),
            )


def _where(difference: int, parts: Sequence[Part]) -> str:
    """In which parts a difference sits."""
    if not difference or not parts:
        return ""
    off = [part for part in parts if part.difference]
    same = "、".join(part.name for part in parts if not part.difference)
    if len(off) == 1 and off[0].difference == difference:
        rest = f"；{same}一致" if same else ""
        return f"相差的 {abs(difference)} 条全部在{off[0].name}{rest}。"
    return "差异分布：" + "，".join(f"{part.name} {part.difference:+d}" for part in off) + "。"
