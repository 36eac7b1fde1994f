"""Live precision: how often people agreed with a check lately, and which checks speak of doubts only because of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mingcha.standards.precision_floors import PrecisionFloors, precision_floors


@dataclass(frozen=True, slots=True)
class Decided:
    """Somebody settled findings of a check on a day: confirmed them, or dismissed them as false alarms."""

    check: str
    on: date
    is_confirmed: bool
    number: int = 1


@dataclass(frozen=True, slots=True)
class LivePrecision:
    """What people made of one check's findings within the days looked back on."""

    confirmed: int
    dismissed: int
    floor: float
    enough: int
    days: int

    @property
    def shown(self) -> int:
        return self.confirmed + self.dismissed

    @property
    def share(self) -> float | None:
        """Confirmed of shown; None before anybody decided."""
        return self.confirmed / self.shown if self.shown else None

    @property
    def is_demoted(self) -> bool:
        """Too few decisions say nothing, neither for a check nor against it."""
        return self.share is not None and self.shown >= self.enough and self.share < self.floor

    @property
    def sentence(self) -> str:
        """Why a demoted check only doubts, for the clerk."""
        if not self.is_demoted:
            return ""
        return (
            f"这项检查近 {self.days} 天经人判断 {self.shown} 处，确认 {self.confirmed} 处，"
            f"低于 {self.floor:.0%} 的要求，暂按存疑列出。"
        )


def live_precision(
    decisions: Iterable[Decided],
    *,
    today: date,
    families: Mapping[str, str] | None = None,
    floors: PrecisionFloors | None = None,
) -> dict[str, LivePrecision]:
    """Every check somebody decided about in the days up to today, by name. `families` names each check's family."""
    floors, families = floors or precision_floors(), families or {}
    first = today - timedelta(days=floors.days)
    counts: dict[str, list[int]] = {}
    for one in decisions:
        if first < one.on <= today:
            counts.setdefault(one.check, [0, 0])[0 if one.is_confirmed else 1] += one.number
    return {
        name: LivePrecision(confirmed, dismissed, floors.of(name, families.get(name, "")), floors.enough, floors.days)
        for name, (confirmed, dismissed) in sorted(counts.items())
    }


def demotions(standings: Mapping[str, LivePrecision]) -> dict[str, str]:
    """The checks that speak of doubts only, each with the sentence that says why: `examine(…, demoted=demotions(…))`."""
    return {name: one.sentence for name, one in standings.items() if one.is_demoted}
