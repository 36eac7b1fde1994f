"""Asks every chosen check about every document, and turns what they say into findings.

A check that crashes is not a clean document: it is told as not examined, with the check's name and the kind of error
and without the error's words, which might repeat what the document says.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mingcha.examine.candidates import LAST_DAY, prepare
from mingcha.examine.columns import Column, columns
from mingcha.examine.declaration import Check, Corpus
from mingcha.model.document import Document, NotExamined, Outcome
from mingcha.model.finding import Evidence, Finding, Verdict
from mingcha.model.masking import Replacement, apart
from mingcha.text.masking import scrubbed

# How many characters of short documents are scanned together before the checks ask.
TOGETHER = 2_000_000
FINGERPRINT_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found, and what it could not examine."""

    findings: tuple[Finding, ...] = ()
    not_examined: tuple[NotExamined, ...] = ()

    def __add__(self, other: Result) -> Result:
        return Result(self.findings + other.findings, self.not_examined + other.not_examined)


def examine(documents: Iterable[Document], checks: Sequence[Check], *, key: bytes, last_day: int = LAST_DAY) -> Result:
    """Every finding in the documents. `key` keys the fingerprints; `last_day` is today as 20240112."""
    alone = [check for check in checks if check.looks_at is not Corpus]
    across = [check for check in checks if check.looks_at is Corpus]
    told, kept = _Told(key), []
    for some in _together(documents):
        prepare(some, last_day=last_day)
        for document in some:
            for check in alone:
                for about in document.once(columns) if check.looks_at is Column else (document,):
                    told.ask(check, about, (document,))
        kept += some if across else []
    if across and kept:
        corpus = Corpus(tuple(kept))
        for check in across:
            told.ask(check, corpus, corpus.documents)
    return Result(tuple(told.findings), tuple(told.not_examined))


def _together(documents: Iterable[Document]) -> Iterator[list[Document]]:
    some: list[Document] = []
    length = 0
    for document in documents:
        some.append(document)
        length += len(document.text)
        if length >= TOGETHER:
            yield some
            some, length = [], 0
    if some:
        yield some


def replacements(document: Document, checks: Sequence[Check], *, doubts: bool = False) -> list[Replacement]:
    """Everything in one document that must be masked, in order and apart; doubts only when asked for.

    Unlike a finding this tells every place of a list. A check that crashes raises: half a mask is none.
    """
    found = []
    for check in checks:
        if check.looks_at is Corpus:
            continue
        for about in document.once(columns) if check.looks_at is Column else (document,):
            for one in check.examine(about):
                if one.verdict is Verdict.FOUND or doubts:
                    places = one.every() if one.every else [(one.start, one.end, one.quote)]
                    found += [Replacement(start, end, text, check.name) for start, end, text in places]
    return apart(found)


class _Told:
    """What the checks have said so far."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.findings: list[Finding] = []
        self.not_examined: list[NotExamined] = []

    def ask(self, check: Check, about: object, documents: Sequence[Document]) -> None:
        try:
            for one in list(check.examine(about)):
                self.findings.append(_finding(check, one, documents[one.document], self._key))
        except Exception as error:
            reason = f"检查项 {check.name}：{type(error).__name__}"
            for document in documents:
                source, member = scrubbed(document.source), scrubbed(document.member)
                self.not_examined.append(NotExamined(source, Outcome.CHECK_FAILED, member=member, reason=reason))


def _finding(check: Check, evidence: Evidence, document: Document, key: bytes) -> Finding:
    message = check.message.format(quote=evidence.quote)
    if evidence.persons > 1:
        message += f"（共 {evidence.persons} 人）"
    if evidence.note:
        message += f"。{evidence.note}" if not message.endswith("。") else evidence.note
    return Finding(
        check=check.name,
        family=check.family,
        severity=check.severity,
        verdict=evidence.verdict,
        source=scrubbed(document.source),
        member=scrubbed(document.member),
        locator=scrubbed(str(document.place_at(evidence.start))),
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
        message=scrubbed(message),
        advice=check.advice,
        clauses=check.clauses,
        fingerprint=fingerprint(
            check.name, document.post or document.source, evidence.secret or evidence.quote, key=key
        ),
        persons=evidence.persons,
        more_places=tuple(scrubbed(place) for place in evidence.more_places),
    )


def fingerprint(check: str, post: str, value: str, *, key: bytes) -> str:
    """The same fault next month has the same fingerprint; without the key it tells nothing of the value."""
    words = "\x1f".join((check, post, value)).encode("utf-8", "surrogatepass")
    return hmac.new(key, words, hashlib.sha256).hexdigest()[:FINGERPRINT_LENGTH]
