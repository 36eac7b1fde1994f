"""How well a check judges labelled cases, and whether it keeps above its floor: what every gate has in common."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Score:
    """Cases a check rightly spoke about, spoke about in vain, and missed."""

    right: int = 0
    vain: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.vain)) if self.right or self.vain else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed)) if self.right or self.missed else 1.0


def faults(table: Mapping[str, Score], floors: Path) -> list[str]:
    """The floors that were not reached, in words; a check without a floor is a fault as well."""
    wanted = tomllib.loads(floors.read_text(encoding="utf-8"))
    told = [f"{name}: no floor in {floors.name}" for name in table if name not in wanted]
    for name, floor in wanted.items():
        score = table.get(name)
        if score is None:
            told.append(f"{name}: no such check")
            continue
        if score.right < floor["cases"]:
            told.append(f"{name}: right in {score.right} cases, floor {floor['cases']}")
        if score.precision < floor["precision"]:
            told.append(f"{name}: precision {score.precision:.3f}, floor {floor['precision']}: {score.vain[:5]}")
        if score.recall < floor["recall"]:
            told.append(f"{name}: recall {score.recall:.3f}, floor {floor['recall']}: {score.missed[:5]}")
    return told


def shown(table: Mapping[str, Score], *, misses: bool = False) -> str:
    """One line a check; with `misses` the cases it got wrong."""
    lines = []
    for name, score in table.items():
        lines.append(f"{name:28} right {score.right:4}  precision {score.precision:.3f}  recall {score.recall:.3f}")
        if misses:
            lines += [f"   vain: {score.vain}", f"   missed: {score.missed}"]
    return "\n".join(lines)
