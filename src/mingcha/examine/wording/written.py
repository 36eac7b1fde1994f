"""When a document says it was written: a portal puts up regulations years after they were passed.

Read where documents say it and nowhere else: a label (成文日期), a line of its own under the text (落款), lines or brackets
of the head that tell of passing and amending, the document's own number. The last of its days counts, since an amended
text was written anew.
"""

from __future__ import annotations

import re
from datetime import date

from mingcha.examine.wording.prose import prose
from mingcha.model.document import Document

HEAD, TAIL = 1500, 300
_DAY = r"((?:19|20)[0-9]{2})\s*年\s*([0-9]{1,2})\s*月\s*(?:([0-9]{1,2})\s*日)?"
_LABEL = re.compile(
    rf"(?:成文日期|成文时间|发文日期|发文时间|印发日期)\s*[:：]?\s*(?:{_DAY}|((?:19|20)[0-9]{{2}})-([0-9]{{1,2}})-([0-9]{{1,2}}))"
)
_A_DAY = re.compile(_DAY)
# A line or a bracket that only tells of this: it does not end like a sentence.
_PASSED = re.compile(
    rf"{_DAY}[^。；\n]{{0,60}}?(?:通过|公布|发布|修订|修正|批准|印发|施行|颁布|令第|起草)[^。；\n]{{0,80}}?(?=[\n）)]|$)"
)
_SIGNED = re.compile(
    rf"^\s*(?:{_DAY}|([一二][〇零○一二三四五六七八九]{{3}})年([一二三四五六七八九十]{{1,3}})月([一二三四五六七八九十]{{1,3}})日)\s*$",
    re.MULTILINE,
)
_NUMBER = re.compile(r"^[^\n。，；《》]{0,20}[〔\[（(]((?:19|20)[0-9]{2})[〕\]）)]\s*(?:第)?[0-9]+号\s*$", re.MULTILINE)
_FIGURES = {sign: value for value, some in enumerate(("〇零○", *"一二三四五六七八九")) for sign in some}


def written_on(document: Document) -> date | None:
    """The day the document itself gives, never after it was posted; None: it gives none. Use `document.once(written_on)`.

    Of a day without its figure the last of the month is meant, of a number alone the last of the year.
    """
    text = document.once(prose).plain
    head, tail = text[:HEAD], text[-TAIL:]
    days = [
        day
        for match in _LABEL.finditer(head)
        if (day := _day(match[1] or match[4], match[2] or match[5], match[3] or match[6]))
    ]
    if not days:
        told = [match[0] for match in _PASSED.finditer(head) if _is_alone(head, match)]
        days = [day for line in told for match in _A_DAY.finditer(line) if (day := _day(match[1], match[2], match[3]))]
        days += [day for match in _SIGNED.finditer(tail) if (day := _signed(match))]
    if not days:
        days = [date(int(match[1]), 12, 31) for match in _NUMBER.finditer(head)][:1]
    before = [day for day in days if document.posted is None or day <= document.posted]
    return max(before, default=None)


def _is_alone(head: str, match: re.Match[str]) -> bool:
    """Whether the line, or the bracket, begins with the day: nothing is told before it."""
    before = head[: match.start()].rstrip(" \t　")
    return not before or (before[-1] in "\n（(；、，,\v" and (before[-1] not in "，,、；" or _in_bracket(before)))


def _in_bracket(before: str) -> bool:
    last = before[-HEAD:].rsplit("\n", 1)[-1]
    return last.count("（") + last.count("(") > last.count("）") + last.count(")")


def _signed(match: re.Match[str]) -> date | None:
    if match[1]:
        return _day(match[1], match[2], match[3])
    return _day("".join(str(_FIGURES[sign]) for sign in match[4]), str(_number(match[5])), str(_number(match[6])))


def _number(written: str) -> int:
    """Up to 39 in characters: 二十三 → 23."""
    tens, ten, ones = written.rpartition("十")
    return (_FIGURES.get(tens, 1) * 10 if ten else 0) + _FIGURES.get(ones, 0)


def _day(year: str | None, month: str | None, day: str | None) -> date | None:
    if not year or not month:
        return None
    try:
        if day:
            return date(int(year), int(month), int(day))
        return date(int(year) + int(month) // 12, int(month) % 12 + 1, 1) - date.resolution
    except ValueError:
        return None
