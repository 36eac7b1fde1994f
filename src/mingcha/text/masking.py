"""Text made safe to show: every whole number that names a person is masked where it stands."""

from __future__ import annotations

import re

from mingcha.text import bank_card, id_number, phone
from mingcha.text.width import fold_all

_NUMBER = re.compile(r"(?<![0-9])(?:[0-9][ \-]?){10,21}[0-9](?:[ \-]?[Xx])?(?![0-9])")


_LONG_RUN = re.compile(r"(?:[0-9０-９][ \-]?){10,}[0-9０-９XxＸｘ]")
_KEPT = 3


def hushed(text: str) -> str:
    """The text with every long run of digits cut to its first three: for quotes that are about something else than it."""
    if not _may_hold_a_number(text):
        return text
    return _LONG_RUN.sub(lambda match: match[0][:_KEPT] + "*" * (len(match[0]) - _KEPT), text)


def scrubbed(text: str) -> str:
    """The text with identity, mobile and card numbers masked, for file names and places that may hold one."""
    if not _may_hold_a_number(text):
        return text
    folded = fold_all(text)
    if len(folded) != len(text):
        return text
    return _NUMBER.sub(lambda match: _masked(match[0]), folded) if _NUMBER.search(folded) else text


def _may_hold_a_number(text: str) -> bool:
    return len(text) > 10 and sum(map(str.isdigit, text)) > 10


def _masked(written: str) -> str:
    number = id_number.normal(written)
    if len(number) >= 18 and id_number.is_id_number(number[:18]):
        return id_number.mask_id_number(number[:18]) + "*" * (len(number) - 18)
    if phone.is_mobile(number):
        return phone.mask_mobile(phone.bare(number))
    return bank_card.mask_bank_card(number) if bank_card.is_bank_card(number) and number.startswith("62") else written
