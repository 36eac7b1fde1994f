"""The day a text was written, where it tells one: an old decree put up again is judged by the names of its own time."""

from __future__ import annotations

import re
from datetime import date

from mingcha.examine.wording.counting import Counted
from mingcha.examine.wording.dated import signed_on
from mingcha.model.document import Document

# Where a decree tells when it was passed.
HEAD = 800
_PASSED = re.compile(
    r"((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日[^。\n]{0,60}?(?:通过|公布|发布|施行|修正|修订|令|印发|批准|修改|颁布)"
)


def written_on(document: Document) -> date | None:
    """The last day that its head or its signature names, None when it names none; use `document.once(written_on)`."""
    known = [day for day in (document.once(signed_on),) if day is not None]
    head = document.text[:HEAD]
    for match in _PASSED.finditer(head) if "年" in head else ():
        try:
            known.append(date(int(match[1]), int(match[2]), int(match[3])))
        except ValueError:
            continue
    return max(known, default=None)


def was_right_when_written(document: Document, one: Counted) -> bool:
    """Whether the text was written before the wording became wrong."""
    if not one.entry.is_dated:
        return False
    written = document.once(written_on)
    return written is not None and not one.entry.is_wrong_on(written)
