"""What posts say of each other's documents: which were repealed by a later one, which were explained."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mingcha.model.post_set import PostSet, PostText
from mingcha.standards.column_contents import column_kind, genre_of
from mingcha.text.document_numbers import DocumentNumber, document_numbers, same_document
from mingcha.text.width import comparable

__all__ = ["Repeal", "repeals", "unexplained"]

_ENDED = re.compile(r"废止|失效|停止执行|不再执行|予以撤销|停止施行")
_SENTENCE = re.compile(r"[^。；;\n]*[。；;\n]?")
# What a sentence about repeals says of documents that still hold, and of parts of documents.
_HOLDING = re.compile(r"继续有效|保留|不一致|相抵触|部分条款|第[一二三四五六七八九十百\d]+[条款项]")
_LIST_OF_ENDED = re.compile(r"(?:废止|失效)(?!.*(?:修改|保留|继续有效|清理结果))")
_GROUNDS = re.compile(r"(?:根据|按照|依据|依照|贯彻)[^，,]{0,60}$")
_MARKED = re.compile(r"(?:已|现已|本文件?)?(?:废止|失效|停止执行)")
_WORDS = 70
_HEAD = 200
# Normative documents, which are to be explained; plans of work only when the government itself issues them.
_TO_EXPLAIN = re.compile(r"办法|规定|细则|实施意见|若干措施|若干意见|规划|人民政府(?!办公).*(?:实施方案|行动计划)")
_NEED_NOT = re.compile(r"领导小组|议事协调|应急预案|要点|任免|批复|表彰|工作方案|会议|考核|转发|废止|修改")
_NAMES = (
    re.compile(r"《([^《》]{4,60})》"),
    re.compile(r"印发(.{4,60}?)的通知"),
    re.compile(r"关于(.{4,60}?)的(?:实施|若干)?(?:意见|决定)"),
)
_SIGNS = re.compile(r"[\W_]+")
_GRACE, _REACH = timedelta(days=10), timedelta(days=730)
_ALIKE = 6


@dataclass(frozen=True, slots=True)
class Repeal:
    """The document at place `old` was ended by the post at `new`, which says so in these words."""

    old: int
    new: int
    words: str
    is_certain: bool


def repeals(posts: PostSet) -> tuple[Repeal, ...]:
    """Every standing document that another post ended and that does not say so itself, each once."""
    by_number: dict[tuple[int, int], list[tuple[int, DocumentNumber]]] = defaultdict(list)
    for place, post in enumerate(posts.posts):
        for number in document_numbers(post.number):
            by_number[number.year, number.serial].append((place, number))
    found: dict[int, Repeal] = {}
    if not by_number:
        return ()
    for new, post in enumerate(posts.posts):
        for number, words, certain in _ended(post):
            for old, own in by_number.get((number.year, number.serial), ()):
                if old == new or old in found or not same_document(number, own):
                    continue
                if not _says_so(posts.posts[old]) and _is_later(post, posts.posts[old]):
                    found[old] = Repeal(old, new, words, certain)
    return tuple(found[old] for old in sorted(found))


def _ended(post: PostText) -> Iterator[tuple[DocumentNumber, str, bool]]:
    """The numbers a post says are ended, with its words; certain where a sentence says so of that number."""
    if not _ENDED.search(post.text) and not _ENDED.search(post.title):
        return
    whole = _LIST_OF_ENDED.search(post.title) is not None
    for match in _SENTENCE.finditer(post.text):
        sentence = match[0]
        if "号" not in sentence:
            continue
        ends = _ENDED.search(sentence) is not None
        if not (ends or whole) or _HOLDING.search(sentence):
            continue
        for number in document_numbers(sentence):
            if _GROUNDS.search(sentence[: number.start]):
                continue
            yield number, " ".join(sentence.split())[-_WORDS:], ends


def _says_so(post: PostText) -> bool:
    if post.withdrawn is not None or _MARKED.search(post.title) or "废止" in post.column or "失效" in post.column:
        return True
    # 有效性：废止, or a note at the head; the document's own clause about others stands at its end.
    return (
        re.search(
            r"(?:有效性|状态|备注|说明)\s*[:：]?\s*[（(]?(?:已)?(?:废止|失效)|^[（(【]?(?:已|现已|本文件已)(?:废止|失效)",
            post.text[:_HEAD],
            re.MULTILINE,
        )
        is not None
    )


def _is_later(new: PostText, old: PostText) -> bool:
    return new.published is None or old.published is None or new.published >= old.published


def unexplained(posts: PostSet) -> tuple[int, ...]:
    """The normative documents of the last two years that no post explains and that link no explanation, in order.

    They are told only when the set holds explanations at all, and not within ten days of their publication.
    """
    if posts.looked_on is None:
        return ()
    explained = [_SIGNS.sub("", comparable(post.title)) for post in posts.posts if genre_of(post.title) == "解读"]
    if not explained:
        return ()
    found = []
    for place, post in enumerate(posts.posts):
        kind = column_kind(post.column, post.category)
        if kind is None or kind.kind != "政策文件" or post.withdrawn is not None or post.published is None:
            continue
        if not _GRACE <= posts.looked_on - post.published <= _REACH:
            continue
        if genre_of(post.title) != "政策" or not _TO_EXPLAIN.search(post.title) or _NEED_NOT.search(post.title):
            continue
        if not any("解读" in link for link in post.links) and not _is_explained(post, explained):
            found.append(place)
    return tuple(found)


def _is_explained(post: PostText, explained: Sequence[str]) -> bool:
    named = next((match[1] for pattern in _NAMES if (match := pattern.search(post.title))), post.title)
    name = _SIGNS.sub("", comparable(re.sub(r"[（(].*?[）)]", "", named)))
    core = re.sub(r"^.{2,6}?[县市区镇乡]", "", name)
    return any(name in title or (len(core) >= _ALIKE and core in title) for title in explained)
