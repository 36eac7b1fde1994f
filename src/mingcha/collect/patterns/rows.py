"""Rows that repeat: links that stand in the same way below one element, one after another, each with what belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from statistics import median

from mingcha.collect.links import base_of, clicked, resolve
from mingcha.collect.patterns import titles
from mingcha.collect.patterns.days import day_of_words
from mingcha.pages.flow import Flow
from mingcha.pages.page import Page

__all__ = ["LinkPlace", "Row", "Run", "link_places", "runs"]

# How far above its link the element may be in which rows repeat: tr and td of tables in tables take many steps.
_HEIGHT = 9
_LONE_PIECES = 12
_SUMMARY = 24
_TITLE = 80
_LARGER, _LARGER_BY = 8, 100
_COLUMN_MARK = re.compile(r"[\[【〔(（〖｜|《]\s*.{2,14}?\s*[\]】〕)）〗｜|》][:：]?")
_NO_WORDS = re.compile(r"[\s\W\d_]*")
_TITLE_HINT = re.compile(r"tit|bt\b|biaoti|name|subject|headline")
_SHORT_MARKS = re.compile(r"[\d.、]{1,4}|new|hot|top|置顶|顶|[\[【]?(?:图|荐|热|新)[\]】]?|\W{1,3}", re.IGNORECASE)


@dataclass(slots=True)
class LinkPlace:
    """A link in the flow: its element's place, where it leads, its words and its bubble."""

    place: int
    url: str
    words: str
    bubble: str
    _title: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def title(self) -> str:
        if self._title is None:
            self._title = titles.chosen(self.words, self.bubble)
        return self._title


@dataclass(slots=True)
class Row:
    """What belongs to one link of a run: places start to before end."""

    link: LinkPlace
    start: int
    end: int


@dataclass(slots=True)
class Run:
    """Rows one after another without anything foreign between them, below `container`, each reached by `path`."""

    container: int
    path: tuple[str, ...]
    rows: list[Row]

    @property
    def start(self) -> int:
        return self.rows[0].start

    @property
    def end(self) -> int:
        return self.rows[-1].end


def link_places(page: Page, flow: Flow, *, with_marks: bool = False) -> list[LinkPlace]:
    """The links of the body in order, with words that are no date; links without words or bubble stay out.

    So do marks such as [工作动态] before a title, unless asked for.
    """
    base = base_of(page)
    found: list[LinkPlace] = []
    acts = "onclick" in page.plain
    for place, tag in enumerate(flow.tags):
        if tag == "a":
            attributes = flow.nodes[place].attrs
            href = attributes.get("href") or ""
            url = resolve(base, href)
            if url is None:
                target = clicked(f"{attributes.get('onclick') or ''};{href}")
                url = resolve(base, target) if target else None
        elif (
            acts
            and tag in ("li", "tr", "div", "span", "td", "p")
            and (script := (attributes := flow.nodes[place].attrs).get("onclick"))
        ):
            target = clicked(script)
            url = resolve(base, target) if target else None
        else:
            continue
        if url is None:
            continue
        bubble = (attributes.get("title") or "").strip()
        words = _words(flow, place)
        if words or bubble:
            found.append(LinkPlace(place, url, words, bubble))
    return found if with_marks else _without_column_marks(flow, found)


def _words(flow: Flow, place: int) -> str:
    """The words of a link that are its title: its heading or first line where it holds a whole card, no dates."""
    if flow.ends[place] == place + 2:
        return flow.texts[place + 1]  # a text and nothing else
    inside = [(at, words) for at, words in flow.lines(place, flow.ends[place])]
    if len(inside) == 1:
        pieces = [words for _, words in flow.pieces(place, flow.ends[place])]
        if len(pieces) > 1:
            kept = [piece for piece in pieces if day_of_words(piece) is None]
            return "".join(kept) if kept else inside[0][1]
        return inside[0][1]
    if not inside:
        return ""
    if broken := _broken(flow, place, inside):
        return broken
    lines = [
        (at, words)
        for at, words in inside
        if day_of_words(words) is None
        and not _SHORT_MARKS.fullmatch(words)
        and not _NO_WORDS.fullmatch(words.rstrip("年月日"))
    ]
    for at, words in lines:
        for above in flow.above(at):
            if above <= place:
                break
            if flow.tags[above] in ("h1", "h2", "h3", "h4", "h5", "h6") or _TITLE_HINT.search(flow.hint(above)):
                return words
    return lines[0][1] if lines else ""


def _broken(flow: Flow, place: int, inside: Sequence[tuple[int, str]]) -> str:
    """The title of a link that is only broken into lines by <br>; empty where its lines are something else."""
    parent = flow.parents[inside[0][0]]
    whole = "".join(words for _, words in inside)
    if len(whole) > _TITLE or any(day_of_words(words) is not None or titles.is_cut(words) for _, words in inside):
        return ""
    only = all(flow.parents[at] == parent for at in range(place + 1, flow.ends[place]) if flow.texts[at])
    return whole if only and not any(_SHORT_MARKS.fullmatch(words) for _, words in inside) and "。" not in whole else ""


def _without_column_marks(flow: Flow, found: list[LinkPlace]) -> list[LinkPlace]:
    """Leaves out links such as [工作动态] before a title: the mark of the column the post came from."""
    often = Counter(link.url for link in found)
    kept = []
    for place, link in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        is_mark = (
            following is not None
            and following.url != link.url
            and (
                _COLUMN_MARK.fullmatch(link.words) is not None
                or _bracketed(flow, link)
                or (often[link.url] > 1 and len(link.words) <= 14 and len(following.words) > len(link.words))
            )
            and _near(flow, link, following)
        )
        if not is_mark:
            kept.append(link)
    return kept


