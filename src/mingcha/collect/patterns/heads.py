"""The title of a post as its page shows it: told by its place above the line of day and source, and by what is told elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mingcha.collect.patterns import titles
from mingcha.collect.patterns.bodies import ASIDE, Box, is_noise
from mingcha.collect.patterns.head_words import ANY_DAY, HERE, INFO
from mingcha.pages.flow import BLOCKS, Flow
from mingcha.text.width import comparable

__all__ = ["Head", "shown_title"]

# A title of this many characters stands in no menu by chance; a head this sure needs no other looked at.
_WHOLE, _CERTAIN = 8, 9
# How many places into a body a title may still stand.
_NEAR, _FAR = 40, 1500
_HEADING = re.compile("h[1-4]")
_TITLE_HINT = re.compile(
    r"(?:^|[\W_])(?:\w{0,8}tit(?:le)?s?\w{0,3}|bt|biaoti|head(?:ing|line)|arti\w*tit\w*|ucaptitle|wzbt|xl-?bt|h1|news_?name|subject)(?:$|[\W_\d])"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A title shown and how sure it is (0 to about 12), with the place where its words begin and end."""

    title: str
    sure: float
    start: int
    end: int


def shown_title(
    flow: Flow, box: Box | None, *, told: Sequence[str] = (), wanted: Sequence[str], refused: Sequence[str]
) -> Head | None:
    """The title as the page shows it.

    `told` are titles told whole elsewhere (tag, list), looked for first; `wanted` are those and what <title> has,
    `refused` the names of site and columns, which no post has.
    """
    known = [comparable(words) for words in wanted if words]
    not_it = {comparable(words) for words in refused if words}
    end = box.end if box else len(flow)
    lines = [line for line in flow.all_lines() if line[0] < end]
    whole = {words for words in told if len(words) >= _WHOLE and words not in refused}
    quick = [number for number, (place, _) in enumerate(lines) if _says_one_of(flow, place, whole)]
    best = _surest(flow, box, lines, quick, known, not_it)
    if best is None or best.sure < _CERTAIN:
        best = _surest(flow, box, lines, range(len(lines)), known, not_it)
    return best if best and best.sure >= 3 else None


def _says_one_of(flow: Flow, place: int, told: Collection[str]) -> bool:
    """Whether the words from a place on, or their block, are one of the titles told elsewhere, and no link."""
    if not told:
        return False
    words = flow.texts[place]
    if not any(title.startswith(words) for title in told):
        return False
    return flow.text(flow.block(place)) in told or words in told


def _surest(
    flow: Flow,
    box: Box | None,
    lines: Sequence[tuple[int, str]],
    some: Iterable[int],
    known: Sequence[str],
    not_it: Collection[str],
) -> Head | None:
    best: Head | None = None
    for number in some:
        place, line = lines[number]
        is_link = _is_link(flow, place)
        if is_link and comparable(line) not in known:
            continue
        for start, stop, words in _units(flow, place, line):
            title = titles.plain(words)
            plain = comparable(title)
            if not 2 <= len(plain) <= 160 or plain in not_it or is_noise(title) or titles.is_number(title):
                continue
            sure = _sureness(flow, box, start, plain, known) - (5 if is_link else 0)
            sure += _followed_by_info(lines, number, stop)
            if best is None or sure > best.sure + (0.0 if start >= best.end else 0.01):
                best = Head(title, sure, start, stop)
        if box and place > box.start + (_NEAR if best and best.sure > 4 else _FAR):
            break
    return best


def _is_link(flow: Flow, place: int) -> bool:
    for above in flow.above(place):
        if flow.tags[above] == "a":
            return True
        if flow.tags[above] in BLOCKS:
            return False
    return False


def _units(flow: Flow, place: int, line: str) -> Iterator[tuple[int, int, str]]:
    """What might be a title from this line on: its whole block with broken lines, and the line alone."""
    block = flow.block(place)
    if next(flow.pieces(block, flow.ends[block]))[0] == place:
        words = flow.text(block)
        if len(words) <= 160:
            yield block, flow.ends[block], words
            if _HEADING.fullmatch(flow.tags[block]) and words != line:
                return  # a heading broken into lines is one title
    yield place, place + 1, line


def _sureness(flow: Flow, box: Box | None, start: int, plain: str, known: Sequence[str]) -> float:
    sure = 0.0
    for words in known:
        if words == plain:
            sure += 6
        elif len(plain) >= 5 and words.startswith(plain):
            sure += 4.5
        elif len(plain) >= 5 and words.endswith(plain):
            sure += 3
        elif len(plain) >= 5 and plain in words:
            sure += 1.5
        elif len(words) >= 8 and plain.startswith(titles.uncut(words)):
            sure += 5
    tags = {flow.tags[start]}
    hints = flow.hint(start) if flow.tags[start] != "-text" else ""
    for above in list(flow.above(start))[:4]:
        if box and above <= box.start < flow.ends[above] and above != flow.parents[start]:
            break
        tags.add(flow.tags[above])
        hints += " " + flow.hint(above)
    if tags & {"h1"}:
        sure += 3
    elif tags & {"h2", "h3", "ucaptitle"}:
        sure += 2
    elif tags & {"h4", "h5", "h6", "strong", "b", "font", "center", "big", "caption"}:
        sure += 1
    if _TITLE_HINT.search(hints):
        sure += 2
    for above in flow.above(start):
        if box and above <= box.start < flow.ends[above]:
            break
        hint = flow.hint(above)
        named = flow.tags[above] in ("nav", "footer", "aside", "li", "select") or (hint and ASIDE.search(hint))
        if named and (flow.ends[above] - above) * 10 < len(flow) * 6:
            sure -= 4
            break
    if (
        HERE.match(plain)
        or INFO.match(plain)
        or ("|" in plain and not (tags & {"h1", "h2", "h3"} or _is_told(plain, known)))
        or plain.startswith(("今天是", "欢迎"))
    ):
        sure -= 6
    if box and start >= box.start + 2 and start < box.end and sure < 4:
        sure -= 2.5 if start > box.start + 12 else 1
    if len(plain) >= 8:
        sure += 0.5
    if re.search(r"[。；]", plain):
        sure -= 2
    if ANY_DAY.fullmatch(plain):
        sure -= 6
    return sure


def _is_told(plain: str, known: Sequence[str]) -> bool:
    return any(words == plain or (len(words) >= _WHOLE and plain.startswith(titles.uncut(words))) for words in known)


def _followed_by_info(lines: Sequence[tuple[int, str]], number: int, stop: int) -> float:
    passed = 0
    for at, words in lines[number + 1 : number + 6]:
        if at < stop:
            continue
        if len(words) < 160 and (INFO.search(words) or ANY_DAY.search(words[:40])):
            return (5 if INFO.search(words) and ANY_DAY.search(words) else 3) - passed
        passed += 1
        if len(words) > 30:
            return 0
    return 0
