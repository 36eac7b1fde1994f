"""The items of Articles 20 and 21, whom each binds, and the columns and titles by which it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingcha.model.unit_disclosure import UnitKind
from mingcha.standards.load import table

__all__ = ["CatalogueItem", "catalogue_items"]


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """`is_always` is whether every unit it binds must have something of it every year."""

    clause: str
    name: str
    kinds: frozenset[UnitKind]
    is_always: bool
    columns: re.Pattern[str]
    titles: re.Pattern[str]


@cache
def catalogue_items() -> tuple[CatalogueItem, ...]:
    return tuple(
        CatalogueItem(
            entry["article"],
            entry["name"],
            frozenset(UnitKind(kind) for kind in entry["kinds"]),
            entry["always"],
            re.compile("|".join(entry["columns"])),
            re.compile("|".join(entry["titles"])),
        )
        for entry in table("catalogue_coverage")["items"]
    )
