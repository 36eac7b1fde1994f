"""Checks over things that are no documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from mingcha.examine.declaration import Check, doubt, found, looked_as
from mingcha.examine.runner import examine_subjects
from mingcha.model.document import Outcome, Place
from mingcha.model.finding import Evidence, Severity, Verdict


@dataclass(frozen=True)
class Door:
    """A subject for these tests."""

    LOOKED_AS: ClassVar[str] = "门"
    source: str
    is_open: bool
    member: str = ""
    post: str = ""
    parts: tuple[Door, ...] = ()

    def place_at(self, offset: int) -> Place:
        return Place("门框")


def _check(examine: object) -> Check:
    return Check("open_door", "doors", Severity.LOW, (), "{quote}开着", "关上。", (), (), Door, examine, "", {})  # type: ignore[arg-type]


def test_a_subject_says_what_it_is_called_and_nothing_else_is_registered() -> None:
    assert looked_as(Door) == "门"
    assert looked_as(int) == ""


def test_only_the_checks_of_its_kind_are_asked_about_a_subject() -> None:
    def open_door(door: Door) -> Iterator[Evidence]:
        if door.is_open:
            yield doubt(quote="大门", suggestion="关门", basis="门卫制度", confidence=0.6, places=3, where="东墙")

    (finding,) = examine_subjects([Door("甲", True), Door("乙", False)], [_check(open_door)], key=b"k").findings
    assert (finding.source, finding.locator, finding.verdict) == ("甲", "东墙", Verdict.DOUBT)
    assert finding.message == "大门开着（共 3 处）"
    assert (finding.suggestion, finding.basis, finding.confidence, finding.places) == ("关门", "门卫制度", 0.6, 3)


def test_a_finding_about_one_part_is_told_where_that_part_is() -> None:
    def open_door(door: Door) -> Iterator[Evidence]:
        for index, part in enumerate(door.parts):
            if part.is_open:
                yield found(quote="小门", document=index)

    house = Door("院子", False, parts=(Door("甲", False), Door("乙", True)))
    (finding,) = examine_subjects([house], [_check(open_door)], key=b"k").findings
    assert (finding.source, finding.locator) == ("乙", "门框")


def test_a_check_that_crashes_is_not_a_clean_subject() -> None:
    def open_door(door: Door) -> Iterator[Evidence]:
        raise ZeroDivisionError(door.source)
        yield

    result = examine_subjects([Door("甲", True)], [_check(open_door)], key=b"k")
    (missed,) = result.not_examined
    assert (result.findings, missed.outcome, missed.source) == ((), Outcome.CHECK_FAILED, "甲")
