"""Units, groups and targets as the values the engine works with."""

from __future__ import annotations

from mingcha.model.unit import Alias, Group, Target, Unit
from mingcha.web.units import models


def groups() -> tuple[Group, ...]:
    """All groups in annex order; one query."""
    return tuple(
        Group(code=row.code, name=row.name, prose=row.prose, order=row.order) for row in models.Group.objects.all()
    )


def units() -> tuple[Unit, ...]:
    """All units that ever were, in official order; two queries."""
    rows = models.Unit.objects.select_related("group", "parent", "successor").prefetch_related("aliases")
    return tuple(value(row) for row in rows)


def value(row: models.Unit) -> Unit:
    return Unit(
        code=row.code,
        name=row.name,
        group=row.group.code,
        order=row.order,
        prose_name=row.prose_name,
        vertical=row.vertical,
        parent=row.parent.code if row.parent else None,
        active_from=row.active_from,
        active_to=row.active_to,
        successor=row.successor.code if row.successor else None,
        aliases=tuple(Alias(name=other.name, since=other.since, until=other.until) for other in row.aliases.all()),
    )


def targets(year: int) -> tuple[Target, ...]:
    """The targets of a year, one per unit that has one; one query."""
    rows = models.Target.objects.filter(year=year).order_by("unit__group__order", "unit__order", "unit_id")
    return tuple(Target(unit=code, year=year, posts=posts) for code, posts in rows.values_list("unit__code", "posts"))
