"""The fixed entries of a disclosure platform, and the names they go by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingcha.standards.load import table

__all__ = ["PlatformColumn", "platform_columns"]


@dataclass(frozen=True, slots=True)
class PlatformColumn:
    name: str
    names: re.Pattern[str]


@cache
def platform_columns() -> tuple[PlatformColumn, ...]:
    return tuple(
        PlatformColumn(entry["name"], re.compile("|".join(entry["names"])))
        for entry in table("platform_columns")["columns"]
    )
