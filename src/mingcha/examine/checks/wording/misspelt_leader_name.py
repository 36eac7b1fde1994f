"""A leader's name written wrongly.

Looks for: names one character off (by sound or by looks), swapped, doubled, cut or put apart by a space, beside a title
that a leader of the roster holds, or, for the nation's leaders, wherever leaders are spoken of. The name of any other
known person is never taken for a slip.
Matters because: it is the wording fault that is punished hardest.
To fix: correct the name, and look through the attachments for the same slip.
Cannot see: names of leaders who stand in no roster; a county keeps its own in wording/leaders.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.wording.grouped import once_each
from mingcha.examine.wording.leader_names import (
    SURE,
    UNSURE,
    before_titles,
    beside_titles,
    names_apart,
    near_holders,
    near_name_hits,
    split_names,
)
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity


@check(
    severity=Severity.CRITICAL,
    clauses=["INSPECT-WORDING", "SITE-WORDING"],
    message="领导人姓名疑似写错：{quote}",
    advice="核对后立即更正姓名，并检查同一信息的标题和附件。",
    bad=[
        "认真学习习进平总书记重要讲话精神",
        "国务院总理李墙主持召开国务院常务会议",
        "全国人大常委会委员长赵乐季出席会议",
        "习 近平总书记在江西考察",
    ],
    good=[
        "认真学习习近平总书记重要讲话精神",
        "国务院总理李强主持召开国务院常务会议",
        "全国人大常委会委员长赵乐际出席会议",
        "在学习进平台建设中",
        "国务院总理李克强主持召开国务院常务会议",
    ],
)
def misspelt_leader_name(document: Document) -> Iterator[Evidence]:
    yield from once_each(document, _each(document))


def _each(document: Document) -> Iterator[Evidence]:
    told: set[int] = set()
    for start, end, name in (*near_name_hits(document), *split_names(document)):
        told.add(start)
        yield found(
            start,
            end,
            quote=document.text[start:end],
            suggestion=name,
            basis="国家领导职务公开任职情况",
            confidence=0.95,
        )
    for start, end, name, is_space in names_apart(document):
        if start not in told:
            told.add(start)
            yield (found if is_space else doubt)(
                start,
                end,
                quote=document.text[start:end],
                suggestion=name,
                basis="姓名不应分开",
                confidence=SURE if is_space else UNSURE,
            )
    for start, end, name in before_titles(document):
        told.add(start)
        yield doubt(
            start, end, quote=document.text[start:end], suggestion=name, basis="本地领导名册", confidence=UNSURE
        )
    for beside in beside_titles(document):
        nearest = max(near_holders(beside, document.posted), key=lambda one: one[1], default=None)
        if nearest is None or beside.start in told:
            continue
        length, confidence, roster, holder = nearest
        is_now = document.posted is not None and holder.holds_on(document.posted)
        is_sure = confidence >= SURE and (is_now or not roster.place) and not beside.is_former
        yield (found if is_sure else doubt)(
            beside.start,
            beside.start + length,
            quote=document.text[beside.hit.start : beside.start + length],
            suggestion=holder.name,
            basis=f"{roster.place or '国家领导职务'}名册：{holder.title}{holder.name}（{holder.since}起）",
            confidence=confidence if is_sure else min(confidence, 0.6),
        )
