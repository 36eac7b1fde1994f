"""The pages of one unit's leaders taken together: a list with names only, and each one's own page with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from mingcha.examine.leaders.reading import leaders_of, merged
from mingcha.model.leader import Appointment, LeaderRoster
from mingcha.pages.page import Page

__all__ = ["roster"]


def roster(
    pages: Iterable[Page],
    *,
    called: str,
    on: date,
    unit: str = "",
    url: str = "",
    unread: Sequence[str] = (),
    known: Sequence[Appointment] = (),
) -> LeaderRoster:
    """What all the pages say of each name. `url` is the page findings are told of: the first one unless given."""
    pages = tuple(pages)
    leaders = merged(leader for page in pages for leader in leaders_of(page))
    first = url or (pages[0].url if pages else "")
    return LeaderRoster(called, first, on, leaders, unit, tuple(unread), tuple(known))
