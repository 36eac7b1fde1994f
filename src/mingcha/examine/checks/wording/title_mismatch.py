"""A title that says something else than the text below it.

Looks for: a page's title and the heading of its text that differ in a year, a number of an issue, a unit or one character only.
Matters because: lists and searches show the one, the reader sees the other; one of them is wrong.
To fix: make both the same.
Cannot see: a title and a text that are wrong alike, or a short title that leaves words out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.example_text import Written
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.width import comparable

# The heading stands among the first lines; it is as long as the title, nearly.
LINES, SHORTEST, BODY = 8, 8, 4000
_NUMBERS = re.compile("[0-9]+|[〇一二三四五六七八九十]+")
_MARKS = re.compile("[\\W_]+")
ALIKE, MUCH_LONGER = 0.86, 2
# Two titles that differ in a word have so many of their characters in common.
SHARED = 0.8


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-6"],
    message="标题与正文标题不一致：{quote}",
    advice="核对标题，使列表标题与正文标题一致。",
    bad=[
        Written(
            "样县人民政府办公室关于2022年春节放假的通知\n各乡镇人民政府：",
            title="样县人民政府办公室关于2023年春节放假的通知",
        ),
        Written("样县工作简报（第5期）\n本期内容如下。", title="样县工作简报（第6期）"),
    ],
    good=[
        Written(
            "样县人民政府办公室关于2023年春节放假的通知\n各乡镇人民政府：",
            title="样县人民政府办公室关于2023年春节放假的通知",
        ),
        Written("关于2023年春节放假的通知\n各乡镇人民政府：", title="样县人民政府办公室关于2023年春节放假的通知"),
        "标题：关于做好防汛工作的通知\n各乡镇人民政府：",
    ],
)
def title_mismatch(document: Document) -> Iterator[Evidence]:
    title = _MARKS.sub("", comparable(document.title))
    if len(title) < SHORTEST:
        return
    kinds = set(title)
    at, best, heading = 0, 0.0, (0, 0, "")
    is_shown, left = False, LINES
    while left > 0 and at <= len(document.text):
        end = document.text.find("\n", at)
        end = len(document.text) if end < 0 else end
        if end - at > MUCH_LONGER * len(title) + SHORTEST:
            left -= 1
            at = end + 1
            continue
        line = _MARKS.sub("", comparable(document.text[at:end].removeprefix("标题：")))
        if line == title and not is_shown:
            # The page's own title; the heading of the text may follow at once.
            is_shown, left = True, 1
        elif len(line) >= SHORTEST and (title in line or line in title):
            return
        elif line:
            left -= 1
            if 0.7 * len(title) <= len(line) <= 1.4 * len(title):
                shared = sum(1 for sign in kinds if sign in line)
                if shared < SHARED * len(kinds):
                    at = end + 1
                    continue
                matcher = SequenceMatcher(None, title, line, autojunk=False)
                ratio = matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
                if ratio > best:
                    best, heading = ratio, (at, end, line)
        at = end + 1
    if best < ALIKE:
        return
    # Beside its own heading a page lists the posts of other years.
    if not is_shown and title in _MARKS.sub("", comparable(document.text[:BODY])):
        return
    start, end, line = heading
    quote = f"{document.title.strip()} / {document.text[start:end].strip()}"
    said, other = _NUMBERS.findall(title), _NUMBERS.findall(line)
    if _NUMBERS.sub("", title) == _NUMBERS.sub("", line) and len(said) == len(other) and said != other:
        yield found(start, end, quote=quote, note=f"一处是{'、'.join(said)}，一处是{'、'.join(other)}。")
    else:
        yield doubt(start, end, quote=quote, confidence=0.5)
