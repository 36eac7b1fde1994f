"""The way on from a list page: which of its links turn pages, how the addresses of pages are made, how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from mingcha.collect.addresses import folder_of
from mingcha.collect.links import base_of, clicked, resolve
from mingcha.collect.patterns.page_scripts import PageScripts
from mingcha.pages.flow import Flow
from mingcha.pages.page import Page
from mingcha.text.width import fold_all

__all__ = ["MOST_PAGES", "Pager", "find_pager", "pages_told", "total_told"]

# No column of a county has more pages; a larger number is a fault of the page or a trap.
MOST_PAGES = 5000
_NEXT = re.compile(
    r"[\[【(<\s]*(?:下\s*一?\s*页|后\s*一?\s*页|下页|后页|next(?:\s*page)?|>|›|»|＞|→)[\s>›»＞→\])】]*", re.IGNORECASE
)
_LAST = re.compile(
    r"[\[【(<\s]*(?:尾\s*页|末\s*页|最后一?页|最末页|last(?:\s*page)?|>>|»|＞＞|>\|)[\s>»＞\])】|]*", re.IGNORECASE
)
_BEFORE = re.compile(
    r"[\[【(<\s]*(?:上\s*一?\s*页|前\s*一?\s*页|首\s*页|第一页|prev(?:ious)?|first|<<?|«|‹)[\s>\])】|]*", re.IGNORECASE
)
_BACK = re.compile(r"[\[【(<\s]*(?:上\s*一?\s*页|前\s*一?\s*页|prev(?:ious)?(?:\s*page)?)[\s>\])】|]*", re.IGNORECASE)
_NUMBER = re.compile(r"[\[【(第\s]*(\d{1,4})[\]】)页\s]*")
_COUNT = re.compile(
    r"[共分]\s*(?:有|计|为)?\s*(\d{1,5})\s*页|/\s*(\d{1,5})\s*页|总页数\s*[:：]?\s*(\d{1,5})|页次\s*[:：]?\s*\d+\s*/\s*(\d{1,5})|"
    r"页码\s*[:：]?\s*\d+\s*/\s*(\d{1,5})|(?:第\s*)?\d+\s*/\s*(\d{1,5})\s*(?:页|$)|总(?:共)?\s*(\d{1,5})\s*页|page\s*\d+\s*of\s*(\d{1,5})",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"第\s*(\d{1,5})\s*页|(?:页次|页码|当前页?)\s*[:：]?\s*(?:第\s*)?(\d{1,5})|(\d{1,5})\s*/\s*\d{1,5}\s*页?|page\s*(\d{1,5})\s*of",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:共\s*(?:有|计)?|总(?:记录)?数?\s*[:：]?|合计\s*[:：]?|总共\s*[:：]?)\s*(\d{1,7})\s*(?:条|篇|个|项|则|件)(?!评论|附件)|"
    r"(?:总记录数|记录总数|信息总数|总条数)\s*[:：]?\s*(\d{1,7})|totalRecords?\s*[:=]\s*['\"]?(\d{1,7})",
)
_HOME = re.compile(r"[\[【(<\s]*(?:首\s*页|first)[\s>\])】]*", re.IGNORECASE)
_HINT = re.compile(r"pag(?:e|ing|er|ination)|fanye|yema|turnpage|fenye|\bfy\b|turn-?page")
_DIGITS = re.compile(r"\d+")


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


def is_turn(words: str) -> bool:
    """Whether the words of a link are those of a pager: 下一页, 末页, 3."""
    plain = fold_all(words).strip()
    return any(form.fullmatch(plain) for form in (_NUMBER, _NEXT, _LAST, _BEFORE)) if len(plain) <= 12 else False


def total_told(text: str) -> int | None:
    """The number of posts a list claims to have, as in 共 123 条."""
    match = _TOTAL.search(fold_all(text))
    return int(next(group for group in match.groups() if group)) if match else None


def pages_told(text: str) -> int | None:
    """The number of pages a list claims to have, as in 共 9 页 or 页次：1/9."""
    match = _COUNT.search(fold_all(text))
    return int(next(group for group in match.groups() if group)) if match else None


def find_pager(page: Page, flow: Flow) -> Pager | None:
    """The pager of a list page; None when it has none that can be read."""
    turns = _turns(page, flow)
    if not turns:
        return None
    block = _block(flow, turns)
    turns = [turn for turn in turns if block <= turn.place < flow.ends[block]]
    text = " ".join(words for _, words in flow.pieces(block, flow.ends[block]))
    count, current = pages_told(text), _current(text, turns, flow, block)
    numbers = {turn.number: turn.url for turn in turns if turn.number and turn.url}
    onward = next((turn.url for turn in turns if _NEXT.fullmatch(turn.words) and turn.url), None)
    last = next((turn.url for turn in turns if _LAST.fullmatch(turn.words) and turn.url and turn.url != onward), None)
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
        number = _NUMBER.fullmatch(words)
        turns = number or _NEXT.fullmatch(words) or _LAST.fullmatch(words) or _BEFORE.fullmatch(words)
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
        found.append(_Turn(place, words, url, int(number[1]) if number else None))
    strong = [
        t
        for t in found
        if t.number is None and (_NEXT.fullmatch(t.words) or _LAST.fullmatch(t.words) or _BACK.fullmatch(t.words))
    ]
    if strong:
        return (
            found
            if any("页" in t.words or _HINT.search(_hints(flow, t.place)) for t in strong)
            else _hinted(flow, found)
        )
    return _hinted(flow, found)


def _hinted(flow: Flow, turns: Iterable[_Turn]) -> list[_Turn]:
    """Bare numbers are a pager only where their author called them so: a calendar is full of them."""
    return [turn for turn in turns if _HINT.search(_hints(flow, turn.place)) or _counted(flow, turn.place)]


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
    onward = [turn for turn in turns if _NEXT.fullmatch(turn.words) or _LAST.fullmatch(turn.words)]
    # 首页 alone may be the site's front page as well.
    back = [turn for turn in turns if _BACK.fullmatch(turn.words)]
    anchor = (onward or back or [turn for turn in turns if turn.number] or list(turns))[-1]
    best = flow.parents[anchor.place]
    inside, held, size = 0, 0, 0
    for above in list(flow.above(anchor.place))[:5]:
        links = sum(flow.tags[at] == "a" for at in range(above, flow.ends[above]))
        ours = sum(above <= turn.place < flow.ends[above] for turn in turns if not _HOME.fullmatch(turn.words))
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
    match = _CURRENT.search(fold_all(text))
    if match:
        return int(next(group for group in match.groups() if group))
    # The page one is on is the number without a link.
    linked = {turn.number for turn in turns if turn.url}
    bare = [turn.number for turn in turns if turn.number and not turn.url and turn.number not in linked]
    if not bare:
        for place, words in flow.pieces(block, flow.ends[block]):
            number = _NUMBER.fullmatch(fold_all(words))
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
            number = _NUMBER.fullmatch(fold_all(flow.text(place)))
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
    rule = _learned({number: url for number, url in numbers.items() if number > 1})
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
        made = _learned({number: url for number, url in known.items() if number > 1 or url != own})
    if count is None and last and current is not None and (rule := _learned({n: u for n, u in known.items() if n > 1})):
        count = rule.number_of(last)
        made = rule if count and current <= count <= MOST_PAGES else None
    if current is not None and count and made:
        pages = [known.get(number) or made(number) for number in range(current + 1, count + 1)]
        return tuple(dict.fromkeys(url for url in pages if url != own))
    if current is not None:
        pages = [known[number] for number in sorted(known) if number > current]
        return tuple(dict.fromkeys(url for url in ([onward] if onward else []) + pages if url and url != own))
    return (onward,) if onward and onward != own else ()


@dataclass(frozen=True, slots=True)
class _Rule:
    """Page p has the address head + (step × p + shift) + tail; steps of −1 number backwards, of 20 count posts."""

    head: str
    tail: str
    step: int
    shift: int
    width: int

    def __call__(self, page: int) -> str:
        return f"{self.head}{str(self.step * page + self.shift).zfill(self.width)}{self.tail}"

    def number_of(self, url: str) -> int | None:
        if url.startswith(self.head) and url.endswith(self.tail):
            middle = url[len(self.head) : len(url) - len(self.tail)]
            if middle.isdecimal() and (int(middle) - self.shift) % self.step == 0:
                return (int(middle) - self.shift) // self.step
        return None


def _learned(known: dict[int, str]) -> _Rule | None:
    """The rule that makes all the known addresses, or None."""
    pairs = sorted(known.items())
    if not pairs:
        return None
    if len(pairs) == 1:
        return _from_one(*pairs[0])
    (one, first), (other, second) = pairs[0], pairs[-1]
    if folder_of(first) != folder_of(second) and len(first) != len(second):
        pass
    for mine, theirs in zip(_DIGITS.finditer(first), _DIGITS.finditer(second), strict=False):
        if first[: mine.start()] == second[: theirs.start()] and first[mine.end() :] == second[theirs.end() :]:
            if mine[0] == theirs[0]:
                continue
            difference = int(theirs[0]) - int(mine[0])
            if difference % (other - one):
                return None
            step = difference // (other - one)
            width = (
                len(mine[0]) if mine[0].startswith("0") or (len(mine[0]) == len(theirs[0]) and mine[0][0] == "0") else 1
            )
            rule = _Rule(first[: mine.start()], first[mine.end() :], step, int(mine[0]) - step * one, width)
            wrong = [number for number, url in pairs if rule(number) != url]
            if not wrong:
                return rule
            if len(pairs) > 2 and wrong == [one]:
                return _learned(dict(pairs[1:]))
    if len(pairs) > 2:
        return _learned(dict(pairs[1:]))
    return _from_one(*pairs[-1])


def _from_one(number: int, url: str) -> _Rule | None:
    """The rule one address suggests: it holds the page's number itself, or one less, as a number of its own near the end."""
    name = url.rfind("/") + 1
    matches = [match for match in _DIGITS.finditer(url) if match.start() >= name]
    for shift in (0, -1):
        hits = [match for match in matches if int(match[0]) == number + shift]
        if len(hits) == 1 or (hits and shift == 0):
            hit = hits[-1]
            return _Rule(url[: hit.start()], url[hit.end() :], 1, shift, len(hit[0]) if hit[0][0] == "0" else 1)
    return None
