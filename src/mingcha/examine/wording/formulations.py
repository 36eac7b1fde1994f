"""Faults in fixed formulations: items out of order, missing, or written wrongly, and texts that are nearly right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from mingcha.examine.wording.bare import bare
from mingcha.examine.wording.listed_items import Named, Run, is_near, runs
from mingcha.examine.wording.phrasebook import hits_of, register
from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.whole_texts import COMMAS, near_texts, seeds
from mingcha.model.document import Document
from mingcha.standards.formulations import ListFormulation, TextFormulation, list_formulations

PAIRS, SEEDS = "pairs_of_formulations", "seeds_of_formulations"
# An item as long as this is looked for alone, a shorter one only beside another.
LONG = 5
# Of a list of three, items as long as this are looked for alone, since one slip leaves no pair.
SHORT_ALONE = 3
# So many items of a list must be right before one wrong among them is believed, when the name is not there.
LEFT_OUT = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """Where, what is wrong, what would be right, and how sure it is; `old`: right until a day."""

    start: int
    end: int
    why: str
    suggestion: str
    basis: str
    confidence: float
    is_sure: bool = True
    old: ListFormulation | None = None


@cache
def _by_pair() -> dict[str, tuple[ListFormulation, ...]]:
    """Whatever two items of a list may stand side by side, and the long ones by themselves, with their lists."""
    found: dict[str, list[ListFormulation]] = {}
    for one in list_formulations():
        pairs = [f"{left}、{right}" for left in one.items for right in one.items if left != right]
        alone = SHORT_ALONE if len(one.items) == SHORT_ALONE else LONG
        for phrase in (*pairs, *(item for item in one.items if len(item) >= alone)):
            found.setdefault(phrase, []).append(one)
    return {phrase: tuple(some) for phrase, some in found.items()}


register(PAIRS, tuple(_by_pair()))
register(SEEDS, tuple(seeds()))


def faults(document: Document) -> tuple[Fault, ...]:
    """Every fault of a formulation in the document; use `document.once(faults)`."""
    return (*_of_lists(document), *_of_texts(document))


def _of_lists(document: Document) -> Iterator[Fault]:
    whole = document.once(prose)
    sentences: dict[tuple[int, int], dict[ListFormulation, None]] = {}
    for hit in hits_of(document, PAIRS):
        some = sentences.setdefault(whole.sentence_at(hit.start), {})
        some.update(dict.fromkeys(_by_pair()[hit.entry.wording]))
    for (start, end), formulations in sentences.items():
        sentence = bare(whole, start, end)
        told: list[tuple[int, int]] = []
        for formulation in formulations:
            for run in runs(sentence.text, formulation):
                fault = _judged(run, sentence.text, formulation, document.posted)
                first, last = sentence.span(run.parts[0].start, run.parts[-1].end)
                if fault and not any(first < other and one < last for one, other in told):
                    told.append((first, last))
                    why, confidence, is_sure, old = fault
                    yield Fault(first, last, why, formulation.whole, formulation.basis, confidence, is_sure, old)


Judgement = tuple[str, float, bool, ListFormulation | None]


def _judged(run: Run, text: str, formulation: ListFormulation, posted: date | None) -> Judgement | None:
    items, count = run.items, len(formulation.items)
    if formulation.until is not None and (posted is None or posted > formulation.until):
        if formulation.old and 0 in items and len(items) >= count - LEFT_OUT:
            return "是过去的提法", 0.95, posted is not None, formulation
        return None
    if formulation.since is not None and (posted is None or posted < formulation.since):
        return None
    fault = _fault(run, text, formulation)
    if fault is None:
        return None
    why, confidence = fault
    return why, confidence, not formulation.doubtful, None


def _fault(run: Run, text: str, formulation: ListFormulation) -> tuple[str, float] | None:
    items, count = run.items, len(formulation.items)
    is_known = run.named or formulation.distinct
    if len(set(items)) < len(items):
        return ("有一项重复", 0.9) if is_known and len(items) >= count and set(items) == set(range(count)) else None
    if items != sorted(items):
        needed = count if count < 4 or max(map(len, formulation.items)) < 3 else count - LEFT_OUT
        if formulation.inner:
            needed = 3
        return ("各项次序不对", 0.9) if formulation.ordered and is_known and len(items) >= needed else None
    if slip := _slip(run, text, formulation, is_known):
        return slip
    if formulation.inner and len(items) >= 3 and items[-1] - items[0] + 1 > len(items) and not _others(run):
        return "缺少一项", 0.85
    if (
        run.named
        and not formulation.inner
        and count - 2 <= len(items) < count
        and len(items) >= 2
        and not _is_open(run, text)
    ):
        if any(part.item < 0 for part in run.parts):
            return "有一项不对", 0.85
        return "缺少一项", 0.9
    return None


def _slip(run: Run, text: str, formulation: ListFormulation, is_known: bool) -> tuple[str, float] | None:
    """One part that is nearly the item that should stand there."""
    items, names = run.items, formulation.items
    needed = len(names) - LEFT_OUT if not run.named else 2
    if len(items) < max(2, needed) or (not is_known and max(map(len, names)) < LONG):
        return None
    for place, part in enumerate(run.parts):
        if part.item < 0:
            expected = run.parts[place - 1].item + 1
            if (
                expected < len(names)
                and expected not in items
                and is_near(text[part.start : part.end], names[expected])
            ):
                return f"“{text[part.start : part.end]}”应为“{names[expected]}”", 0.9
    if run.before and items[0] == 1 and is_near(_tail(text, run.before, names[0]), names[0]):
        return f"“{_tail(text, run.before, names[0])}”应为“{names[0]}”", 0.85
    if run.after and items[-1] == len(names) - 2 and is_near(_head(text, run.after, names[-1]), names[-1]):
        return f"“{_head(text, run.after, names[-1])}”应为“{names[-1]}”", 0.85
    return None


def _tail(text: str, part: Named, item: str) -> str:
    return text[max(part.start, part.end - len(item)) : part.end]


def _head(text: str, part: Named, item: str) -> str:
    return text[part.start : min(part.end, part.start + len(item))]


def _others(run: Run) -> bool:
    return any(part.item < 0 for part in run.parts)


def _is_open(run: Run, text: str) -> bool:
    """Whether the list goes on or says that it names only some."""
    return text.startswith(("等", "……", "…"), run.parts[-1].end) or (run.after is not None and run.named is False)


def _of_texts(document: Document) -> Iterator[Fault]:
    whole = document.once(prose)
    sentences: dict[tuple[int, int], dict[TextFormulation, None]] = {}
    for hit in hits_of(document, SEEDS):
        some = sentences.setdefault(whole.sentence_at(hit.start), {})
        some.update(dict.fromkeys(seeds()[hit.entry.wording]))
    for (start, end), formulations in sentences.items():
        sentence = bare(whole, start, end, without=COMMAS)
        for first, last, formulation in near_texts(sentence, tuple(formulations)):
            begin, stop = sentence.span(first, last)
            yield Fault(begin, stop, "与规范表述不一致", formulation.text, formulation.basis, 0.9)
