"""Asks every chosen check about every document, and turns what they say into findings.

A check that crashes is not a clean document: it is told as not examined, with the check's name and the kind of error
and without the error's words, which might repeat what the document says.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from mingcha.examine import held_characters, role_words
from mingcha.examine.candidates import LAST_DAY, candidates, prepare
from mingcha.examine.columns import Column, columns
from mingcha.examine.declaration import Check, Corpus
from mingcha.examine.listed import with_lists
from mingcha.examine.wording import misspellings, phrasebook
from mingcha.examine.wording.cards import look_for_cards
from mingcha.examine.wording.right_names import RightNames
from mingcha.model.document import Document, NotExamined, Outcome
from mingcha.model.finding import Evidence, Finding, Verdict
from mingcha.model.masking import Replacement, apart
from mingcha.model.subject import Subject
from mingcha.standards.wording_tables import UNSURE
from mingcha.text.mask_pattern import HIDDEN, MaskPattern
from mingcha.text.masking import hushed, scrubbed

WORDING, PRIVACY = "wording", "privacy"
# How many characters of short documents are scanned together before the checks ask.
TOGETHER = 2_000_000
FINGERPRINT_LENGTH = 20
MORE_PLACES = 4
# A check that crashes over more parts than this is told once with their number.
MANY_PARTS = 50


@dataclass(frozen=True, slots=True)
class Result:
    """What a run found, and what it could not examine."""

    findings: tuple[Finding, ...] = ()
    not_examined: tuple[NotExamined, ...] = ()

    def __add__(self, other: Result) -> Result:
        return Result(self.findings + other.findings, self.not_examined + other.not_examined)


def examine(
    documents: Iterable[Document],
    checks: Sequence[Check],
    *,
    key: bytes,
    last_day: int = LAST_DAY,
    demoted: Mapping[str, str] | None = None,
    right: RightNames | None = None,
) -> Result:
    """Every finding in the documents. `key` keys the fingerprints; `last_day` is today as 20240112.

    What a check in `demoted` believes is told as a doubt, with the sentence given there (live_precision.demotions).
    `right` are names in which no wording check finds fault.
    """
    asks_for_wordings = look_for_cards(checks)
    asks_for_spelling = any(check.name == misspellings.CHECK for check in checks)
    on_documents = [check for check in checks if check.looks_at is Document]
    on_columns = [check for check in checks if check.looks_at is Column]
    across = [check for check in checks if check.looks_at is Corpus]
    told, kept = _Told(key, demoted or {}, right), []
    asks_for_numbers = any(check.family == PRIVACY for check in checks)
    for given in _together(documents):
        held_characters.prepare(given)
        some = [with_lists(document) for document in given]
        # What fails for many together fails again for the one at fault, when its check is asked, and is told there.
        with suppress(Exception):
            prepare(some, last_day=last_day)
            if asks_for_numbers:
                role_words.prepare([document for document in some if document.once(candidates).has_numbers])
        with suppress(Exception):
            if asks_for_wordings:
                phrasebook.prepare(some)
            if asks_for_spelling:
                misspellings.prepare(some)
        told.ask_each(on_documents, on_columns, some)
        kept += some if across else []
    if across and kept:
        corpus = Corpus(tuple(kept))
        for check in across:
            told.ask(check, (corpus,), corpus.documents)
    return Result(tuple(told.findings), tuple(told.not_examined))


def examine_subjects(subjects: Iterable[Subject], checks: Sequence[Check], *, key: bytes) -> Result:
    """Every finding in things that are no documents: each is asked by the checks that look at its kind."""
    told = _Told(key)
    for subject in subjects:
        parts: Sequence[Subject] = getattr(subject, "parts", None) or (subject,)
        for check in checks:
            if isinstance(subject, check.looks_at):
                told.ask(check, (subject,), parts)
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


# What a receipt calls names that the county's pattern masks; no check finds fault with a name.
NAMES = "names"


def replacements(
    document: Document, checks: Sequence[Check], *, pattern: MaskPattern | None = None, doubts: bool = False
) -> list[Replacement]:
    """Everything in one document that must be masked, in order and apart; doubts only when asked for.

    Unlike a finding this tells every place of a list. A check that crashes raises: half a mask is none.
    """
    pattern = pattern or MaskPattern()
    found = []
    for check in checks:
        if check.looks_at is Corpus:
            continue
        for about in document.once(columns) if check.looks_at is Column else (document,):
            for one in check.examine(about):
                if one.verdict is Verdict.FOUND or doubts:
                    places = one.every() if one.every else [(one.start, one.end, one.quote)]
                    for start, end, usual in places:
                        text = pattern.masked(check.masks, document.text[start:end], usual=usual)
                        found.append(Replacement(start, end, text, check.name))
    if pattern.name.masked:
        found += _names(document, found, pattern)
    return apart(found)


def _names(document: Document, found: Sequence[Replacement], pattern: MaskPattern) -> Iterator[Replacement]:
    """The names in every table where anything else is masked."""
    tables = {table.start for one in found if (table := document.table_at(one.start)) is not None}
    for column in document.once(columns):
        if column.table.start in tables and "name" in column.roles and "organisation" not in column.roles:
            for _, start, cell in column.cells():
                name = cell.strip()
                if len(name) > 1 and HIDDEN not in name:
                    at = start + cell.index(name)
                    yield Replacement(at, at + len(name), pattern.name.mask(name), NAMES)


class _Told:
    """What the checks have said so far."""

    def __init__(self, key: bytes, demoted: Mapping[str, str] | None = None, right: RightNames | None = None) -> None:
        self._right = right or RightNames(())
        self._key = key
        self._demoted = demoted or {}
        self.findings: list[Finding] = []
        self.not_examined: list[NotExamined] = []

    def ask_each(self, on_documents: Sequence[Check], on_columns: Sequence[Check], some: Sequence[Document]) -> None:
        """Ask one check after the other of all documents, which is quicker; told document by document."""
        answers: dict[int, list[tuple[Check, list[Evidence] | None]]] = {}
        for check in on_documents:
            for index, document in enumerate(some):
                try:
                    evidence = [*check.examine(document)]
                except Exception:
                    evidence = None  # asked once more below, where it is told what crashed
                if evidence != []:
                    answers.setdefault(index, []).append((check, evidence))
        for index, document in enumerate(some):
            alone = (document,)
            for check, known in answers.get(index, ()):
                self.ask(check, alone, alone, known=known)
            for check in on_columns if document.tables else ():
                self.ask(check, document.once(columns), alone)

    def ask(
        self,
        check: Check,
        some: Iterable[object],
        documents: Sequence[Subject],
        *,
        known: list[Evidence] | None = None,
    ) -> None:
        """Ask a check; `known` is what it has answered already."""
        try:
            evidence = known if known is not None else [one for about in some for one in check.examine(about)]
            if not evidence:
                return
            if check.family == WORDING:
                evidence = [one for one in evidence if not self._is_right(documents[one.document], one)]
            if why := self._demoted.get(check.name):
                evidence = [_demoted(one, why) for one in evidence]
            for one in _as_one_list(evidence, documents):
                self.findings.append(_finding(check, one, documents[one.document], self._key))
        except Exception as error:
            reason = f"检查项 {check.name}：{type(error).__name__}"
            if len(documents) > MANY_PARTS:
                reason += f"，涉及 {len(documents)} 项"
            for document in documents[: 1 if len(documents) > MANY_PARTS else None]:
                source, member = scrubbed(document.source), scrubbed(document.member)
                self.not_examined.append(NotExamined(source, Outcome.CHECK_FAILED, member=member, reason=reason))

    def _is_right(self, document: Subject, evidence: Evidence) -> bool:
        return isinstance(document, Document) and self._right.excuses(document, evidence.start, evidence.end)


def _demoted(evidence: Evidence, why: str) -> Evidence:
    """What was believed, as a doubt; a doubt stays as it is."""
    if evidence.verdict is Verdict.DOUBT:
        return evidence
    note = f"{evidence.note}{why}" if evidence.note.endswith("。") or not evidence.note else f"{evidence.note}。{why}"
    return replace(evidence, verdict=Verdict.DOUBT, note=note, confidence=min(evidence.confidence, UNSURE))


def _as_one_list(evidence: list[Evidence], documents: Sequence[Subject]) -> list[Evidence]:
    """Lines that do not fit part a list in running text; what is said of its parts is said once."""
    if len(evidence) < 2 or not any(
        table.is_listed for document in documents if isinstance(document, Document) for table in document.tables
    ):
        return evidence
    whole: dict[object, Evidence] = {}
    for one in evidence:
        document = documents[one.document]
        assert isinstance(document, Document)
        table = document.table_at(one.start)
        key: object = one.start, one.document
        if table is not None and table.is_listed:
            _, column = document.cell_at(table, one.start)
            key = one.document, one.verdict, table.header[min(column, len(table.header) - 1)]
        first = whole.get(key)
        if first is None:
            whole[key] = one
            continue
        places = (*first.more_places, str(document.place_at(one.start)), *one.more_places)[:MORE_PLACES]
        whole[key] = replace(
            first, persons=first.persons + one.persons, places=first.places + one.places, more_places=places
        )
    return list(whole.values())


def _finding(check: Check, evidence: Evidence, document: Subject, key: bytes) -> Finding:
    # A wrong comma may stand beside a number that names a person: no check may quote one.
    is_about_numbers = check.family == PRIVACY
    quote = scrubbed(evidence.quote) if is_about_numbers else hushed(evidence.quote)
    message = check.message.format(quote=quote)
    if evidence.persons > 1:
        message += f"（共 {evidence.persons} 人）"
    if evidence.places > 1:
        message += f"（共 {evidence.places} 处）"
    if evidence.note:
        message += f"。{evidence.note}" if not message.endswith("。") else evidence.note
    return Finding(
        check=check.name,
        family=check.family,
        severity=check.severity,
        verdict=evidence.verdict,
        source=scrubbed(document.source),
        member=scrubbed(document.member),
        locator=scrubbed(evidence.where or str(document.place_at(evidence.start))),
        start=evidence.start,
        end=evidence.end,
        quote=quote,
        message=scrubbed(message) if is_about_numbers else hushed(message),
        advice=check.advice,
        clauses=check.clauses,
        fingerprint=fingerprint(
            check.name, document.post or document.source, evidence.secret or evidence.quote, key=key
        ),
        persons=evidence.persons,
        more_places=tuple(scrubbed(place) for place in evidence.more_places),
        suggestion=hushed(evidence.suggestion),
        basis=evidence.basis,
        confidence=evidence.confidence,
        places=evidence.places,
        post=document.post,
        unit=_unit_of(document),
        leads_to=evidence.leads_to,
    )


def _unit_of(subject: Subject) -> str:
    """Whose it is, where the subject tells: itself, or by the column it is."""
    told = getattr(subject, "unit", "") or getattr(getattr(subject, "column", None), "unit", "")
    return told if isinstance(told, str) else ""


def fingerprint(check: str, post: str, value: str, *, key: bytes) -> str:
    """The same fault next month has the same fingerprint; without the key it tells nothing of the value."""
    words = "\x1f".join((check, post, value)).encode("utf-8", "surrogatepass")
    return hmac.digest(key, words, "sha256").hex()[:FINGERPRINT_LENGTH]
