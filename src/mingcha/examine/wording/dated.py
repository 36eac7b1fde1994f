"""The days and times of day that a document names, found once for every check that asks."""

from __future__ import annotations

import re
from datetime import date

from mingcha.examine.wording.signs import CLOCK, DIGIT, signs
from mingcha.model.document import Document
from mingcha.text.written_clocks import WrittenClock, written_clocks
from mingcha.text.written_dates import WrittenDate, written_dates

# A line with a day and 印发, spaces and all.
LONGEST_DAY = 40
_SIGNED = re.compile(
    r"[ 　]*((?:19|20)[0-9]{2})[ 　]*年[ 　]*([0-9]{1,2})[ 　]*月[ 　]*([0-9]{1,2})[ 　]*日[ 　]*(?:印发)?[ 　]*(?:\n|$)"
)


def days(document: Document) -> tuple[WrittenDate, ...]:
    """Every month and day the text names; use `document.once(days)`."""
    return tuple(written_dates(document.text)) if "月" in document.text else ()


def clocks(document: Document) -> tuple[WrittenClock, ...]:
    """Every time of day the text names; use `document.once(clocks)`."""
    seen = document.once(signs)
    if not seen.present & CLOCK or not seen.present & DIGIT:
        return ()
    return tuple(written_clocks(document.text, [at + 1 for at in seen.before(DIGIT, CLOCK).tolist()]))


def signed_on(document: Document) -> date | None:
    """The day a document is signed: the last line that is a day and nothing else; use `document.once(signed_on)`."""
    text = document.text
    at = text.rfind("日")
    while at >= 0:
        first = text.rfind("\n", 0, at) + 1
        match = _SIGNED.match(text, first) if at - first < LONGEST_DAY else None
        if match:
            try:
                return date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                pass
        at = text.rfind("日", 0, max(first, 0))
    return None
