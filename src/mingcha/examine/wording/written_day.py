"""The day a text was written, where it tells one: an old decree put up again is judged by the names of its own time."""

from __future__ import annotations

import re
from datetime import date

from mingcha.examine.wording.counting import Counted
from mingcha.examine.wording.dated import signed_on
from mingcha.examine.wording.setting import years_in
from mingcha.model.document import Document
from mingcha.text.normal import folded

# Where a decree tells when it was passed.
HEAD = 800
# A first line this long may be a title.
TITLE = 60
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


def told_of(document: Document) -> date | None:
    """The end of the last year that the title names: 2016年部门决算 speaks of 2016; use `document.once(told_of)`."""
    title = document.title or document.text[:TITLE].split("\n", 1)[0]
    years = years_in(folded(title))
    return date(max(years), 12, 31) if years and title else None


def was_right_when_written(document: Document, one: Counted) -> bool:
    """Whether the text was written, or what its title names happened, before the wording became wrong."""
    if not one.entry.is_dated:
        return False
    days = (document.once(written_on), document.once(told_of))
    return any(day is not None and not one.entry.is_wrong_on(day) for day in days)
