"""Several causes settled at once: first what would be settled, then that and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Count, Max, QuerySet

from mingcha.web.accounts.models import User
from mingcha.web.cases import deciding
from mingcha.web.cases.models import Decision, Finding
from mingcha.web.cases.practice import practice, wants_two
from mingcha.web.publishing.refusals import Refused

# Causes settled at once, examples shown of each, units named of each.
MOST, EXAMPLES, NAMED = 100, 3, 8


@dataclass(frozen=True, slots=True)
class Part:
    """One cause of those to be settled: how many findings at which units, some of them, and whether two must agree."""

    cause: str
    number: int
    units: tuple[tuple[str, int], ...]
    examples: tuple[Finding, ...]
    wants_two: bool

    @property
    def first(self) -> Finding:
        return self.examples[0]

    @property
    def named(self) -> tuple[tuple[str, int], ...]:
        return self.units[:NAMED]

    @property
    def unnamed(self) -> int:
        return max(0, len(self.units) - NAMED)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be settled. `seal` is known only by who saw this: it changes with any finding that comes or goes."""

    parts: tuple[Part, ...]
    number: int
    units: int
    cases: int
    seal: str


def preview(causes: Sequence[str]) -> Preview:
    """The waiting findings of these causes; a constant number of queries. Raises Refused when there are none or too many."""
    chosen = list(dict.fromkeys(causes))
    if not chosen:
        raise Refused("请先在列表里选中起因。")
    if len(chosen) > MOST:
        raise Refused(f"一次最多判断 {MOST} 个起因，现选了 {len(chosen)} 个，请分几次判断。")
    waiting = deciding.waiting().filter(cause__in=chosen)
    rule = practice()
    units: dict[str, list[tuple[str, int]]] = defaultdict(list)
    names = set()
    rows = waiting.order_by().values_list("cause", "unit", "unit__name").annotate(number=Count("pk"))
    for cause, unit, name, number in rows.order_by("-number", "unit__group__order", "unit__order"):
        units[cause].append((name or "单位不明", number))
        names.add(unit)
    if not units:
        raise Refused("选中的问题都已经有人判断过，或者已不在网站上。")
    examples = _examples(waiting)
    parts = tuple(
        Part(
            cause,
            sum(number for _, number in units[cause]),
            tuple(units[cause]),
            examples[cause],
            wants_two(examples[cause][0], rule),
        )
        for cause in chosen
        if cause in units
    )
    number = sum(part.number for part in parts)
    return Preview(parts, number, len(names), sum(len(part.units) for part in parts), _seal(waiting))


@transaction.atomic
def settle(
    causes: Sequence[str],
    *,
    seal: str,
    kind: str,
    by: User | None,
    at: datetime,
    reason: str = "",
    expires: date | None = None,
    seconds: int | None = None,
) -> list[Decision]:
    """Settle what was shown. Raises Refused when it is not the same any more."""
    chosen = list(dict.fromkeys(causes))[: MOST + 1]
    waiting = deciding.waiting().filter(cause__in=chosen)
    if _seal(waiting) != seal:
        raise Refused("预览之后问题有了变化（有人判断过，或又检查过一次），没有保存。请看过新的预览再确认。")
    made = deciding.decide(
        Finding.objects.filter(cause__in=chosen), kind=kind, by=by, at=at, reason=reason, expires=expires
    )
    # The time spent on all is shared out evenly: the pace of settling is told by cause.
    if seconds and made:
        each = max(1, round(seconds / len(made)))
        Decision.objects.filter(pk__in=[one.pk for one in made]).update(seconds=each)
    return made


def _examples(waiting: QuerySet[Finding]) -> dict[str, tuple[Finding, ...]]:
    """The first findings of each cause, the gravest first; not all are read, however many there are."""
    firsts = waiting.order_by().values("cause").annotate(last=Max("pk")).values_list("last", flat=True)
    some = {one.cause: [one] for one in Finding.objects.filter(pk__in=list(firsts)).select_related("unit")}
    for one in waiting.select_related("unit").order_by("cause", "pk")[: MOST * EXAMPLES * 4]:
        if len(some[one.cause]) < EXAMPLES and all(one.pk != other.pk for other in some[one.cause]):
            some[one.cause].append(one)
    return {cause: tuple(found) for cause, found in some.items()}


def _seal(waiting: QuerySet[Finding]) -> str:
    """A digest of exactly which findings these are."""
    digest = sha256()
    for key in waiting.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5000):
        digest.update(f"{key},".encode())
    return digest.hexdigest()[:32]
