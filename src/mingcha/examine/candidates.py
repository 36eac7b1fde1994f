"""Numbers that could name a person, found once for many documents and handed to every check that asks.

numpy is fast on long texts and slow on short ones, so short documents are scanned together: `prepare` joins them into
chunks, scans each chunk and gives every document its own part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mingcha.model.document import Document
from mingcha.text import number_kinds as kinds
from mingcha.text.digit_runs import AT, JOINER, LETTER, MARGIN, MASK, PROVINCE, Numbers, Runs, X, digit_runs
from mingcha.text.spans import NOTHING, Spans, joined, moved

# A chunk that stays in the processor's cache; and how far a number may reach over its end.
CHUNK, REACH = 300_000, 96
BETWEEN = "\f"
# Where no day is given: later than any birth date.
LAST_DAY = 20991231


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """What one document holds of each kind.

    `marks` are the offsets of masks, `plates` and `ats` of their anchors, `crosses` of three X in a row.
    """

    eighteen: Spans = NOTHING
    certificates: Spans = NOTHING
    split_id_numbers: Spans = NOTHING
    old_id_numbers: Spans = NOTHING
    mobiles: Spans = NOTHING
    cards: Spans = NOTHING
    marks: Spans = NOTHING
    plates: Spans = NOTHING
    ats: Spans = NOTHING
    crosses: Spans = NOTHING

    @property
    def has_numbers(self) -> bool:
        """Whether any number could name a person by what it is."""
        some = (self.eighteen, self.split_id_numbers, self.certificates, self.cards, self.mobiles)
        return any(map(len, some))


NO_CANDIDATES = Candidates()


def candidates(document: Document) -> Candidates:
    """The candidates of a document; use `document.once(candidates)`."""
    return _whole([found for _, found in _scan([document.text], LAST_DAY)])


def prepare(documents: Sequence[Document], *, last_day: int = LAST_DAY) -> None:
    """Scan the documents together, so that `document.once(candidates)` finds its answer ready.

    `last_day` is today as a number, 20240112: nobody is born later.
    """
    parts: dict[int, list[dict[str, Spans]]] = {}
    for index, found in _scan([document.text for document in documents], last_day):
        parts.setdefault(index, []).append(found)
    for index, document in enumerate(documents):
        document.remember(candidates, _whole(parts.get(index, [])))


def _whole(parts: Sequence[dict[str, Spans]]) -> Candidates:
    """What all parts of one document hold."""
    if not parts:
        return NO_CANDIDATES
    if len(parts) == 1:
        return Candidates(**parts[0])
    kinds_found = {kind for part in parts for kind in part}
    return Candidates(**{kind: joined([part[kind] for part in parts if kind in part]) for kind in kinds_found})


def _scan(texts: Sequence[str], last_day: int) -> Iterator[tuple[int, dict[str, Spans]]]:
    """The index of a text and what a part of it holds, for parts that hold something; offsets are the text's own."""
    for chunk, owners, begins, shifts, limit in _chunks(texts):
        found = {kind: spans for kind, spans in _kinds(digit_runs(chunk), last_day).items() if len(spans)}
        if not found:
            continue
        if len(owners) == 1:
            own = {kind: spans.where(spans.starts < limit) for kind, spans in found.items()}
            yield owners[0], {kind: moved(s, shifts[0]) for kind, s in own.items() if len(s)}
            continue
        shared: dict[int, dict[str, Spans]] = {}
        for kind, spans in found.items():
            owner = np.searchsorted(begins, spans.starts, side="right") - 1
            cuts = [0, *(np.flatnonzero(owner[1:] != owner[:-1]) + 1).tolist(), len(owner)]
            shift = begins[owner]
            starts, ends, values, flags = spans.starts - shift, spans.ends - shift, spans.values, spans.flags
            for at, which in enumerate(owner[cuts[:-1]].tolist()):
                mine = slice(cuts[at], cuts[at + 1])
                shared.setdefault(which, {})[kind] = Spans(starts[mine], ends[mine], values[mine], flags[mine])
        for which, own in shared.items():
            yield owners[which], own


def _chunks(texts: Sequence[str]) -> Iterator[tuple[str, list[int], Numbers, list[int], int]]:
    """Chunks of text: the text, whose it is, where each owner begins, the shift of a lone owner, and its limit."""
    waiting: list[int] = []
    length = 0
    for index, text in enumerate(texts):
        if len(text) < CHUNK:
            waiting.append(index)
            length += len(text) + 1
            if length >= CHUNK:
                yield _together(texts, waiting)
                waiting, length = [], 0
            continue
        start = 0
        while start < len(text):
            end = text.find("\n", start + CHUNK) + 1 or len(text)
            if end - start > 2 * CHUNK:
                end = start + CHUNK
                while end < len(text) and not text[end - 1].isspace() and text[end - 1].isalnum():
                    end += 1
            yield text[start : end + REACH], [index], np.zeros(1, dtype=np.int64), [start], end - start
            start = end
    if waiting:
        yield _together(texts, waiting)


def _together(texts: Sequence[str], some: list[int]) -> tuple[str, list[int], Numbers, list[int], int]:
    lengths = np.array([len(texts[index]) + 1 for index in some], dtype=np.int64)
    text = BETWEEN.join([texts[index] for index in some])
    return text, some, np.cumsum(lengths) - lengths, [0], len(text)


def _kinds(runs: Runs, last_day: int) -> dict[str, Spans]:
    found = {"marks": _marks(runs), "plates": _plates(runs), "ats": _anchors(np.flatnonzero(runs.codes == AT))}
    is_x = runs.codes == X
    found["crosses"] = _anchors(np.flatnonzero(is_x[:-2] & is_x[1:-1] & is_x[2:]))
    if len(runs.starts):
        found |= {
            "eighteen": kinds.eighteen(runs, last_day),
            "certificates": kinds.certificates(runs, last_day),
            "split_id_numbers": kinds.split_id_numbers(runs, last_day),
            "old_id_numbers": kinds.old_id_numbers(runs),
            "mobiles": kinds.mobiles(runs),
            "cards": kinds.cards(runs),
        }
    return found


def _marks(runs: Runs) -> Spans:
    """Runs of two and more masking characters that touch a digit, letter or word on the left or right."""
    is_mark = runs.codes == MASK
    edges = np.flatnonzero(is_mark[1:] != is_mark[:-1]) + 1
    starts, ends = edges[0::2], edges[1::2]
    keep = (runs.codes[starts - 1] <= X) | (runs.codes[ends] <= X)
    starts, ends = starts[keep], ends[keep]
    return Spans(starts - MARGIN, ends - MARGIN, ends - starts, np.ones(len(starts), dtype=bool))


def _plates(runs: Runs) -> Spans:
    """A province's short name with a letter after it, or a space and a letter as PDFs have it."""
    at = np.flatnonzero(runs.codes == PROVINCE)
    after = np.where(runs.codes[at + 1] == JOINER, runs.codes[at + 2], runs.codes[at + 1])
    return _anchors(at[(after == LETTER) | (after == X)])


def _anchors(at: Numbers) -> Spans:
    return Spans(at - MARGIN, at - MARGIN + 1, at, np.ones(len(at), dtype=bool))


def each(spans: Spans) -> Iterable[tuple[int, int]]:
    """Start and end of every candidate, as plain numbers."""
    return zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)
