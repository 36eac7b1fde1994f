"""Plates of motor vehicles (GA 36-2018)."""

from __future__ import annotations

import re

from mingcha.text.digit_runs import PROVINCES

# Ordinary plates have five places after the letter of the city, new-energy plates six; I and O are never used.
_CITY = "[A-HJ-NP-Z]"
_PLACE = "[A-HJ-NP-Z0-9]"
PLATE = re.compile(
    rf"[{PROVINCES}] ?{_CITY}[·•\-. ]?"
    rf"(?:(?:[A-HJK]{_PLACE}\d{{4}}|\d{{5}}[A-HJK])|{_PLACE}{{4}}[A-HJ-NP-Z0-9挂学警港澳])"
    r"(?![A-Za-z0-9])"
)


def is_plate(text: str) -> bool:
    """Whether the whole text is a plate; at least one of the five or six places must be a digit."""
    return PLATE.fullmatch(text) is not None and any(c.isdigit() for c in text)


def mask_plate(plate: str) -> str:
    """Province, city and the last two stay."""
    plate = plate.replace(" ", "")
    return plate[:2] + "*" * max(len(plate) - 4, 0) + plate[-2:]
