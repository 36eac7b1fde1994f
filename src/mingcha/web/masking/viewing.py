"""What was collected, masked for the screen: people look at it, and the numbers of persons in it are not theirs to see."""

from __future__ import annotations

from datetime import date

from mingcha.examine.catalogue import that_mask
from mingcha.masking import mask_file
from mingcha.pages.page import decode_page
from mingcha.standards.load import MASKING, mask_pattern
from mingcha.web import env
from mingcha.web.masking.services import own_checks


def masked_page(body: bytes, *, declared: str, today: date) -> bytes:
    """A page in UTF-8 with every leak masked; `declared` is the charset its server stated. Raises NotMasked."""
    source, _ = decode_page(body, declared=declared)
    return masked_content(source.encode("utf-8", errors="replace"), name="page.html", today=today)[0]


def masked_content(content: bytes, *, name: str, today: date) -> tuple[bytes, str]:
    """The file masked and looked at once more, and what it should be called. Raises NotMasked."""
    pattern = mask_pattern(env.home() / MASKING)
    made = mask_file(content, that_mask(own=own_checks()), name=name, today=today, pattern=pattern)
    return made.data, made.name
