"""A check that is a card: a TOML file which says what words to look for, where, and what they mean.

An office can write one without writing code. The card has the fields of a declared check, and instead of a function
its phrases; phrases.py looks for them. A card that does not say what it should raises NotPlain, in Chinese.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import partial
from typing import Any

from mingcha.examine.columns import Column
from mingcha.examine.declaration import ABOUT, Check
from mingcha.examine.phrases import Phrases, in_header, in_text
from mingcha.examine.wording.cards import FAMILY, WordingPhrases, in_prose
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict
from mingcha.model.plain import NotPlain, from_plain
from mingcha.standards.load import clauses
from mingcha.standards.privacy_words import roles
from mingcha.standards.wording_tables import SURE, UNSURE, Entry

# One character alone says nothing.
SHORTEST = 2
# This family's quotes are masked: what it found must not be repeated.
MASKED_FAMILY = "privacy"


# What only a card of the wording family may say.
WORDING_KEYS = (
    *("suggestion", "basis", "since", "until", "confidence"),
    *("whole_words", "in_quotes", "in_titles", "in_names", "in_history"),
)


class Where(StrEnum):
    """What a card looks at: the sentences and rows of a document, or the headers of its tables."""

    TEXT = "text"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. Without `contexts` and `roles` a phrase alone is enough; WORDING_KEYS are for wording cards."""

    title: str
    severity: Severity
    clauses: tuple[str, ...]
    message: str
    advice: str
    looks_for: str
    matters: str
    to_fix: str
    cannot_see: str
    phrases: tuple[str, ...]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    looks_at: Where = Where.TEXT
    verdict: Verdict = Verdict.FOUND
    contexts: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    suggestion: str = ""
    basis: str = ""
    since: date | None = None
    until: date | None = None
    confidence: float | None = None
    whole_words: bool = False
    in_quotes: bool = False
    in_titles: bool = False
    in_names: bool = False
    in_history: bool = False

    def __post_init__(self) -> None:
        empty = [key for key in ("clauses", "phrases", "bad", "good") if not getattr(self, key)]
        empty += [key for key in ("title", "looks_for", "matters", "to_fix", "cannot_see") if not getattr(self, key)]
        if empty:
            raise ValueError(f"{'、'.join(empty)} 不能为空")
        short = [word for word in self.phrases if len(word.strip()) < SHORTEST]
        if short:
            raise ValueError(f"phrases 里的“{short[0]}”太短，至少 {SHORTEST} 个字")
        if not all((*self.contexts, *self.exceptions)):
            raise ValueError("contexts 和 exceptions 里不能有空的词")
        _known("条款", self.clauses, clauses())
        _known("用词组", self.roles, roles())
        try:
            said = self.message.format(quote="例")
        except (KeyError, IndexError, ValueError):
            said = ""
        if "{quote}" not in self.message or not said:
            raise ValueError("message 里要有且只有 {quote}，代表查到的内容")
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"until {self.until} 早于 since {self.since}")
        if self.confidence is not None and not 0 < self.confidence <= 1:
            raise ValueError(f"confidence 应为 0 到 1 之间的小数，现为 {self.confidence}")
        if not self.advice.endswith("。"):
            raise ValueError("advice 应是一句完整的话，以“。”结尾")


def read_card(text: str, *, name: str, family: str, where: str) -> Check:
    """The check a card declares; `where` is what errors call the card. Raises NotPlain."""
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotPlain(f"{where} 不是有效的 TOML：{error}") from error
    card = from_plain(Card, plain, where=where)
    is_text = card.looks_at is Where.TEXT
    if family == FAMILY and is_text and not card.roles:
        looks_for = _wordings(card, name)
    else:
        _without_wording_keys(card, where)
        words = Phrases(
            card.phrases, card.contexts, frozenset(card.roles), card.exceptions, card.verdict, family == MASKED_FAMILY
        )
        looks_for = partial(in_text if is_text else in_header, words)
    return Check(
        name=name,
        family=family,
        severity=card.severity,
        clauses=card.clauses,
        message=card.message,
        advice=card.advice,
        bad=card.bad,
        good=card.good,
        looks_at=Document if is_text else Column,
        examine=looks_for,
        title=card.title,
        about=dict(zip(ABOUT, (card.looks_for, card.matters, card.to_fix, card.cannot_see), strict=True)),
        words=tuple(_words(card)),
    )


def _wordings(card: Card, name: str) -> Callable[[Any], Iterator[Evidence]]:
    """A wording card counts as a line of a wording table does."""
    usual = SURE if card.verdict is Verdict.FOUND else UNSURE
    entry = Entry(
        "",
        card.suggestion,
        card.since,
        card.until,
        card.exceptions,
        card.contexts,
        card.verdict,
        card.confidence or usual,
        card.basis,
    )
    words = WordingPhrases(
        f"card:{name}",
        card.phrases,
        entry,
        card.whole_words,
        card.in_quotes,
        card.in_titles,
        card.in_names,
        card.in_history,
    )
    words.look_for()
    return partial(in_prose, words)


def _without_wording_keys(card: Card, where: str) -> None:
    for key in WORDING_KEYS:
        if getattr(card, key):
            raise NotPlain(f"{where}：{key} 只用于 {FAMILY} 类别中不写 roles 的正文卡片，请删去")


def _words(card: Card) -> list[tuple[str, tuple[str, ...]]]:
    """What a reader of the check's page is told of its words."""
    where = "这些词" if card.looks_at is Where.TEXT else "表头含这些词的列"
    beside = "同一句（表格中为同一行）" if card.looks_at is Where.TEXT else "表名或其他表头"
    told = [(f"找{where}", card.phrases), (f"且{beside}有下列词之一", card.contexts)]
    told += [(f"且{beside}有下列各组用词之一", tuple(f"{role}（{'、'.join(_some(role))}…）" for role in card.roles))]
    told += [("遇到这些词不报", card.exceptions)]
    return [(label, some) for label, some in told if some]


def _some(role: str) -> list[str]:
    return sorted(roles()[role], key=lambda word: (len(word), word))[:3]


def _known(what: str, given: tuple[str, ...], there: Mapping[str, object]) -> None:
    for one in given:
        if one not in there:
            near = get_close_matches(one, list(there), 1, 0.4)
            raise ValueError(
                f"没有名为“{one}”的{what}" + (f"，是不是 {near[0]}？" if near else f"，可用的有：{'、'.join(there)}")
            )
