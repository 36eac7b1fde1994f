"""A month's statistics from counts: pure, and the only place where posts are held against targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mingcha.assess.ranking import ranks
from mingcha.assess.ratio import completion_ratio
from mingcha.model.count import MonthCount
from mingcha.model.month import Month
from mingcha.model.statistics import GroupStatistics, MonthStatistics, Policy, UnitStatistics
from mingcha.model.unit import Group, Target, Unit


class UnknownUnit(ValueError):
    """Counts or targets name a unit, or a unit names a group, that the roster does not hold."""


def month_statistics(
    *,
    units: Sequence[Unit],
    groups: Sequence[Group],
    targets: Iterable[Target],
    counts: Iterable[MonthCount],
    month: Month,
    policy: Policy = Policy(),
) -> MonthStatistics:
    """Every unit of every group for one month.

    `counts` may reach back as far as they like; months without any post in any unit count as not examined.
    A unit that ended before the month's last day and has a successor is counted with the successor;
    one without stays in the table for the rest of the year, so that no post is lost from a total.
    """
    roster = {unit.code: unit for unit in units}
    table: dict[str, dict[int, MonthCount]] = defaultdict(dict)
    for count in counts:
        if count.unit not in roster:
            raise UnknownUnit(f"台账中有单位名册以外的单位“{count.unit}”，请先在“单位与任务”中登记。")
        if count.month.key in table[count.unit]:
            raise ValueError(f"{roster[count.unit].name} {count.month} 的条数给了两次")
        table[count.unit][count.month.key] = count
    known = frozenset(key for months in table.values() for key, count in months.items() if count.gross)
    reach = _Reach.of(month)
    yearly = {target.unit: target.posts for target in targets if target.year == month.year}

    merged = _merged(roster, month)
    rows: dict[str, list[UnitStatistics]] = defaultdict(list)
    for unit in units:
        if unit.code in merged:
            continue
        counted = (unit.code, *(code for code, heir in merged.items() if heir == unit.code))
        has_posts = any(table[code][key].gross for code in counted for key in reach.year_to_date if key in table[code])
        if unit.active_in(month.january, month) or has_posts:
            rows[unit.group].append(
                _row(unit, counted, target=yearly.get(unit.code), table=table, known=known, reach=reach, policy=policy)
            )
    strangers = set(rows) - {group.code for group in groups}
    if strangers:
        raise UnknownUnit(f"有单位属于未登记的分组：{'、'.join(sorted(strangers))}")
    return MonthStatistics(
        month=month,
        groups=tuple(
            GroupStatistics(group, _ranked(rows[group.code], policy=policy))
            for group in sorted(groups, key=lambda group: group.order)
        ),
        policy=policy,
        covered=tuple(m for m in month.year_to_date if m.key in known),
    )


def _merged(roster: Mapping[str, Unit], month: Month) -> dict[str, str]:
    """Code of each unit that is over by the month's end, to the code of the unit that counts for it now."""
    heirs: dict[str, str] = {}
    for unit in roster.values():
        heir, seen = unit, {unit.code}
        while heir.successor is not None and heir.active_to is not None and heir.active_to < month.last:
            if heir.successor not in roster:
                raise UnknownUnit(f"{heir.name} 的并入单位“{heir.successor}”不在单位名册中。")
            heir = roster[heir.successor]
            if heir.code in seen:
                raise ValueError(f"{unit.name} 的并入关系绕成了圈，请检查各单位的“并入单位”。")
            seen.add(heir.code)
        if heir is not unit:
            heirs[unit.code] = heir.code
    return heirs


@dataclass(frozen=True, slots=True)
class _Reach:
    """The months one row of the table asks for, by their keys: asked for each unit, worked out once."""

    month: Month
    year_to_date: tuple[int, ...]
    last_month: int
    same_month_last_year: int
    last_year_to_date: tuple[int, ...]

    @classmethod
    def of(cls, month: Month) -> _Reach:
        last_year = month.shift(-12)
        this, last = (tuple(m.key for m in one.year_to_date) for one in (month, last_year))
        return cls(month, this, month.shift(-1).key, last_year.key, last)


def _row(
    unit: Unit,
    counted: tuple[str, ...],
    *,
    target: int | None,
    table: Mapping[str, Mapping[int, MonthCount]],
    known: frozenset[int],
    reach: _Reach,
    policy: Policy,
) -> UnitStatistics:
    of_unit = [table[code] for code in counted if code in table]

    def posts(*months: int, net: bool) -> int:
        found = [months_of[key] for months_of in of_unit for key in months if key in months_of]
        return sum(count.net if net else count.gross for count in found)

    def if_known(*months: int) -> int | None:
        return posts(*months, net=policy.net) if known.issuperset(months) else None

    year_to_date = posts(*reach.year_to_date, net=policy.net)
    streak, back = 0, reach.month
    while back.key in known and not posts(back.key, net=False) and unit.active_in(back, back):
        streak += 1
        back = back.shift(-1)
    return UnitStatistics(
        unit=unit,
        counted=counted,
        target=target,
        year_to_date=year_to_date,
        month=posts(reach.month.key, net=policy.net),
        year_to_date_gross=posts(*reach.year_to_date, net=False),
        month_gross=posts(reach.month.key, net=False),
        ratio=completion_ratio(year_to_date, target),
        rank=None,
        zero_streak=streak,
        last_month=if_known(reach.last_month),
        same_month_last_year=if_known(reach.same_month_last_year),
        year_to_date_last_year=if_known(*reach.last_year_to_date),
    )


def _ranked(rows: Sequence[UnitStatistics], *, policy: Policy) -> tuple[UnitStatistics, ...]:
    """Best ratio first; the same ratio in official order; without a target last."""
    ordered = sorted(rows, key=lambda row: (row.ratio is None, -(row.ratio or 0), row.unit.order, row.unit.code))
    given = ranks([row.ratio for row in ordered], ties=policy.ties)
    return tuple(replace(row, rank=rank) for row, rank in zip(ordered, given, strict=True))
