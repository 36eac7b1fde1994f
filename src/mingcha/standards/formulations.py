"""Fixed formulations: lists with their items in order, texts that must stand whole, names that take quotation marks.

Read from standards/wording/formulations.toml, which says of every one since when it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from mingcha.model.plain import from_plain
from mingcha.standards.load import table

FILE = "wording/formulations"


@dataclass(frozen=True, slots=True)
class ListFormulation:
    """Items in their canonical order under one or more names.

    `distinct`: the items together are known even without the name. `inner`: an item left out between two others is a
    fault by itself. `old`: the list as it stood until `until`; to write it later is out of date. `doubtful`: other
    orders are met in good texts too.
    """

    names: tuple[str, ...]
    items: tuple[str, ...]
    basis: str
    ordered: bool = True
    distinct: bool = False
    inner: bool = False
    old: bool = False
    doubtful: bool = False
    since: date | None = None
    until: date | None = None

    @property
    def whole(self) -> str:
        return "、".join(self.items)


@dataclass(frozen=True, slots=True)
class TextFormulation:
    """A text that must stand as it is; `right` look nearly the same and are right as well."""

    text: str
    basis: str
    right: tuple[str, ...] = ()


@cache
def list_formulations() -> tuple[ListFormulation, ...]:
    return tuple(
        from_plain(ListFormulation, entry, where=f"standards/{FILE}.toml 第 {number} 个 lists")
        for number, entry in enumerate(table(FILE)["lists"], 1)
    )


@cache
def text_formulations() -> tuple[TextFormulation, ...]:
    return tuple(
        from_plain(TextFormulation, entry, where=f"standards/{FILE}.toml 第 {number} 个 texts")
        for number, entry in enumerate(table(FILE)["texts"], 1)
    )


@cache
def quoted_names() -> tuple[str, ...]:
    """Names of formulations that are written between quotation marks."""
    return tuple(table(FILE)["quoted"])
