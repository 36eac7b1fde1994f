"""Names beside titles: who is named where an office is, and whether the name is that of a holder but for a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mingcha.examine.wording.phrasebook import Hit, hits_of
from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.roster import (
    NEAR_NAMES,
    NEAR_OWN_NAMES,
    SPACED_NAMES,
    TITLES,
    known,
    near_names,
    near_own_names,
    spaced_names,
)
from mingcha.model.document import Document
from mingcha.standards.leaders import Holder, Roster
from mingcha.text.near_misses import is_alike, replaced

SURE, UNSURE = 0.85, 0.6
LONGEST_NAME = 4
_HAN = re.compile(r"[\u4e00-\u9fff]+")
# What may stand behind a name; a name before its title is followed by the title itself.
_AFTER_NAME = re.compile(
    r"$|[\s，。、；：！？（）()“”《》]|同志|主持|出席|参加|带队|深入|到|在|率|前往|赴|讲话|指出|强调|要求|表示|说|宣布|致辞|作|为|对|向|就|和|与|及|等|调研|一行|检查|走访|慰问|会见|听取|实地|先后|陪同|签署|批示|任|代表|传达|通报|介绍|安排|看望|督导|来|会|分别|组织|召开|受|发表|将|的|亲|现场|随后|首先|专题|围绕"
)
# Right before a title: it belongs to somewhere else, or to former times.
_FORMERLY = re.compile(r"(?:原|前|时任|曾任|历任|前任|原任|已故)[^，。；]{0,8}$")
_OWN = re.compile(
    r"(?:中共|我|本|全|该|[，。、；：:（(“\"\s》]|^|和|与|及|由|请|向|在|届|党组书记|任|为|经|让|据|对|是|着)$"
)
_APART = re.compile(r"([\u4e00-\u9fff]{1,2})([ \u3000]{1,2}|[ \u3000]?\n[ \u3000]?)([\u4e00-\u9fff]{1,3})")
# A name is spoken of as a leader's by these words near it.
_CONTEXT_BEFORE = re.compile(
    r"总书记|国家主席|军委主席|总理|委员长|政协主席|政治局|副总理|中央纪委书记|核心|学习贯彻|以$|同志为"
)
_CONTEXT_AFTER = re.compile(
    r"总书记|主席|同志|总理|委员长|副总理|常委|新时代|法治思想|生态文明思想|外交思想|经济思想|强军思想|文化思想|重要讲话|重要指示|在.{2,20}(?:考察|调研|讲话)"
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A title and the characters beside it that would be a name: behind it, or before it (`is_before`)."""

    hit: Hit
    start: int
    end: int
    text: str
    is_before: bool
    is_former: bool


def beside_titles(document: Document) -> Iterator[Beside]:
    """Every stretch beside a title of the rosters that may be a name; titles of other places are left out."""
    plain = document.once(prose).plain
    for hit in hits_of(document, TITLES):
        before = plain[max(0, hit.start - 16) : hit.start]
        is_former = _FORMERLY.search(before) is not None
        after = _HAN.match(plain, hit.end, hit.end + LONGEST_NAME + 4)
        if after and _belongs_here(hit.entry.wording, before):
            yield Beside(hit, after.start(), after.end(), after[0], False, is_former)


def _belongs_here(title: str, before: str) -> bool:
    """Whether a title is one of the roster it stands in, and not that of another county."""
    places = {roster.place for roster, _ in known().holders(title)}
    if not before or "" in places:
        return not re.search(r"[副原]$", before)
    if any(before.endswith((place, place[:-1])) for place in places if place):
        return True
    return _OWN.search(before) is not None


