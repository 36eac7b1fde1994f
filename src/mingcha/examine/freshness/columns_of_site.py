"""The columns of a site by how they stand, for the rules that count them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingcha.examine.freshness.standing import Fresh, Standing, standing
from mingcha.model.column_state import ColumnState
from mingcha.model.site_state import SiteState

__all__ = ["Counted", "counted", "listed"]

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """Columns that stand so, those that do surely and those a person must look at; `unseen` is how many nobody saw."""

    sure: tuple[ColumnState, ...]
    unsure: tuple[ColumnState, ...]
    unseen: int


def counted(site: SiteState, fresh: Fresh, *, kinds: Sequence[str] = ()) -> Counted:
    """The site's columns that stand so, each address once; with `kinds` only those of these categories."""
    known: dict[str, tuple[ColumnState, Standing]] = {one.column.url: (one, standing(one)) for one in site.columns}
    fitting = [
        (one, stands)
        for one, stands in known.values()
        if stands.fresh is fresh and (not kinds or (one.limit is not None and one.limit.kind in kinds))
    ]
    return Counted(
        tuple(one for one, stands in fitting if stands.is_sure),
        tuple(one for one, stands in fitting if not stands.is_sure),
        sum(stands.fresh is Fresh.UNSEEN for _, stands in known.values()),
    )


def listed(columns: Sequence[ColumnState]) -> str:
    """The names of columns, the first of them."""
    names = "、".join(one.title for one in columns[:_SHOWN])
    return f"{names} 等" if len(columns) > _SHOWN else names
