"""A page as its reader meets it: elements and texts in order, each knowing its parent, without what is never shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from mingcha.pages.page import Node, Page

__all__ = ["BLOCKS", "Flow", "flow", "flow_of"]

TEXT = "-text"
_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "object", "svg", "-comment", "title"})
BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr legend li main nav ol option p pre section select table tbody td tfoot th thead tr ul".split()
)


@dataclass(slots=True)
class Flow:
    """Arrays over the elements and texts of the body in document order.

    `ends[i]` is the place after the last descendant of i; `texts[i]` the trimmed text of a text, empty for elements.
    """

    nodes: list[Node]
    tags: list[str]
    parents: list[int]
    ends: list[int]
    texts: list[str]
    _hints: dict[int, str] = field(default_factory=dict)
    _lines: list[tuple[int, str]] = field(default_factory=list)
    _sizes: list[int] = field(default_factory=list)
    # What was counted for each place, so that several who look do so once.
    memo: dict[str, list[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.tags)

    def text(self, start: int, end: int | None = None) -> str:
        """The texts of one element, or of the places from start to before end, joined without a gap."""
        return "".join(self.texts[start : self.ends[start] if end is None else end])

    def size(self, start: int, end: int) -> int:
        """How many characters the texts from start to before end have."""
        sizes = self._sizes
        if not sizes:
            sizes.append(0)
            sizes += accumulate(map(len, self.texts))
        return sizes[end] - sizes[start] if start < end else 0

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Place and words of each text that is not blank."""
        for place in range(start, end):
            if words := self.texts[place]:
                yield place, words

    def above(self, place: int) -> Iterator[int]:
        """The places of its ancestors, nearest first."""
        place = self.parents[place]
        while place >= 0:
            yield place
            place = self.parents[place]

    def hint(self, place: int) -> str:
        """Class and id of an element in lower case, what its author called it."""
        known = self._hints.get(place)
        if known is None:
            attributes = self.nodes[place].attrs
            known = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip().lower()
            self._hints[place] = known
        return known

    def all_lines(self) -> list[tuple[int, str]]:
        """The lines of the whole page, worked out once."""
        if not self._lines:
            self._lines = list(self.lines())
        return self._lines

    def block(self, place: int) -> int:
        """The lowest block around a place; the body where there is none."""
        place = self.parents[place]
        while place > 0 and self.tags[place] not in BLOCKS:
            place = self.parents[place]
        return max(place, 0)

    def lines(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
        """The lines a reader sees: the words between two block boundaries, with the place of their first text."""
        end = len(self.tags) if end is None else end
        words: list[str] = []
        begun, closes = 0, [end]
        for place in range(start, end):
            tag = self.tags[place]
            broken = tag in BLOCKS
            while place >= closes[-1] and len(closes) > 1:
                closes.pop()
                broken = True
            if broken and words:
                yield begun, "".join(words)
                words = []
            if tag in BLOCKS and self.ends[place] > place + 1:
                closes.append(self.ends[place])
            if self.texts[place]:
                if not words:
                    begun = place
                words.append(self.texts[place])
        if words:
            yield begun, "".join(words)


def flow(page: Page) -> Flow:
    """The flow of a page, made once; empty when it has no body (a frame set)."""
    known = page.memo.get("flow")
    if not isinstance(known, Flow):
        known = page.memo["flow"] = flow_of(page.tree.body)
    return known


def flow_of(root: Node | None) -> Flow:
    """The flow of one element and what is in it."""
    found = Flow([], [], [], [], [])
    if root is None or root.tag in _UNSEEN:
        return found
    nodes, tags, parents, texts, ends = found.nodes, found.tags, found.parents, found.texts, found.ends
    # Every step makes an object of the node it comes to, so that each is stepped on once, and what is unseen never in.
    node: Node | None = root
    open_ones: list[tuple[int, Node]] = []
    while True:
        if node is None:
            if not open_ones:
                break
            place, above = open_ones.pop()
            ends[place] = len(tags)
            node = above.next if open_ones else None
            continue
        tag = node.tag or ""
        if tag == TEXT:
            words = " ".join((node.text_content or "").split())
            if words:
                nodes.append(node)
                tags.append(tag)
                parents.append(open_ones[-1][0] if open_ones else -1)
                texts.append(words)
                ends.append(len(tags))
        elif tag not in _UNSEEN:
            nodes.append(node)
            parents.append(open_ones[-1][0] if open_ones else -1)
            open_ones.append((len(tags), node))
            tags.append(tag)
            texts.append("")
            ends.append(len(tags))
            node = node.first_child
            continue
        node = node.next if open_ones else None
    return found
