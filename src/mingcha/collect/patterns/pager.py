"""The way on from a list page: which of its links turn pages, and to which pages they and their rule lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from mingcha.collect.links import base_of, clicked, resolve
from mingcha.collect.patterns.page_address import numbered, page_beside
from mingcha.collect.patterns.page_scripts import PageScripts
from mingcha.collect.patterns.pager_rule import learned
from mingcha.collect.patterns.pager_words import (
    BACK,
    BEFORE,
    CURRENT,
    HINT,
    HOME,
    LAST,
    MORE,
    MOST_PAGES,
    NEXT,
    NUMBER,
    pages_told,
)
from mingcha.pages.flow import Flow
from mingcha.pages.page import Page
from mingcha.text.width import fold_all

__all__ = ["Pager", "find_pager"]


@dataclass(frozen=True, slots=True)
class Pager:
    """`place` is where in the flow the first of its links stands; `pages` the following pages, nearest first.

    `current` and `count` are None when the page does not say.
    """

    place: int
    pages: tuple[str, ...]
    current: int | None = None
    count: int | None = None
    end: int = 0

    @property
    def is_first(self) -> bool:
        return self.current in (None, 1)


@dataclass(slots=True)
class _Turn:
    place: int
    words: str
    url: str | None
    number: int | None
    is_next: bool = False
    # Whether its address is this page's own with another page's number: then it turns pages whatever it is called.
    is_beside: bool = False


def find_pager(page: Page, flow: Flow) -> Pager | None:
    """The pager of a list page; None when it has none that can be read."""
    turns = _turns(page, flow)
    if not turns:
        return None
    page.memo["turned back"] = _back_to_first(page.url, turns)
    block = _block(flow, turns)
    turns = [turn for turn in turns if block <= turn.place < flow.ends[block]]
    text = " ".join(words for _, words in flow.pieces(block, flow.ends[block]))
    count, current = pages_told(text), _current(text, turns, flow, block)
    numbers = {turn.number: turn.url for turn in turns if turn.number and turn.url}
    onward = next((turn.url for turn in turns if turn.is_next and turn.url), None)
    last = next((turn.url for turn in turns if LAST.fullmatch(turn.words) and turn.url and turn.url != onward), None)
    for number, url in _options(page, flow, block):
        numbers.setdefault(number, url)
    if current is None:
        current = _number_of_own(page.url, numbers, onward, turns)
    if count is None and numbers and current is not None:
        highest = max(numbers)
        # The last number shown is the number of pages only where nothing leads beyond it.
        if last is None or numbers[highest] == last:
            count = (
                highest if (last is not None or onward is None or onward == numbers.get(current + 1)) and last else None
            )
    pages = _following(page.url, numbers, onward=onward, last=last, current=current, count=count)
    return Pager(turns[0].place, pages, current, count, flow.ends[block])


def _turns(page: Page, flow: Flow) -> list[_Turn]:
    base = base_of(page)
    scripts = PageScripts(page)
    found: list[_Turn] = []
    for place, tag in enumerate(flow.tags):
        if tag not in ("a", "span", "b", "strong", "em", "li", "button", "input", "font"):
            continue
        if flow.ends[place] - place > 6:
            continue
        words = fold_all(flow.text(place)).strip()
        attributes = flow.nodes[place].attrs
        if not words and tag in ("a", "button", "input"):
            words = (attributes.get("title") or attributes.get("value") or "").strip()
            words = words or next(
                (
                    flow.nodes[at].attrs.get("alt") or ""
                    for at in range(place + 1, flow.ends[place])
                    if flow.tags[at] == "img"
                ),
                "",
            )
        if not words or len(words) > 12:
            continue
        number = NUMBER.fullmatch(words)
        is_next = NEXT.fullmatch(words) is not None or (tag == "a" and _calls_next(attributes.get("rel")))
        turns = number or is_next or LAST.fullmatch(words) or BEFORE.fullmatch(words) or MORE.fullmatch(words)
        if not turns:
            continue
        url = None
        if tag in ("a", "button", "input", "span", "li"):
            href = attributes.get("href") or ""
            url = resolve(base, href)
            script = f"{attributes.get('onclick') or ''};{href}"
            if url is None and (target := clicked(script) or scripts.address(script)):
                url = resolve(base, target)
        if url is None and tag != "a" and number is None:
            continue
        beside = page_beside(page.url, url) if url else None
        if MORE.fullmatch(words):
            # 查看更多 leads to a list as well, or to another post: it turns pages only where its address says so.
            if beside is None or beside <= (numbered(page.url)[1] or 0):
                continue
            is_next = True
        turn = _Turn(place, words, url, int(number[1]) if number else None, is_next, beside is not None)
        if turn.number is not None and beside is not None and beside not in (turn.number, turn.number - 1):
            turn.is_beside = False
        found.append(turn)
    strong = [
        t for t in found if t.number is None and (t.is_next or LAST.fullmatch(t.words) or BACK.fullmatch(t.words))
    ]
    if any("页" in t.words or t.is_beside or HINT.search(_hints(flow, t.place)) for t in strong):
        return found
    return _hinted(flow, found)


def _calls_next(rel: str | None) -> bool:
    return rel is not None and "next" in rel.lower().split()


def _hinted(flow: Flow, turns: Iterable[_Turn]) -> list[_Turn]:
    """Bare numbers are a pager only where their author called them so or their addresses say so: a calendar is full of
    them."""
    return [
        turn for turn in turns if turn.is_beside or HINT.search(_hints(flow, turn.place)) or _counted(flow, turn.place)
    ]


def _back_to_first(own: str, turns: Iterable[_Turn]) -> frozenset[str]:
    """The addresses that lead to the list's first page by another name than its own: ?id=4&page=1 is ?id=4."""
    return frozenset(
        turn.url
        for turn in turns
        if turn.url
        and turn.url != own
        and (turn.number == 1 or BEFORE.fullmatch(turn.words))
        and numbered(turn.url)[1] == 1
        and page_beside(own, turn.url) is not None
    )