def _near(flow: Flow, one: LinkPlace, other: LinkPlace) -> bool:
    """Whether two links share their parent or grandparent."""
    near = set(islice(flow.above(one.place), 2))
    return not near.isdisjoint(islice(flow.above(other.place), 2))


def _bracketed(flow: Flow, link: LinkPlace) -> bool:
    before = flow.texts[link.place - 1] if link.place else ""
    after = flow.texts[flow.ends[link.place]] if flow.ends[link.place] < len(flow) else ""
    return before[-1:] in tuple("[【〔(（") and after[:1] in tuple("]】〕)）") and bool(before) and bool(after)


def runs(flow: Flow, links: Sequence[LinkPlace], *, every: Sequence[LinkPlace]) -> list[Run]:
    """Every run of rows a page may be said to have; the same links are told once, with the lowest element above them.

    `links` may be rows; any of `every` between two of them, such as one of a pager, parts them.
    """
    groups: dict[tuple[int, tuple[str, ...]], list[LinkPlace]] = defaultdict(list)
    for link in links:
        path: tuple[str, ...] = (flow.tags[link.place],)
        for above in islice(flow.above(link.place), _HEIGHT):
            groups[above, path].append(link)
            path = (flow.tags[above], *path)
    urls = {link.place: link.url for link in every}
    places = sorted(urls)
    told: set[tuple[int, ...]] = set()
    found: list[Run] = []
    for (container, path), members in sorted(groups.items(), key=lambda entry: -entry[0][0]):
        members = _each_once(members)
        if len(members) == 1 and (members[0].place,) in told:
            continue
        for run in _split(flow, container, path, members, places, urls):
            known = tuple(row.link.place for row in run.rows)
            if known not in told:
                told.add(known)
                found.append(run)
    return found


def _each_once(members: list[LinkPlace]) -> list[LinkPlace]:
    """One of neighbours that lead to the same address: the one with the most words."""
    kept: list[LinkPlace] = []
    for link in members:
        if kept and kept[-1].url == link.url:
            if len(link.words) > len(kept[-1].words) and not titles.is_cut(link.words):
                kept[-1] = link
        else:
            kept.append(link)
    return kept


def _split(
    flow: Flow,
    container: int,
    path: tuple[str, ...],
    members: list[LinkPlace],
    places: list[int],
    urls: dict[int, str],
) -> list[Run]:
    if len(members) == 1:
        row = _lone_row(flow, members[0], places, urls)
        return [Run(max(flow.parents[row.start], 0), path, [row])]
    rows = [_row(flow, container, members, place) for place in range(len(members))]
    gaps = [_gap(flow, one, other, urls) for one, other in pairwise(rows)]
    worded = sum(gap == "words" for gap in gaps)
    # Where nearly every row is followed by words, as a summary below its title, the words belong to the rows.
    allowed = {"", "day", "words"} if len(gaps) >= 3 and worded * 5 >= len(gaps) * 4 else {"", "day"}
    sizes = [flow.size(row.start, row.end) for row in rows]
    # A cell of the page's own layout is no row among lines, though it stands in the same kind of element.
    largest = _LARGER * median(sizes) + _LARGER_BY
    found: list[list[Row]] = [[rows[0]]]
    for at, (row, gap) in enumerate(zip(rows[1:], gaps, strict=True), start=1):
        if gap in allowed and (sizes[at] > largest) == (sizes[at - 1] > largest):
            found[-1].append(row)
        else:
            found.append([row])
    return [Run(container, path, some) for some in found]


def _row(flow: Flow, container: int, members: list[LinkPlace], place: int) -> Row:
    """The highest element below the container that holds this link of the group and no other."""
    link = members[place]
    before = members[place - 1].place if place else -1
    after = members[place + 1].place if place + 1 < len(members) else len(flow) + 1
    row = link.place
    for above in flow.above(link.place):
        if above <= container or above <= before or flow.ends[above] > after:
            break
        row = above
    return Row(link, row, flow.ends[row])


def _lone_row(flow: Flow, link: LinkPlace, places: list[int], urls: dict[int, str]) -> Row:
    """The highest element that holds one link and none to anywhere else, and not much besides: a list of one post."""
    at = bisect_left(places, link.place)
    before = next((place for place in reversed(places[:at]) if urls[place] != link.url), -1)
    after = next((place for place in places[at + 1 :] if urls[place] != link.url), len(flow) + 1)
    row, end = link.place, flow.ends[link.place]
    pieces = sum(map(bool, flow.texts[row:end]))
    for above in flow.above(link.place):
        if above <= before or flow.ends[above] > after or flow.tags[above] in ("body", "form", "main"):
            break
        pieces += sum(map(bool, flow.texts[above:row])) + sum(map(bool, flow.texts[end : flow.ends[above]]))
        if pieces > _LONE_PIECES:
            break
        row, end = above, flow.ends[above]
    return Row(link, row, flow.ends[row])


def _gap(flow: Flow, one: Row, other: Row, urls: dict[int, str]) -> str:
    """What stands between two rows: nothing, a day, words, or a link of its own, which breaks the run."""
    is_flat = one.start == one.link.place and flow.parents[one.start] == flow.parents[other.start]
    kind = ""
    for place in range(one.end, other.start):
        if place in urls and urls[place] not in (one.link.url, other.link.url):
            return "link"
        words = flow.texts[place]
        if not words or (_NO_WORDS.fullmatch(words) and day_of_words(words) is None and len(words) < 12):
            continue
        if day_of_words(words) is not None:
            kind = kind or "day"
        elif len(words) > _SUMMARY or (kind != "day" and not is_flat):
            kind = "words"
    return kind
