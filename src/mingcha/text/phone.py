"""Mobile telephone numbers of the mainland: which prefixes exist and how a number is masked."""

from __future__ import annotations

import re

# Prefixes in use, 13–19; 140, 144, 146, 148 are machines and 13 digits long.
PREFIXES = frozenset(
    [
        *range(130, 140),
        141,
        143,
        *range(145, 154),
        *range(155, 160),
        162,
        165,
        166,
        167,
        *range(170, 179),
        *range(180, 194),
        *range(195, 200),
    ]
) - {146, 148}

_COUNTRY = re.compile(r"^(?:\+|00)?86")


def is_mobile(number: str) -> bool:
    """Whether the digits are a mobile number, with or without the country's 86."""
    digits = bare(number)
    return len(digits) == 11 and digits.isascii() and digits.isdigit() and int(digits[:3]) in PREFIXES


def bare(number: str) -> str:
    """The eleven digits, without country code, spaces and hyphens."""
    digits = "".join(c for c in number if c.isdigit())
    return _COUNTRY.sub("", digits) if len(digits) > 11 else digits


def mask_mobile(number: str) -> str:
    """The first three and the last four stay: 138****1234."""
    return number[:3] + "*" * max(len(number) - 7, 0) + number[-4:] if len(number) >= 11 else "*" * len(number)