def _counted(flow: Flow, place: int) -> bool:
    """Whether the words around a number tell how many pages there are."""
    for above in list(flow.above(place))[:3]:
        words = "".join(flow.texts[above : flow.ends[above]])
        if len(words) < 300 and pages_told(words) is not None:
            return True
    return False


def _hints(flow: Flow, place: int) -> str:
    return " ".join(flow.hint(above) for above in list(flow.above(place))[:3])


def _block(flow: Flow, turns: Sequence[_Turn]) -> int:
    """The lowest element that holds the words for turning pages: of the last group of them, for pagers stand below."""
    onward = [turn for turn in turns if turn.is_next or LAST.fullmatch(turn.words)]
    # 首页 alone may be the site's front page as well.
    back = [turn for turn in turns if BACK.fullmatch(turn.words)]
    anchor = (onward or back or [turn for turn in turns if turn.number] or list(turns))[-1]
    best = flow.parents[anchor.place]
    inside, held, size = 0, 0, 0
    for above in list(flow.above(anchor.place))[:5]:
        links = sum(flow.tags[at] == "a" for at in range(above, flow.ends[above]))
        ours = sum(above <= turn.place < flow.ends[above] for turn in turns if not HOME.fullmatch(turn.words))
        if links > ours + 4 or flow.tags[above] == "body":
            break
        length = sum(map(len, flow.texts[above : flow.ends[above]]))
        if length > 40 * max(ours, 1) + 120:
            break
        added = length - size
        if ours > inside or (ours == inside and links == held and added < 80):
            best, inside, held, size = above, ours, links, length
    return best


def _current(text: str, turns: Sequence[_Turn], flow: Flow, block: int) -> int | None:
    match = CURRENT.search(fold_all(text))
    if match:
        return int(next(group for group in match.groups() if group))
    # The page one is on is the number without a link.
    linked = {turn.number for turn in turns if turn.url}
    bare = [turn.number for turn in turns if turn.number and not turn.url and turn.number not in linked]
    if not bare:
        for place, words in flow.pieces(block, flow.ends[block]):
            number = NUMBER.fullmatch(fold_all(words))
            if (
                number
                and int(number[1]) not in linked
                and not any(flow.tags[above] in ("a", "option") for above in list(flow.above(place))[:2])
            ):
                bare.append(int(number[1]))
    if bare:
        return bare[0]
    marked = [
        t.number
        for t in turns
        if t.number
        and re.search(
            r"\b(?:cur|current|active|on|now|thispage|selected)\b",
            flow.hint(t.place) + " " + flow.hint(flow.parents[t.place]),
        )
    ]
    return marked[0] if len(marked) == 1 else None


def _options(page: Page, flow: Flow, block: int) -> Iterable[tuple[int, str]]:
    """Pages a drop-down box leads to, where its values are addresses."""
    base = base_of(page)
    for place in range(block, flow.ends[block]):
        if flow.tags[place] == "option":
            value = flow.nodes[place].attrs.get("value") or ""
            number = NUMBER.fullmatch(fold_all(flow.text(place)))
            if number and re.search(r"[./?=]", value) and (url := resolve(base, unescape(value))):
                yield int(number[1]), url


def _number_of_own(own: str, numbers: dict[int, str], onward: str | None, turns: Sequence[_Turn]) -> int | None:
    """The number of the page itself, where none is marked: by its address, by the page after it, else the first.

    A page that leads back somewhere is not the first, whatever it does not say.
    """
    for number, url in numbers.items():
        if url == own:
            return number
    for number, url in numbers.items():
        if url == onward and number > 1:
            return number - 1
    rule = learned({number: url for number, url in numbers.items() if number > 1})
    if rule is not None and (found := rule.number_of(own)) is not None and found > 0:
        return found
    back = any(turn.url and re.search(r"上|前|prev", turn.words, re.IGNORECASE) and turn.url != own for turn in turns)
    return None if back else 1


def _following(
    own: str, numbers: dict[int, str], *, onward: str | None, last: str | None, current: int | None, count: int | None
) -> tuple[str, ...]:
    known = dict(numbers)
    if current is not None:
        known.setdefault(current, own)
        if onward:
            known.setdefault(current + 1, onward)
    if count and last:
        known.setdefault(count, last)
    made = None
    if current is not None and count and count <= MOST_PAGES:
        made = learned({number: url for number, url in known.items() if number > 1 or url != own})
    if count is None and last and current is not None and (rule := learned({n: u for n, u in known.items() if n > 1})):
        count = rule.number_of(last)
        made = rule if count and current <= count <= MOST_PAGES else None
    if current is not None and count and made:
        pages = [known.get(number) or made(number) for number in range(current + 1, count + 1)]
        return tuple(dict.fromkeys(url for url in pages if url != own))
    if current is not None:
        pages = [known[number] for number in sorted(known) if number > current]
        return tuple(dict.fromkeys(url for url in ([onward] if onward else []) + pages if url and url != own))
    return (onward,) if onward and onward != own else ()
