"""The statutory catalogue beside what a unit has: which items its columns and posts show, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from mingcha.model.unit_disclosure import UnitDisclosure
from mingcha.standards.catalogue_coverage import CatalogueItem, catalogue_items

__all__ = ["Covered", "coverage"]


@dataclass(frozen=True, slots=True)
class Covered:
    """One item for one unit: the columns that stand for it, how many posts show it, and one of their titles."""

    item: CatalogueItem
    columns: tuple[str, ...]
    posts: int
    example: str = ""

    @property
    def is_covered(self) -> bool:
        return bool(self.columns or self.posts)


def coverage(disclosure: UnitDisclosure) -> tuple[Covered, ...]:
    """The table of one unit: every item that binds it, in the order of the law."""
    table = []
    for item in catalogue_items():
        if disclosure.kind not in item.kinds:
            continue
        columns = tuple(name for name in disclosure.columns if item.columns.search(name))
        titles = [title for title in disclosure.titles if item.titles.search(title)]
        table.append(Covered(item, columns, len(titles), titles[0] if titles else ""))
    return tuple(table)
