"""The choice of examples: the same whoever asks, the gravest first, one of a kind, as many units as there can be."""

from __future__ import annotations

from itertools import product

from bulletin.cases import UNITS, case
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.bulletin.choosing import Candidate, choose

UNIT_CODES = list(UNITS)
FAMILIES = {"links": ("dead_link", "wrong_link"), "wording": ("misspelt_word",), "freshness": ("stale_column",)}


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    made = []
    for _ in range(draw(st.integers(0, 9))):
        family = draw(st.sampled_from(sorted(FAMILIES)))
        unit = draw(st.sampled_from(UNIT_CODES[:4]))
        one = case(unit, draw(st.sampled_from(FAMILIES[family])), family)
        made.append(
            Candidate(
                part="not_fixed",
                unit=unit,
                unit_prose=UNITS[unit],
                order=UNIT_CODES.index(unit),
                family=family,
                check=one.check,
                severity=draw(st.integers(0, 3)),
                places=draw(st.integers(1, 3)),
                cases=(one,),
                words="问题",
                recurrence=draw(st.integers(0, 2)),
                lasting=draw(st.booleans()),
            )
        )
    return made


@given(candidates(), st.integers(1, 5), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_they_come_in_changes_nothing(given_: list[Candidate], number: int, chance) -> None:  # type: ignore[no-untyped-def]
    mixed = list(given_)
    chance.shuffle(mixed)
    assert choose(mixed, number=number) == choose(given_, number=number)


@given(candidates(), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_never_more_than_asked_never_two_of_a_check_and_only_what_was_given(
    given_: list[Candidate], number: int
) -> None:
    chosen = [one.candidate for one in choose(given_, number=number)]
    assert len(chosen) <= number
    assert {one.keys for one in chosen} <= {one.keys for one in given_}
    assert len({one.check for one in chosen}) == len(chosen)
    kinds = {one.family for one in given_}
    assert len({one.family for one in chosen}) == min(number, len(kinds))


@given(candidates(), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_no_unit_stands_twice_where_another_of_its_kind_could_have_been_named(
    given_: list[Candidate], number: int
) -> None:
    first = [one.candidate for one in choose(given_, number=number)]
    families = sorted({one.family for one in first})
    if len(families) < len(first):
        return
    ways = product(*([one.unit for one in given_ if one.family == family] for family in families))
    most = max((len(set(way)) for way in ways), default=0)
    assert len({one.unit for one in first}) == most


@given(candidates())
@settings(max_examples=40, deadline=None)
def test_the_gravest_of_those_still_standing_is_always_named(given_: list[Candidate]) -> None:
    if not given_:
        return
    best = min(given_, key=lambda one: one.rank)
    chosen = [one.candidate for one in choose(given_, number=3)]
    assert best.family in {one.family for one in chosen}
    assert best.lasting or not any(one.lasting for one in given_)


def one_of(unit: str, check: str, family: str, **more: int) -> Candidate:
    return Candidate(
        part="not_fixed", unit=unit, unit_prose=UNITS[unit], order=UNIT_CODES.index(unit), family=family, check=check,
        severity=more.get("severity", 1), places=more.get("places", 1), cases=(case(unit, check, family),), words="问题",
        recurrence=more.get("recurrence", 0),
    )  # fmt: skip


def test_what_came_back_then_what_is_graver_then_more_places_then_official_order() -> None:
    grave = one_of("205", "dead_link", "links", severity=2)
    stubborn = one_of("204", "dead_link", "links", recurrence=1)
    many = one_of("203", "dead_link", "links", places=9)
    early, late = one_of("101", "dead_link", "links"), one_of("202", "dead_link", "links")
    rest = [late, early, many, stubborn, grave]
    order = []
    while rest:
        (best,) = (one.candidate for one in choose(rest, number=1))
        order.append(best.unit)
        rest.remove(best)
    assert order == ["204", "205", "203", "101", "202"]


def test_units_named_before_give_way() -> None:
    both = [one_of("101", "dead_link", "links", severity=3), one_of("102", "dead_link", "links")]
    (chosen,) = choose(both, number=1, named={"101"})
    assert chosen.candidate.unit == "102"
    (alone,) = choose(both[:1], number=1, named={"101"})
    assert alone.candidate.unit == "101"


def test_a_picked_case_is_told_whatever_else_there_is() -> None:
    both = [one_of("101", "dead_link", "links", severity=3), one_of("102", "dead_link", "links")]
    (key,) = both[1].keys
    assert [one.candidate.unit for one in choose(both, number=4, picked=[key])] == ["102"]
    assert choose(both, number=4, picked=[10**9]) == ()
