"""Where in the ledger the posts behind a figure are found."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from mingcha.model.count import PostQuery
from mingcha.web.units.models import Unit


class LedgerLinks:
    """Makes addresses of the ledger; knows which units make up the county and each group (one query).

    A query over all units of a group is written as that group, over all units as no unit at all, so that addresses
    stay short; any other set of units is written out. Either way the page shows exactly the posts the query counts.
    """

    def __init__(self, units: Iterable[tuple[str, str]] | None = None) -> None:
        """`units` are pairs of unit code and group code."""
        pairs = Unit.objects.order_by().values_list("code", "group__code") if units is None else units
        groups: dict[str, set[str]] = {}
        for code, group in pairs:
            groups.setdefault(group, set()).add(code)
        self.groups = {frozenset(codes): group for group, codes in groups.items()}
        self.everybody = frozenset().union(*groups.values())

    def __call__(self, query: PostQuery) -> str:
        units = frozenset(query.units)
        parts: list[tuple[str, str]] = []
        if units == self.everybody:
            pass
        elif units in self.groups:
            parts.append(("group", self.groups[units]))
        else:
            parts.extend(("unit", code) for code in query.units)
        parts += [("first", str(query.first.key)), ("last", str(query.last.key))]
        if query.net:
            parts.append(("repeat", "no"))
        return f"{reverse('ledger')}?{urlencode(parts)}"
