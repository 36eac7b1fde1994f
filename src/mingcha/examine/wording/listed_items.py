"""The items of a fixed list as a sentence names them: which, in what order, and what stands where one is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingcha.standards.formulations import ListFormulation
from mingcha.text.near_misses import distance

_BETWEEN = re.compile(r"[、，,；;]|(?<=[^、，,；;])(?:以及|和|与|及)")
_PARTS = re.compile(r"[、，,；;：:（）()。！？—]+")
_JOINED = re.compile(r"以及|和|与|及")
# Between the name of a list and its first item, and between its last and the name.
_BEFORE = re.compile(
    r"(?:的?(?:总?要求|内涵|内容|理念|标准|方针|指)?(?:即|是|就是|是指|包括|分别是|主要是|为|指)?[（(：:，,—]{0,3}(?:即|指|是|就是|包括)?[：:]?(?:树立|增强|坚定|坚持|践行|落实)?)"
)
_AFTER = re.compile(r"[）)]?(?:的|这|这些|，)?(?:党的|中国特色社会主义|社会主义)?")


@dataclass(frozen=True, slots=True)
class Named:
    """One part of the list: its place in the bare text, and the number of the item it is; -1: none."""

    start: int
    end: int
    item: int


@dataclass(frozen=True, slots=True)
class Run:
    """Parts of a sentence one after another of which the first and the last are items of the list.

    `before` and `after` are the parts next to them; `named`: the list's name stands right before or behind.
    """

    parts: tuple[Named, ...]
    before: Named | None
    after: Named | None
    named: bool

    @property
    def items(self) -> list[int]:
        return [part.item for part in self.parts if part.item >= 0]


def runs(text: str, formulation: ListFormulation) -> Iterator[Run]:
    """Every run of at least two items in a bare sentence."""
    parts = list(_named(text, formulation.items))
    at = 0
    while at < len(parts):
        if parts[at].item < 0:
            at += 1
            continue
        last = at
        for index in range(at + 1, len(parts)):
            gap = text[parts[index - 1].end : parts[index].start]
            if len(gap) > 2 or re.search(r"[（）()：:。—]", gap):
                break
            if parts[index].item >= 0:
                last = index
            elif index - last > 1:
                break
        if last > at:
            some = tuple(parts[at : last + 1])
            before = parts[at - 1] if at and _touches(text, parts[at - 1].end, some[0].start) else None
            after = (
                parts[last + 1]
                if last + 1 < len(parts) and _touches(text, some[-1].end, parts[last + 1].start)
                else None
            )
            yield Run(some, before, after, _is_named(text, some[0].start, some[-1].end, formulation.names))
        at = last + 1


def is_near(written: str, item: str) -> bool:
    """Whether a part is the item but for a slip."""
    most = 1 if len(item) < 7 else 2
    if len(item) == 2 and len(written) != 2:
        return False
    return written != item and 0 < distance(written, item, most=most) <= most and bool(set(written) & set(item))


def _named(text: str, items: Sequence[str]) -> Iterator[Named]:
    start = 0
    for match in [*_PARTS.finditer(text), None]:
        end = match.start() if match else len(text)
        if end > start:
            yield from _parted(text, start, end, items)
        start = match.end() if match else end


def _parted(text: str, start: int, end: int, items: Sequence[str]) -> Iterator[Named]:
    """A part as an item; one that begins or ends with an item is cut; two joined by 和 are two."""
    part = text[start:end]
    if part in items:
        yield Named(start, end, items.index(part))
        return
    for index, item in enumerate(items):
        if part.endswith(item):
            head = part[: -len(item)]
            if joint := re.search(r"(.+?)(?:以及|和|与|及)$", head):
                yield from _parted(text, start, start + len(joint[1]), items)
            yield Named(end - len(item), end, index)
            return
    for index, item in enumerate(items):
        if part.startswith(item):
            yield Named(start, start + len(item), index)
            rest = part[len(item) :]
            if (joint := _JOINED.match(rest)) and len(rest) > joint.end():
                yield from _parted(text, start + len(item) + joint.end(), end, items)
            return
    yield Named(start, end, -1)


def _touches(text: str, end: int, start: int) -> bool:
    return text[end:start] in ("、", "，", ",", "；", "和", "与", "及", "以及")


def _is_named(text: str, start: int, end: int, names: Sequence[str]) -> bool:
    for name in names:
        at = text.rfind(name, 0, start)
        if at >= 0 and start - at - len(name) <= 12 and _BEFORE.fullmatch(text, at + len(name), start):
            return True
        if (match := _AFTER.match(text, end)) and text.startswith(name, match.end()):
            return True
    return False
