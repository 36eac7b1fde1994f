"""A character or word written twice: 的的, 进行进行.

Looks for: a particle, preposition or conjunction doubled where neither belongs to the word beside it, and a common verb or adverb doubled.
Matters because: it is what remains of cutting and pasting, and shows that nobody read the text again.
To fix: take one of the two away.
Cannot see: doubled words of other kinds, and names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from mingcha.examine.declaration import check
from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict
from mingcha.text.digit_runs import code_points
from mingcha.text.spelling.tables import tables

_SMALL = "的和在了是与对为及将由被把并或以于从向给让到就也都而但则其该此要不所且使"
_TWICE = re.compile(rf"([{_SMALL}])\1(?!\1)")
_WORDS = (
    "进一步 加强 进行 开展 推进 推动 落实 通过 以及 为了 关于 我们 按照 根据 对于 同时 因此 因为 所以 以上 相关 有关 切实 认真 积极 不断 全面 "
    "严格 坚持 坚决 提高 提升 完善 促进 实现 确保 做好 实施 组织 负责 应当 必须 可以 能够 已经 正在 目前 其中 其他 并且 或者 如果 但是 "
    "主要 重要 重点 深入 扎实 持续 统筹 建立 健全 建设 发展 保障 依法 及时 要求 提出 围绕 结合 针对 利用 充分 加快 加大 强化 明确 国家 政府"
)
_REPEATED = re.compile(rf"({'|'.join(sorted(_WORDS.split(), key=len, reverse=True))})\1")
_LENGTHS = sorted({len(word) for word in _WORDS.split()})
# A word this rare does not make the doubling right (one in ten million).
KNOWN, LONGEST = 24, 4
# 建设 ends one name and begins the next: 基础设施建设建设用地.
_NOUNS = frozenset("建设 发展 政府 国家 组织 实施 要求 保障 落实 相关 重点 建立 管理".split())


@check(
    severity=Severity.LOW,
    clauses=["LANGUAGE-9", "INSPECT-WORDING"],
    message="重复的字词：{quote}",
    advice="删去重复的字词。",
    bad=[
        "切实加强对安全生产工作的的领导。",
        "由县财政局和和审计局共同负责。",
        "要进一步进一步压实责任。",
        "各单位应当按照按照本方案执行。",
    ],
    good=[
        "为了了解群众需求，开展入户走访。",
        "实现人与自然和和气气相处的的确确不易。",
        "达到预期目的的，给予奖励。",
        "与会人员与与会专家交流。",
        "罢了了事的做法要不得，正在在建的项目除外。",
        "产品标的的价格由双方约定。",
    ],
)
def doubled_character(document: Document) -> Iterator[Evidence]:
    plain = document.once(prose).plain
    for match in _TWICE.finditer(plain):
        start, end = match.span()
        if not _belongs(plain, start, end) and not setting_of(document, start, end).in_book_marks:
            first, last = max(0, start - 2), min(len(plain), end + 2)
            quote = document.text[first:last].replace("\n", "").replace("\t", "")
            yield Evidence(start, end, quote, Verdict.FOUND, secret=quote, suggestion=match[1], confidence=0.9)
    for match in _repeated(plain):
        start, end = match.span()
        setting = setting_of(document, start, end)
        if setting.in_book_marks or _goes_on(plain, match):
            continue
        is_sure = match[1] not in _NOUNS
        yield Evidence(
            start,
            end,
            document.text[start:end],
            Verdict.FOUND if is_sure else Verdict.DOUBT,
            suggestion=match[1],
            confidence=0.95 if is_sure else 0.5,
        )


def _repeated(text: str) -> Iterator[re.Match[str]]:
    """Every word of the list that stands twice in a row; tried only where characters repeat at its distance."""
    codes, end = code_points(text), 0
    places: set[int] = set()
    for length in _LENGTHS:
        same = codes[length:] == codes[:-length]
        twice = same[: len(same) - length + 1].copy() if len(same) >= length else same[:0]
        for step in range(1, length):
            twice &= same[step : len(twice) + step]
        places.update(np.flatnonzero(twice).tolist())
    for at in sorted(places):
        match = _REPEATED.match(text, at) if at >= end else None
        if match is not None:
            end = match.end()
            yield match


def _belongs(text: str, start: int, end: int) -> bool:
    """Whether the first of the two ends a word, the second begins one, or both are one word."""
    words = tables().words
    one = text[start]
    if text[start - 1 : end] in words or text[start : end + 1] in words or words.get(one + one, 0) > KNOWN:
        return True
    for length in range(2, LONGEST + 1):
        before, after = text[max(0, start + 1 - length) : start + 1], text[end - 1 : end - 1 + length]
        if len(before) == length and words.get(before, 0) >= KNOWN:
            return True
        if len(after) == length and words.get(after, 0) >= KNOWN:
            return True
    # 和和美美, 是是非非
    after = text[end : end + 2]
    return len(after) == 2 and after[0] == after[1]


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether the second is the beginning of a longer word, or the first the end of one."""
    words, word = tables().words, match[1]
    middle = match.start() + len(word)
    for length in range(len(word) + 1, len(word) + 3):
        before, after = text[max(0, middle - length) : middle], text[middle : middle + length]
        if any(len(one) == length and words.get(one, 0) >= KNOWN for one in (before, after)):
            return True
    return False
