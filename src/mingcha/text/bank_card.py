"""Bank card numbers: the check digit of ISO/IEC 7812 and how a number is masked."""

from __future__ import annotations

SHORTEST, LONGEST = 13, 19
# 62 is UnionPay; 4, 5, 35 and 37 are the international brands; 60–69 and 9 are older cards of Chinese banks.
FIRST_DIGITS = ("62", "60", "68", "69", "4", "5", "35", "37", "9")


def passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0


def is_bank_card(digits: str) -> bool:
    """Whether the digits could be a card; one random number in ten passes, so context must agree."""
    return (
        SHORTEST <= len(digits) <= LONGEST
        and digits.isascii()
        and digits.isdigit()
        and digits.startswith(FIRST_DIGITS)
        and passes_luhn(digits)
    )


def mask_bank_card(digits: str) -> str:
    """Only the last four stay."""
    return "*" * max(len(digits) - 4, 0) + digits[-4:] if len(digits) > 8 else "*" * len(digits)
