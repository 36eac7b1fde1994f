"""Faults nobody was told of yet go to whoever their posts belong to now, without waiting for the next examination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.cases import opening
from mingcha.web.cases.models import Finding
from mingcha.web.cases.owners import Owners
from mingcha.web.rounds.models import Site


@dataclass(frozen=True, slots=True)
class _Asked:
    """A finding as Owners asks for it: what it is of, and no name of its own."""

    post: str
    source: str
    unit: str = ""


@transaction.atomic
def follow(*, by: User | None, at: datetime) -> int:
    """Give every finding without a unit, and every one whose case was not told, the unit its post has now.

    Returns how many changed hands. What names its unit itself (an annual report) keeps it.
    """
    moved = [one for site in Site.objects.order_by("pk") for one in _moved(site)]
    Finding.objects.bulk_update(moved, ["unit"], batch_size=200)
    opening.follow_unit(moved, at=at)
    if moved:
        record(actor=by, action="整改事项：按最新归属更新", target="问题", detail=f"{len(moved)} 处问题换了责任单位")
    return len(moved)


def _moved(site: Site) -> Iterator[Finding]:
    rows = Finding.objects.filter(site=site, gone_at=None).filter(
        Q(case=None) | Q(case__told_at=None, case__state="confirmed")
    )
    found = list(rows.only("pk", "post_url", "source", "unit", "case"))
    asked = {one.pk: _Asked(one.post_url, one.source) for one in found}
    whose = Owners.of(site, asked.values(), owners={})  # type: ignore[arg-type]
    for one in found:
        unit = whose.unit(asked[one.pk])  # type: ignore[arg-type]
        if unit is not None and unit != one.unit_id:
            one.unit_id = unit
            yield one
