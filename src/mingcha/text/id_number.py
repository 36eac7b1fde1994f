"""Resident identity numbers: what they state, whether they are right, how they are masked (GB 11643-1999)."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache

from mingcha.text.width import fold_all

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"

# The first two digits: provinces, and 81–83 for residents of Hong Kong, Macao and Taiwan, 91 for foreigners with
# permanent residence. The four that follow change with every merger of counties and are never a reason to refuse.
PROVINCES = frozenset(
    [
        11,
        12,
        13,
        14,
        15,
        21,
        22,
        23,
        31,
        32,
        33,
        34,
        35,
        36,
        37,
        41,
        42,
        43,
        44,
        45,
        46,
        50,
        51,
        52,
        53,
        54,
        61,
        62,
        63,
        64,
        65,
        71,
        81,
        82,
        83,
        91,
    ]
)
# The standard prints two examples; one of them was born in 1880.
FIRST_YEAR = 1880

KEPT_BEFORE, KEPT_AFTER = 6, 4


def check_character(first_17: str) -> str:
    """The 18th character that belongs to 17 digits."""
    return CHECK_CHARACTERS[sum(w * int(d) for w, d in zip(WEIGHTS, first_17, strict=True)) % 11]


def is_id_number(number: str) -> bool:
    """Whether 18 characters carry a birth date that exists and the right last character; any county code passes."""
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()):
        return False
    return birth_date(number) is not None and check_character(number[:17]) == number[17].upper()


def has_province(number: str) -> bool:
    return number[:2].isdigit() and int(number[:2]) in PROVINCES


def birth_date(number: str) -> date | None:
    """The birth date an 18- or 15-digit number states, or None when no such day exists."""
    digits = number[6:14] if len(number) >= 17 else "19" + number[6:12]
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
    return born if born.year >= FIRST_YEAR else None


def is_old_id_number(number: str) -> bool:
    """Whether 15 digits could be a number of the first generation: it has no check digit, so context must decide."""
    return len(number) == 15 and number.isascii() and number.isdigit() and birth_date(number) is not None


def upgraded(old: str) -> str:
    """The 18-character form of a 15-digit number."""
    first_17 = old[:6] + "19" + old[6:]
    return first_17 + check_character(first_17)


def normal(written: str) -> str:
    """The number without what people write into it: spaces, hyphens, apostrophes, full-width digits, small x."""
    return "".join(c for c in fold_all(written).upper() if c.isascii() and c.isalnum())


def mask_id_number(number: str) -> str:
    """County code and last four stay, the birth date goes; shorter numbers keep proportionally less."""
    if len(number) >= 18:
        return number[:KEPT_BEFORE] + "*" * (len(number) - KEPT_BEFORE - KEPT_AFTER) + number[-KEPT_AFTER:]
    if len(number) == 15:
        return number[:6] + "*" * 6 + number[12:]
    return number[:2] + "*" * max(len(number) - 2, 0)


def candidates_left(masked: str, *, born: date | None = None, is_male: bool | None = None) -> int:
    """How many numbers a masked one (18 long, `*` for hidden) may stand for, given what else the row tells.

    Counts days that exist between 1900 and 2099 and uses the check digit: hiding it costs nothing, since it follows
    from the other seventeen.
    """
    if len(masked) != 18:
        raise ValueError("a masked number keeps its 18 places")
    # One pass over the places; the state is the weighted sum modulo 11, so ten hidden digits cost no more than one.
    sums = {0: 1}
    for start, stop in ((0, 6), (6, 14), (14, 17)):
        if (start, stop) == (6, 14):
            choices = _dates(masked[6:14], born)
            sums = _combined(sums, choices)
            continue
        for place in range(start, stop):
            digits = "0123456789" if masked[place] == "*" else masked[place]
            if place == 16 and is_male is not None:
                digits = "".join(d for d in digits if int(d) % 2 == is_male)
            options: dict[int, int] = {}
            for digit in digits:
                key = WEIGHTS[place] * int(digit) % 11
                options[key] = options.get(key, 0) + 1
            sums = _combined(sums, options)
    return sum(n for s, n in sums.items() if masked[17] in ("*", CHECK_CHARACTERS[s]))


@lru_cache(maxsize=4096)
def _dates(shown: str, born: date | None) -> dict[int, int]:
    """The weighted sums modulo 11 of the days that fit what is shown, with how many days give each."""
    options: dict[int, int] = {}
    for digits in [f"{born:%Y%m%d}"] if born else _days(shown[:4]):
        if all(s in ("*", d) for s, d in zip(shown, digits, strict=True)):
            key = sum(w * int(d) for w, d in zip(WEIGHTS[6:14], digits, strict=True)) % 11
            options[key] = options.get(key, 0) + 1
    return options


def _days(year: str) -> list[str]:
    """Every day of the years that fit, 1900–2099, as eight digits."""
    fits = [y for y in range(1900, 2100) if all(s in ("*", d) for s, d in zip(year, str(y), strict=True))]
    return [f"{y}{m:02}{d:02}" for y in fits for m in range(1, 13) for d in range(1, calendar.monthrange(y, m)[1] + 1)]


def _combined(sums: dict[int, int], options: dict[int, int]) -> dict[int, int]:
    together: dict[int, int] = {}
    for s, n in sums.items():
        for key, count in options.items():
            together[(s + key) % 11] = together.get((s + key) % 11, 0) + n * count
    return together
