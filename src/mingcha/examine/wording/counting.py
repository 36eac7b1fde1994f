"""Which hits of a table count where they stand, and the evidence for them.

A hit counts when its entry holds on the day the post was published, no exception stands there, what must stand beside
it does, and the setting does not make it right. A check over a table is `yield from told(document, "its_table")`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mingcha.examine.wording.phrasebook import Hit, hits_of
from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.setting import Setting, setting_of
from mingcha.examine.wording.written import written_on
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Verdict
from mingcha.standards.wording_tables import UNSURE, Entry
from mingcha.text.normal import folded

MORE_PLACES = 4
# The words of tables, which are few and asked for again and again.
_folded = lru_cache(maxsize=65536)(folded)
NO_DAY = "不知道这条信息的发布日期，请核对当时的规定。"


@dataclass(frozen=True, slots=True)
class Counted:
    """A hit that counts, how surely, and what the clerk is told besides."""

    hit: Hit
    verdict: Verdict
    confidence: float
    note: str
    setting: Setting

    @property
    def entry(self) -> Entry:
        return self.hit.entry

    @property
    def start(self) -> int:
        return self.hit.start

    @property
    def end(self) -> int:
        return self.hit.end


def counted(
    document: Document,
    table: str,
    *,
    whole_words: bool = False,
    in_quotes: bool = False,
    in_titles: bool = False,
    in_names: bool = False,
    in_history: bool = False,
) -> Iterator[Counted]:
    """The hits of a table that count.

    `whole_words`: only where words begin and end. The others say that a hit counts inside quotation marks, inside book
    marks, inside a company's or village's name, in an account of former times; without them it does not. A hit that has
    no dates counts in quotation marks as a doubt, and in an account of former times as it is.
    """
    for hit in hits_of(document, table):
        entry, setting = hit.entry, setting_of(document, hit.start, hit.end)
        verdict, note = entry.verdict, entry.note
        if entry.is_dated:
            if document.posted is None:
                verdict, note = Verdict.DOUBT, f"{note}{NO_DAY}"
            elif not entry.is_wrong_on(document.posted):
                continue
            if not in_history and (day := document.once(written_on)) is not None and not entry.is_wrong_on(day):
                continue
        if is_excepted(document, hit, setting) or not _is_beside(document, entry, setting):
            continue
        if whole_words and not _is_whole(document, hit):
            continue
        if not in_titles and setting.in_book_marks:
            continue
        if not in_names and setting.is_proper_name:
            continue
        if not in_quotes and setting.is_quoted:
            if entry.is_dated:
                continue
            verdict = Verdict.DOUBT
        if entry.is_dated and not in_history and (_was_right_then(entry, setting) or setting.is_historical):
            continue
        confidence = entry.confidence if verdict is entry.verdict else min(entry.confidence, UNSURE)
        yield Counted(hit, verdict, confidence, note, setting)


def told(
    document: Document,
    table: str,
    *,
    whole_words: bool = False,
    in_quotes: bool = False,
    in_titles: bool = False,
    in_names: bool = False,
    in_history: bool = False,
) -> Iterator[Evidence]:
    """One answer for each wording of a table that counts in the document, with the places it stands at."""
    several: dict[tuple[str, Verdict], list[Counted]] = {}
    for one in counted(
        document,
        table,
        whole_words=whole_words,
        in_quotes=in_quotes,
        in_titles=in_titles,
        in_names=in_names,
        in_history=in_history,
    ):
        several.setdefault((one.entry.wording, one.verdict), []).append(one)
    for some in several.values():
        yield evidence(document, some)


def evidence(document: Document, some: list[Counted]) -> Evidence:
    """One answer for hits of one wording."""
    first = some[0]
    return Evidence(
        first.start,
        first.end,
        document.text[first.start : first.end],
        first.verdict,
        note=first.note,
        more_places=tuple(str(document.place_at(one.start)) for one in some[1 : 1 + MORE_PLACES]),
        secret=_folded(first.entry.wording),
        suggestion=first.entry.suggestion,
        basis=first.entry.basis,
        confidence=first.confidence,
        places=len(some),
    )


def is_excepted(document: Document, hit: Hit, setting: Setting) -> bool:
    """Whether a phrase that makes the wording right holds it here, or stands in the same sentence."""
    if not hit.entry.not_in:
        return False
    plain, wording = document.once(prose).plain, _folded(hit.entry.wording)
    first, last = setting.beside
    for phrase in map(_folded, hit.entry.not_in):
        at = phrase.find(wording)
        if at < 0 and (plain.find(phrase, first, hit.start) >= 0 or plain.find(phrase, hit.end, last) >= 0):
            return True
        while at >= 0:
            # What was put into the wording, such as quotation marks, is passed over.
            rest = len(phrase) - at - len(wording)
            if (
                hit.start >= at
                and plain[hit.start - at : hit.start] + wording + plain[hit.end : hit.end + rest] == phrase
            ):
                return True
            at = phrase.find(wording, at + 1)
    return False


def _is_beside(document: Document, entry: Entry, setting: Setting) -> bool:
    if not entry.beside:
        return True
    first, last = setting.beside
    plain = document.once(prose).plain
    return any(
        plain.find(word, first, setting.start) >= 0 or plain.find(word, setting.end, last) >= 0
        for word in map(_folded, entry.beside)
    )


def _is_whole(document: Document, hit: Hit) -> bool:
    whole = document.once(prose)
    return whole.is_boundary(hit.start) and whole.is_boundary(hit.end)


def _was_right_then(entry: Entry, setting: Setting) -> bool:
    """Whether the sentence tells of a year when the wording was not yet wrong, or no longer."""
    years = setting.years_before
    if not years:
        return False
    before = entry.since is not None and max(years) < entry.since.year
    after = entry.until is not None and min(years) > entry.until.year
    return before or after
