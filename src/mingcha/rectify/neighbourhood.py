"""How a new fault lies to a case that was being mended, and whether the mending brought it about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mingcha.model.case import Relation
from mingcha.standards.rectification import rectification

# Faults of the order of a column: something stands there that should not, or does not that should.
_OF_A_COLUMN = frozenset({Relation.SAME_COLUMN})
_DUPLICATES = "duplicates"
_ALWAYS = frozenset({Relation.SAME_POST, Relation.COPY})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a fault stands, as far as that is known; empty fields are not known.

    `files` are digests of the page and its attachments, `repeats` addresses of posts it repeats. `columns` are all
    lists it stands in, `above` the address of the column above.
    """

    post: str = ""
    source: str = ""
    title: str = ""
    unit: str = ""
    columns: frozenset[str] = frozenset()
    above: str = ""
    files: frozenset[str] = frozenset()
    repeats: frozenset[str] = frozenset()
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that an examination told for the first time."""

    check: str
    family: str
    spot: Spot
    seen: date


@dataclass(frozen=True, slots=True)
class Tie:
    """How a fault lies to a case; `counts` when the mending brought it about."""

    relation: Relation
    counts: bool


def tie(
    fault: Fault, spots: tuple[Spot, ...], *, check: str, family: str, told: date, closed: date | None = None
) -> Tie | None:
    """How the fault lies to a case of this check and family with these spots; None when it lies elsewhere or was there
    before the unit was told.

    A fault in a copy or in the same post came of the mending. In the same column only what disturbs the column's order
    does, and only where mending meant handling posts: a misspelt word in an unrelated new post there is chance, and so is
    a misplaced post where a word was to be mended. The rest is shown as lying near and never counted.
    """
    around = rectification().neighbourhood
    if fault.seen <= told or (closed is not None and fault.seen > closed + timedelta(days=around.after_closing)):
        return None
    relation = _relation(fault, spots, check, told)
    if relation is None:
        return None
    published = fault.spot.published
    if published is not None and published <= told and relation not in _ALWAYS:
        return None  # an old post that was only looked at late
    disturbs = fault.check in around.of_the_column and family not in around.not_for
    counts = relation in _ALWAYS or (relation in _OF_A_COLUMN and disturbs)
    return Tie(relation, counts)


def _relation(fault: Fault, spots: tuple[Spot, ...], check: str, told: date) -> Relation | None:
    """The closest way in which the fault lies to any of the spots."""
    ways = [way for spot in spots if (way := _between(fault, spot, check, told)) is not None]
    return min(ways, key=list(Relation).index, default=None)


def _between(fault: Fault, spot: Spot, check: str, told: date) -> Relation | None:
    new = fault.spot
    # What is said of a whole site or unit bears its name in place of a post: two such faults have nothing in common.
    if "://" in new.post and new.post == spot.post:
        return Relation.SAME_POST
    if _is_copy(fault, spot, check):
        return Relation.COPY
    if new.columns & spot.columns:
        return Relation.SAME_COLUMN
    if new.unit and new.unit == spot.unit:
        if new.above and new.above == spot.above:
            return Relation.SIBLING_COLUMN
        last = told + timedelta(days=rectification().neighbourhood.days)
        if told < (new.published or fault.seen) <= last:
            return Relation.SAME_UNIT
    return None


def _is_copy(fault: Fault, old: Spot, check: str) -> bool:
    """Whether it stands in a second copy of the case's post. The same title says so only together with the kind of
    fault: monthly lists often bear one title."""
    new = fault.spot
    if old.post and (old.post in new.repeats or new.post in old.repeats):
        return True
    if not new.post or new.post == old.post or new.unit != old.unit:
        return False
    if new.files & old.files:
        return True
    return bool(new.title) and new.title == old.title and (fault.family == _DUPLICATES or fault.check == check)
