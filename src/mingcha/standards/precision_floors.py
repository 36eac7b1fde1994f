"""How often people must agree with a check for it to be believed, and over how many days and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mingcha.model.plain import NotPlain, from_plain
from mingcha.standards.load import table


@dataclass(frozen=True, slots=True)
class PrecisionFloors:
    """Shares from 0 to 1. A check's own floor goes before its family's, and that before the floor of all."""

    days: int
    enough: int
    floor: float
    floors: Mapping[str, float]

    def of(self, check: str, family: str) -> float:
        return self.floors.get(check, self.floors.get(f"family:{family}", self.floor))


@cache
def precision_floors() -> PrecisionFloors:
    """The packaged floors. Raises NotPlain."""
    plain = dict(table("live_precision"))
    floors = plain.pop("floors", {})
    where = "standards/live_precision.toml"
    for name, share in floors.items():
        if not isinstance(share, float) or not 0 < share <= 1:
            raise NotPlain(f"{where} 的 floors.{name}：应为 0 到 1 之间的小数，现为 {share!r}")
    read = from_plain(_Whole, plain, where=where)
    return PrecisionFloors(read.days, read.enough, read.floor, floors)


@dataclass(frozen=True, slots=True)
class _Whole:
    days: int
    enough: int
    floor: float
