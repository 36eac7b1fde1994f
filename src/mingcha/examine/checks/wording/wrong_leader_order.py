"""Leaders, or the titles of one leader, in the wrong order.

Looks for: the highest titles in another order than 中共中央总书记、国家主席、中央军委主席, and lists of names of one roster
whose ranks on the day of the post do not ascend.
Matters because: the order is fixed, and a wrong one is read as a statement.
To fix: put the names and titles in the order of the roster.
Cannot see: leaders without a rank in the roster, and lists ordered by strokes that do not say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.example_text import Written
from mingcha.examine.wording.counting import told
from mingcha.examine.wording.grouped import once_each
from mingcha.examine.wording.phrasebook import hits_of
from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.roster import NAMES, known
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity

# Between two names of one list.
_PARTED = re.compile(r"[、，,\s]{1,3}|(?:同志)?[、，]")
# The list says that it is ordered otherwise, or that the leaders do different things.
_OTHERWISE = re.compile(r"笔画|排名不分先后|分别|分头|姓氏|随后|先后|轮流")
_OF_LEADERS = re.compile(
    r"领导(?:同志)?$|出席会议的?(?:有|还有)?[:：]?$|出席(?:了)?(?:会议|活动)?的?(?:有|领导有)?[:：]?$|^"
)


@check(
    severity=Severity.HIGH,
    clauses=["INSPECT-WORDING", "SITE-WORDING"],
    message="领导人或者职务排序有误：{quote}",
    advice="按规范次序排列职务和姓名，并核对当时的名册。",
    bad=[
        "国家主席、中共中央总书记、中央军委主席习近平发表重要讲话",
        Written("习近平、赵乐际、李强、王沪宁等出席会议。", posted=date(2024, 3, 5)),
    ],
    good=[
        "中共中央总书记、国家主席、中央军委主席习近平发表重要讲话",
        Written("习近平、李强、赵乐际、王沪宁等出席会议。", posted=date(2024, 3, 5)),
        Written("习近平、李克强、张德江、俞正声等出席会议。", posted=date(2015, 3, 5)),
    ],
)
def wrong_leader_order(document: Document) -> Iterator[Evidence]:
    yield from once_each(document, _each(document))


def _each(document: Document) -> Iterator[Evidence]:
    yield from told(document, "wrong_title_orders", in_names=True)
    day = document.posted
    if day is None:
        return
    plain = document.once(prose).plain
    for names in _lists(document, plain):
        first, last = names[0][0], names[-1][1]
        for roster in known().rosters:
            ranks = {one.name: one.rank for one in roster.holders if one.rank and one.holds_on(day)}
            ranked = [ranks[name] for _, _, name in names if name in ranks]
            if len(ranked) < 2 or ranked == sorted(ranked) or len(set(ranked)) < len(ranked):
                continue
            setting = setting_of(document, first, last)
            start, end = setting.sentence
            if setting.is_historical or _OTHERWISE.search(plain, start, end):
                continue
            is_sure = len(ranked) > 2 and day <= roster.as_of and (not roster.place or _introduced(plain, start, first))
            yield (found if is_sure else doubt)(
                first,
                last,
                quote=document.text[first:last],
                suggestion="、".join(sorted((n for _, _, n in names if n in ranks), key=lambda name: ranks[name])),
                basis=f"{roster.place or '国家领导职务'}名册（{roster.as_of}）",
                confidence=0.85 if is_sure else 0.5,
            )
            break


def _lists(document: Document, plain: str) -> Iterator[list[tuple[int, int, str]]]:
    """Names one after another with nothing but marks between them."""
    run: list[tuple[int, int, str]] = []
    for hit in hits_of(document, NAMES):
        if run and not _PARTED.fullmatch(plain, run[-1][1], hit.start):
            if len(run) > 1:
                yield run
            run = []
        run.append((hit.start, hit.end, hit.entry.wording))
    if len(run) > 1:
        yield run


def _introduced(plain: str, start: int, first: int) -> bool:
    return _OF_LEADERS.search(plain[start:first]) is not None
