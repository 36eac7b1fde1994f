"""Masked copies for tests: made as the command and the page make them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from mingcha.examine.catalogue import that_mask
from mingcha.masking import mask_file
from mingcha.model.masking import MaskedFile, NotMasked
from mingcha.text.mask_pattern import MaskPattern

SAMPLE = "11010519491231002X"
OTHER = "369999199001011230"
MASKED, MASKED_OTHER = "110105********002X", "369999********1230"
MOBILE, MASKED_MOBILE = "13812345678", "138****5678"


def copy_of(data: bytes, name: str, *, pattern: MaskPattern | None = None, doubts: bool = False) -> MaskedFile:
    return mask_file(data, list(that_mask()), name=name, today=date(2024, 1, 12), pattern=pattern, doubts=doubts)


def refusal(data: bytes, name: str) -> str:
    """Why there is no copy; an error if there is one."""
    try:
        copy_of(data, name)
    except NotMasked as fault:
        return str(fault)
    raise AssertionError("a copy was made")


def receipt_of(copy: MaskedFile) -> str:
    return json.dumps(asdict(copy.receipt), ensure_ascii=False)
