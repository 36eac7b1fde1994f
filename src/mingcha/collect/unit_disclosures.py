"""What each unit has disclosed, out of the posts of a portal and the columns it answers for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from mingcha.model.collected import CollectedPost
from mingcha.model.site import Site
from mingcha.model.unit import Unit
from mingcha.model.unit_disclosure import UnitDisclosure, UnitKind

__all__ = ["unit_disclosures"]

_TOWN = re.compile(r"(?:乡|镇|街道)(?:人民政府|办事处|政府)?$")


def unit_disclosures(
    posts: Iterable[CollectedPost],
    site: Site,
    *,
    on: date,
    since: date | None = None,
    more_columns: Mapping[str, Iterable[str]] | None = None,
) -> tuple[UnitDisclosure, ...]:
    """One for each unit of the site, in its order. `more_columns` are names of columns by the unit's code beyond those
    registered, such as 领导信息 found on its pages."""
    columns: dict[str, dict[str, None]] = {unit.code: {} for unit in site.units}
    titles: dict[str, list[str]] = {unit.code: [] for unit in site.units}
    homes: dict[str, str] = {}
    for column in site.columns:
        if column.unit in columns:
            columns[column.unit][column.name] = None
            homes.setdefault(column.unit, column.url)
    for code, names in (more_columns or {}).items():
        if code in columns:
            columns[code] |= dict.fromkeys(names)
    for post in posts:
        if post.unit not in titles:
            continue
        if post.column:
            columns[post.unit][post.column] = None
        if since is None or post.published_on is None or post.published_on >= since:
            titles[post.unit].append(post.title)
    return tuple(
        UnitDisclosure(
            unit.code,
            unit.in_prose,
            _kind(unit),
            homes.get(unit.code, site.home),
            on,
            tuple(columns[unit.code]),
            titles[unit.code],
            since,
        )
        for unit in site.units
    )


def _kind(unit: Unit) -> UnitKind:
    return UnitKind.TOWN if unit.group == "town" or _TOWN.search(unit.name) else UnitKind.BUREAU
