"""Which unit answers for a finding: whose the post is, whose the column it stands in, or whom the finding names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from mingcha.model.finding import Finding
from mingcha.text.unit_names import UnitNames, UnknownUnit
from mingcha.web.publishing.collected import identity_of
from mingcha.web.publishing.models import Column, Post
from mingcha.web.rounds.models import CollectedPost, Site
from mingcha.web.units import queries
from mingcha.web.units.models import Unit

_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Owners:
    """Keys of units by the address of their posts and columns, by account, and by the names units go by."""

    by_address: Mapping[str, int]
    by_code: Mapping[str, int]
    names: UnitNames

    @classmethod
    def of(cls, site: Site, findings: Iterable[Finding], *, owners: Mapping[str, int]) -> Owners:
        """What these findings ask for, in a few queries at any number. `owners` goes before everything else."""
        asked = sorted({address for one in findings for address in (one.post, one.source) if address})
        found: dict[str, int] = {}
        for start in range(0, len(asked), _TOGETHER):
            found |= _known(site, asked[start : start + _TOGETHER])
        codes = dict(Unit.objects.values_list("code", "pk"))
        return cls(found | dict(owners), codes, UnitNames(queries.units(), county=settings.COUNTY))

    def unit(self, one: Finding) -> int | None:
        """The unit's key; None while nobody knows: then a person must say. The post goes before the page it was seen on,
        and both before a name, such as the one an annual report bears."""
        known = self.by_address.get(one.post) or self.by_address.get(one.source) or self.by_code.get(one.unit)
        if known or not one.unit:
            return known
        try:
            return self.by_code.get(self.names.find(one.unit))
        except UnknownUnit:
            return None


def _known(site: Site, addresses: Sequence[str]) -> dict[str, int]:
    """What was counted for a unit, then what people or rules attributed, goes before whose the column is."""
    columns = Column.objects.filter(url__in=addresses, unit__isnull=False).values_list("url", "unit")
    rows = CollectedPost.objects.filter(site=site, url__in=addresses).values_list("url", "given_id", "ruled_id")
    posts = {url: given or ruled for url, given, ruled in rows if given or ruled}
    # The ledger finds an address by its digest; its text has no index.
    digests = {identity_of(url): url for url in addresses}
    counted = Post.objects.filter(identity__in=digests).values_list("identity", "unit")
    return dict(columns) | {digests[identity]: unit for identity, unit in counted} | posts
