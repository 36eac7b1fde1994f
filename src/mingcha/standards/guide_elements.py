"""What a disclosure guide and a guide to a service must tell, and the words by which each part is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingcha.standards.load import table

__all__ = ["Element", "found_from", "guide_elements", "source_of"]


@dataclass(frozen=True, slots=True)
class Element:
    """`titles` are words of the title that already tell this part (None: the title never does)."""

    name: str
    words: re.Pattern[str]
    titles: re.Pattern[str] | None
    is_firm: bool


@cache
def guide_elements(kind: str) -> tuple[Element, ...]:
    """The elements of a `disclosure` or a `service` guide, in the order of the rule."""
    return tuple(
        Element(
            entry["name"],
            re.compile("|".join(entry["words"]), re.IGNORECASE),
            re.compile("|".join(entry["titles"])) if entry.get("titles") else None,
            entry["confidence"] == "read",
        )
        for entry in table("guide_elements")[kind]["elements"]
    )


def source_of(kind: str) -> str:
    return str(table("guide_elements")[kind]["source"])


def found_from() -> int:
    """From how many missing classes on a guide to a service is found at fault."""
    return int(table("guide_elements")["service"]["found_from"])
