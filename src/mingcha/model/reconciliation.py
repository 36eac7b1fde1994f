"""Whether figures that must agree do agree, and where they part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mingcha.model.month import Month


class Verdict(StrEnum):
    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_COMPARED = "not_compared"  # one side is missing: never shown as agreement


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the break-down: a group or a unit, with both sides."""

    name: str
    left: int
    right: int

    @property
    def difference(self) -> int:
        return self.left - self.right


@dataclass(frozen=True, slots=True)
class Agreement:
    """One comparison: two sides that must be equal, and the parts where they are not.

    `key` is stable, so that an explanation given for a difference is found again;
    `remark` says in Chinese why nothing was compared, or what the parts show.
    """

    key: str
    name: str
    left_name: str
    right_name: str
    left: int | None
    right: int | None
    parts: tuple[Part, ...] = ()
    remark: str = ""

    @property
    def difference(self) -> int | None:
        return None if self.left is None or self.right is None else self.left - self.right

    @property
    def verdict(self) -> Verdict:
        if self.difference is None:
            return Verdict.NOT_COMPARED
        if self.difference or any(part.difference for part in self.parts):
            return Verdict.DIFFERS
        return Verdict.AGREES


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A yearly figure somebody typed in from another document; `group` None means the whole county."""

    document: str
    first: Month
    last: Month
    group: str | None
    value: int
