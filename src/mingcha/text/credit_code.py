"""Unified social credit codes of organisations (GB 32100-2015): public, and often mistaken for identity numbers."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
# The registering authority and the kind of organisation.
AUTHORITIES = "123456789ANY"


def is_credit_code(code: str) -> bool:
    """Whether 18 characters are a credit code with the right last character."""
    code = code.upper()
    if len(code) != 18 or code[0] not in AUTHORITIES or any(c not in ALPHABET for c in code):
        return False
    total = sum(weight * ALPHABET.index(c) for weight, c in zip(WEIGHTS, code, strict=False))
    return ALPHABET[(31 - total % 31) % 31] == code[17]
