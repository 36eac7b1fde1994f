"""Which cases a sentence names as examples: the gravest and most stubborn, one of a kind, no unit twice where avoidable.

The choice depends on the candidates alone: however they are ordered, and whoever asks, it is the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from mingcha.model.case import CaseFact
from mingcha.model.finding import Severity

_SEVERITIES = list(Severity)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Cases of one unit that one example could tell of together, in the words it would use.

    `part` is the template that tells it. `order` is the unit's place in the official order. `recurrence` is how often
    the fault came back: after being mended, after a reminder, after the case was closed. `lasting`: not done by the
    month's end either.
    """

    part: str
    unit: str
    unit_prose: str
    order: int
    family: str
    check: str
    severity: int
    places: int
    cases: tuple[CaseFact, ...]
    words: str
    recurrence: int = 0
    lasting: bool = True
    after: str = ""
    account: str = ""

    @property
    def keys(self) -> tuple[int, ...]:
        return tuple(sorted(case.key for case in self.cases))

    @property
    def rank(self) -> tuple[object, ...]:
        """What comes first is smallest. What came back after being mended or urged goes before what is only grave: it is
        what a circular is for."""
        return (
            not self.lasting, not self.recurrence, -self.severity, -self.recurrence, -self.places, self.order, self.keys,
            self.part,
        )  # fmt: skip

    @property
    def facts(self) -> str:
        """What its place among the others rests on, in words."""
        told = [f"程度{_SEVERITIES[self.severity].label}", f"{self.places} 处"]
        if self.recurrence:
            told.append(f"反复 {self.recurrence} 次")
        if not self.lasting:
            told.append("月底前已改正")
        return "，".join(told) + "。"


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate that is told, and why, in words for the clerk."""

    candidate: Candidate
    why: str


def choose(
    candidates: Iterable[Candidate],
    *,
    number: int,
    named: Collection[str] = (),
    picked: Sequence[int] = (),
) -> tuple[Choice, ...]:
    """At most so many examples, best first. `named` units stand in an earlier paragraph already.

    First the best of every family, then of every check not told yet. A kind whose best unit is taken gives way to
    another unit of its own, so that as many units as possible are named. `picked` are keys of cases that a person chose:
    then exactly the candidates that hold them, in that order.
    """
    ranked = sorted(candidates, key=lambda one: one.rank)
    if picked:
        chosen = [one for key in picked for one in ranked if key in one.keys]
        return tuple(Choice(one, "由人选定。" + one.facts) for one in dict.fromkeys(chosen))
    best = _seated(_kinds(ranked, by_family=True)[:number], taken=frozenset(named))
    checks = {one.check for one in best}
    rest = [one for one in ranked if one.check not in checks]
    taken = frozenset(named) | {one.unit for one in best}
    best += _seated(_kinds(rest, by_family=False)[: max(0, number - len(best))], taken=taken)
    return tuple(Choice(one, _reason(one, ranked)) for one in sorted(best, key=lambda one: one.rank))


def _kinds(ranked: Sequence[Candidate], *, by_family: bool) -> list[list[Candidate]]:
    """The candidates of each kind in their order, the kind with the best one first."""
    kinds: dict[str, list[Candidate]] = {}
    for one in ranked:
        kinds.setdefault(one.family if by_family else one.check, []).append(one)
    return list(kinds.values())


def _seated(kinds: Sequence[Sequence[Candidate]], *, taken: frozenset[str]) -> list[Candidate]:
    """One candidate of each kind, with as many different units, none of them taken, as there can be."""
    holder: dict[str, int] = {}

    def seat(kind: int, tried: set[str]) -> bool:
        for one in kinds[kind]:
            if one.unit in taken or one.unit in tried:
                continue
            tried.add(one.unit)
            if one.unit not in holder or seat(holder[one.unit], tried):
                holder[one.unit] = kind
                return True
        return False

    for kind in range(len(kinds)):
        seat(kind, set())
    units = {kind: unit for unit, kind in holder.items()}
    return [
        next((one for one in some if one.unit == units.get(kind)), some[0]) for kind, some in enumerate(kinds) if some
    ]


def _reason(chosen: Candidate, ranked: Sequence[Candidate]) -> str:
    alike = [one for one in ranked if one.family == chosen.family]
    if len(alike) == 1:
        place = "本类问题只有这一项。"
    elif alike[0] is chosen:
        place = f"本类 {len(alike)} 项中排在最前。"
    else:
        place = f"本类 {len(alike)} 项中排第 {alike.index(chosen) + 1}，排在前面的，单位或检查项已举过例。"
    return place + chosen.facts
