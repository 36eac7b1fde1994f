"""Who must act where a round could not see something, and what they do: by the outcome of the fetch and the kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from mingcha.model.fetch import FetchOutcome
from mingcha.model.plain import from_plain
from mingcha.standards.load import table


class Who(StrEnum):
    """Who must act; `label` is what people read."""

    UNIT = "unit"
    PORTAL = "portal"
    OFFICE = "office"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {Who.UNIT: "发布单位", Who.PORTAL: "网站管理单位", Who.OFFICE: "政务公开办", Who.NOBODY: "不用处理"}


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the table; without `kinds` it is for every kind of address."""

    who: Who
    what: str
    outcomes: tuple[FetchOutcome, ...]
    kinds: tuple[str, ...] = ()


@cache
def duties() -> tuple[Duty, ...]:
    return tuple(from_plain(Duty, one, where="gap_duties.toml") for one in table("gap_duties")["duty"])


def duty_of(outcome: FetchOutcome, kind: str) -> Duty:
    """The first line for this outcome that names the kind, else the first that names none."""
    found = [one for one in duties() if outcome in one.outcomes and (not one.kinds or kind in one.kinds)]
    if not found:
        raise KeyError(outcome)
    return min(found, key=lambda one: not one.kinds)