def slip(written: str, name: str) -> tuple[int, float] | None:
    """How much of the written text is the name but for a slip, and how sure that is; None: it is another name."""
    if written.startswith(name) or len(name) < 2:
        return None
    whole = written[: len(name)]
    rest = written[len(name) :]
    if len(whole) == len(name) and (not rest or _AFTER_NAME.match(rest)):
        pairs = replaced(whole, name)
        if len(pairs) == 1:
            alike = is_alike(*pairs[0])
            if len(name) == 2 and not alike:
                return None
            return len(name), SURE if alike else UNSURE
        if len(name) > 2 and sorted(whole) == sorted(name):
            return len(name), SURE
    longer = written[: len(name) + 1]
    if len(longer) == len(name) + 1 and (len(written) == len(longer) or _AFTER_NAME.match(written[len(longer) :])):
        for at in range(1, len(longer)):
            if longer[at] == longer[at - 1] and longer[:at] + longer[at + 1 :] == name:
                return len(longer), SURE
    shorter = written[: len(name) - 1]
    is_cut = any(name[:at] + name[at + 1 :] == shorter for at in range(len(name)))
    if len(name) > 2 and is_cut and (written == shorter or _AFTER_NAME.match(written[len(shorter) :])):
        return len(shorter), UNSURE
    return None


def near_holders(beside: Beside, on: date | None) -> Iterator[tuple[int, float, Roster, Holder]]:
    """Holders of the title whose name is nearly what stands there on that day; none for the name of somebody known."""
    if any(beside.text.startswith(name) for name in known().names):
        return
    terms = list(known().holders(beside.hit.entry.wording))
    for roster, holder in terms:
        if (near := slip(beside.text, holder.name)) is not None:
            length, sure = near
            # Who alone holds the title cannot be another whose name differs in one character of three.
            is_alone = sum(on is not None and one.holds_on(on) for _, one in terms) == 1
            if length == len(holder.name) > 2 and is_alone and on is not None and holder.holds_on(on):
                sure = SURE
            yield length, sure, roster, holder


def near_name_hits(document: Document) -> Iterator[tuple[int, int, str]]:
    """Start, end and right name of wrong forms of the nation's telling names where leaders are spoken of."""
    plain = document.once(prose).plain
    for hit in hits_of(document, NEAR_NAMES):
        before, after = plain[max(0, hit.start - 14) : hit.start], plain[hit.end : hit.end + 24]
        if _CONTEXT_AFTER.match(after) or _CONTEXT_BEFORE.search(before):
            yield hit.start, hit.end, near_names()[hit.entry.wording]


def before_titles(document: Document) -> Iterator[tuple[int, int, str]]:
    """Start, end and right name of wrong forms of our own leaders' names right before one of their titles' last words."""
    plain = document.once(prose).plain
    for hit in hits_of(document, NEAR_OWN_NAMES):
        name = near_own_names()[hit.entry.wording]
        titles = {holder.title for _, holder in known().of_person(name)}
        if any(plain.startswith((title, title[-2:]), hit.end) for title in titles):
            yield hit.start, hit.end, name


def names_apart(document: Document) -> Iterator[tuple[int, int, str, bool]]:
    """Start, end and name behind a title with a space or a line's end in it, and whether it is a space.

    Names of two characters are spaced to fill a line; lines that only a page's width broke do not count.
    """
    whole = document.once(prose)
    soft = frozenset(whole.soft_breaks)
    for hit in hits_of(document, TITLES):
        match = _APART.match(whole.plain, hit.end)
        if match is None or document.table_at(hit.start) is not None:
            continue
        for _, holder in known().holders(hit.entry.wording):
            if (
                len(holder.name) > 2
                and (match[1] + match[3]).startswith(holder.name)
                and len(match[1]) < len(holder.name)
            ):
                if not soft & set(range(match.start(2), match.end(2))):
                    end = match.start(3) + len(holder.name) - len(match[1])
                    yield hit.end, end, holder.name, "\n" not in match[2]
                break


def split_names(document: Document) -> Iterator[tuple[int, int, str]]:
    """Start, end and name where spaces stand inside a telling name of the nation's, where leaders are spoken of."""
    plain = document.once(prose).plain
    for hit in hits_of(document, SPACED_NAMES):
        if not hit.is_apart and document.table_at(hit.start) is None and _CONTEXT_AFTER.match(plain, hit.end):
            yield hit.start, hit.end, spaced_names()[hit.entry.wording]
