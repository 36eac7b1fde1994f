"""The marks the foot of a government site must bear, and how each is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingcha.standards.load import table

__all__ = ["RequiredMark", "required_marks"]


@dataclass(frozen=True, slots=True)
class RequiredMark:
    """`words` is looked for in what the page says, `hosts` in its addresses (None: never shown that way)."""

    name: str
    words: re.Pattern[str]
    hosts: re.Pattern[str] | None
    is_firm: bool


@cache
def required_marks() -> tuple[RequiredMark, ...]:
    return tuple(
        RequiredMark(
            entry["name"],
            re.compile("|".join(entry["words"]), re.IGNORECASE),
            re.compile("|".join(entry["hosts"]), re.IGNORECASE) if entry["hosts"] else None,
            entry["confidence"] == "read",
        )
        for entry in table("footer_marks")["marks"]
    )
