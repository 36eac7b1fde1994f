"""The days and times of day that a document names, found once for every check that asks."""

from __future__ import annotations

import re
from datetime import date

from mingcha.model.document import Document
from mingcha.text.written_clocks import WrittenClock, written_clocks
from mingcha.text.written_dates import WrittenDate, written_dates

_SIGNED = re.compile(
    r"(?m)^[ 　]*((?:19|20)[0-9]{2})[ 　]*年[ 　]*([0-9]{1,2})[ 　]*月[ 　]*([0-9]{1,2})[ 　]*日[ 　]*(?:印发)?[ 　]*$"
)


def days(document: Document) -> tuple[WrittenDate, ...]:
    """Every month and day the text names; use `document.once(days)`."""
    return tuple(written_dates(document.text)) if "月" in document.text else ()


def clocks(document: Document) -> tuple[WrittenClock, ...]:
    """Every time of day the text names; use `document.once(clocks)`."""
    return tuple(sorted(written_clocks(document.text), key=lambda one: one.start))


def signed_on(document: Document) -> date | None:
    """The day a document is signed: the last line that is a day and nothing else; use `document.once(signed_on)`."""
    signed = None
    for match in _SIGNED.finditer(document.text) if "年" in document.text else ():
        try:
            signed = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return signed
