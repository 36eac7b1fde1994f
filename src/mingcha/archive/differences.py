"""What a reader sees changed between two versions of a page, paragraph by paragraph and character by character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from mingcha.archive.showing import is_page, read_text
from mingcha.archive.store import Record

# Beyond this a comparison of every character would take seconds; the paragraph is then told as a whole.
_LONGEST_PARAGRAPH, _MOST_PARAGRAPHS = 4000, 4000
_ALIKE = 0.4


class Kind(StrEnum):
    """What happened to a paragraph, in words for people."""

    SAME = "未变"
    ADDED = "新增"
    REMOVED = "删去"
    CHANGED = "修改"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a paragraph; `differs` when the other version does not have them there."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in both versions; `before` is empty when it was added, `after` when it was removed."""

    kind: Kind
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """`sentence` sums up; `lines` are all paragraphs in order, none where the content is no text."""

    sentence: str
    lines: tuple[Line, ...] = ()

    @property
    def changed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind is not Kind.SAME)


def between(before: Record, after: Record) -> Differences:
    """The differences of two snapshots: of their text where both are pages, else of size and digest."""
    old, new = before.snapshot, after.snapshot
    if before.body == after.body:
        return Differences("两次采集的内容逐字节相同。")
    if is_page(old) and is_page(new):
        return of_texts(read_text(before), read_text(after))
    grown = new.size - old.size
    size = "大小不变" if not grown else f"{'增加' if grown > 0 else '减少'} {abs(grown):,} 字节"
    return Differences(
        f"文件已更换：由 {old.size:,} 字节变为 {new.size:,} 字节（{size}），"
        f"摘要由 {_short(old.digest)} 变为 {_short(new.digest)}。"
    )


def of_texts(before: Sequence[str], after: Sequence[str]) -> Differences:
    """The differences of two texts given by paragraphs."""
    lines = tuple(_lines(before, after))
    counts = {kind: sum(line.kind is kind for line in lines) for kind in (Kind.ADDED, Kind.REMOVED, Kind.CHANGED)}
    told = "，".join(f"{kind} {number} 段" for kind, number in counts.items() if number)
    return Differences(f"文字{told}。" if told else "网页代码有改动，文字没有变化。", lines)


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    if len(before) + len(after) > _MOST_PARAGRAPHS * 2:
        yield from _many(before, after)
        return
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line(Kind.SAME, (Piece(text),), (Piece(text),)) for text in before[a:b])
        else:
            yield from _replaced(before[a:b], after[c:d])


def _many(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Very long texts: which paragraphs came and went, without their order."""
    old, new = set(before), set(after)
    yield from (_removed(text) for text in before if text not in new)
    yield from (_added(text) for text in after if text not in old)


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Paragraphs that took the place of others: those that are alike are one paragraph that was changed."""
    rest = list(after)
    for old in before:
        at = next((n for n, new in enumerate(rest[:20]) if _are_alike(old, new)), None)
        if at is None:
            yield _removed(old)
            continue
        yield from (_added(new) for new in rest[:at])
        yield _changed(old, rest[at])
        del rest[: at + 1]
    yield from (_added(new) for new in rest)


def _are_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one[:_LONGEST_PARAGRAPH], other[:_LONGEST_PARAGRAPH], autojunk=False)
    return matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def _changed(old: str, new: str) -> Line:
    if max(len(old), len(new)) > _LONGEST_PARAGRAPH:
        return Line(Kind.CHANGED, (Piece(old, True),), (Piece(new, True),))
    before, after = list[Piece](), list[Piece]()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            before.append(Piece(old[a:b], tag != "equal"))
        if d > c:
            after.append(Piece(new[c:d], tag != "equal"))
    return Line(Kind.CHANGED, tuple(before), tuple(after))


def _added(text: str) -> Line:
    return Line(Kind.ADDED, after=(Piece(text, True),))


def _removed(text: str) -> Line:
    return Line(Kind.REMOVED, before=(Piece(text, True),))


def _short(digest: str) -> str:
    return f"{digest.removeprefix('sha256:')[:12]}…"
