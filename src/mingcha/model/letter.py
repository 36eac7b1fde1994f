"""A letter of the office as a value: the same whether it is shown, edited or set as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Letter:
    """`number` is its running number in words, empty while it is a draft; `signed` are who signed it, in order."""

    title: str
    addressed: str
    paragraphs: tuple[str, ...]
    sender: str
    dated: date
    number: str = ""
    copies: str = ""
    signed: tuple[str, ...] = ()
