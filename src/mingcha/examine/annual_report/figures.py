"""What a cell of a report's table says: a number in any of the ways offices write it, nothing, or words."""

from __future__ import annotations

import re
from decimal import Decimal

from mingcha.model.annual_report import Figure, Written
from mingcha.text.width import comparable

# What people put where there is nothing.
NOTHING = frozenset("/ \\ - -- --- — —— – − 无 ／ ∕ * ×".split())
_SIGNS = str.maketrans({"－": "-", "−": "-", "–": "-", "﹣": "-", "＋": "+", "．": ".", "，": ",", "、": ","})
_NUMBER = re.compile(r"([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(?:件|条|宗|次|个|项|份|件次|万元|元)?")
_ZEROS = {"零", "〇", "○", "零件"}


def read_figure(words: str, start: int, end: int) -> Figure:
    """The cell whose text is `words`; spaces inside a number, full-width digits, 1,234 and 3件 are read."""
    plain = comparable(words).translate(_SIGNS)
    if not plain:
        return Figure("", None, Written.BLANK, start, end)
    if plain in NOTHING:
        return Figure(words.strip(), None, Written.DASH, start, end)
    if plain in _ZEROS:
        return Figure(words.strip(), Decimal(0), Written.NUMBER, start, end)
    match = _NUMBER.fullmatch(plain)
    if match is None or len(plain) > _LONGEST:
        return Figure(words.strip()[:_LONGEST], None, Written.WORDS, start, end)
    value = Decimal(match[2].replace(",", "") + (match[3] or ""))
    if match[3] and not match[3].strip(".0"):
        value = value.to_integral_value()
    return Figure(words.strip(), -value if match[1] == "-" else value, Written.NUMBER, start, end)


# A figure has no more places than this.
_LONGEST = 20


def may_be_figure(words: str) -> bool:
    """Whether a cell could stand where a figure is asked for: a number, a dash, a blank."""
    return read_figure(words, 0, 0).how is not Written.WORDS


def shown(value: Decimal) -> str:
    """A figure as a sentence writes it: 12, 1204.36."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
