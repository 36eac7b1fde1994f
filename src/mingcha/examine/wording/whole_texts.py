"""Near misses of texts that must stand whole, looked for where such a text begins or ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mingcha.examine.wording.bare import Bare
from mingcha.standards.formulations import TextFormulation, text_formulations
from mingcha.text.near_misses import distance, is_alike, replaced
from mingcha.text.normal import folded

# Commas do not count; a character put in that grammar allows is no slip.
COMMAS = "、，,"
_COMMAS = re.compile(f"[{COMMAS}]")
_HARMLESS = frozenset("的了和之地与及")
LONG = 9
SHORTEST_SEED = 3
# Beginnings that stand in every document, and how many characters more make them telling.
EVERYWHERE = {"社会主": 2, "中国特色社会主": 3}


@cache
def seeds() -> dict[str, tuple[TextFormulation, ...]]:
    """The beginnings and ends by which texts are noticed, as far as no comma stands in them, and whose they are."""
    found: dict[str, list[TextFormulation]] = {}
    for text in text_formulations():
        begin, end = _ends(_plain(text.text))
        parts = _COMMAS.split("".join(sign for sign in folded(text.text) if sign not in "“”"))
        for seed in (begin[: len(parts[0])], end[-len(parts[-1]) :]):
            if len(seed) >= SHORTEST_SEED:
                found.setdefault(seed, []).append(text)
    return {seed: tuple(some) for seed, some in found.items()}


@cache
def _right() -> frozenset[str]:
    return frozenset(_plain(one) for text in text_formulations() for one in (text.text, *text.right))


def near_texts(sentence: Bare, formulations: Sequence[TextFormulation]) -> Iterator[tuple[int, int, TextFormulation]]:
    """Start and end in the bare sentence (made without COMMAS) of what is nearly one of these texts, and the text."""
    taken: list[tuple[int, int]] = []
    for formulation in text_formulations():
        meant = _plain(formulation.text)
        for start, end in _near(sentence.text, meant):
            if not any(start < other and one < end for one, other in taken):
                taken.append((start, end))
                yield start, end, formulation


def _near(text: str, meant: str) -> Iterator[tuple[int, int]]:
    begin, end = _ends(meant)
    if meant in text and text.count(meant) == text.count(begin):
        return
    most = 1 if len(meant) < LONG else 2
    lengths = [len(meant) + step for step in (0, -1, 1)]
    for seed, is_begin in ((begin, True), (end, False)):
        at = text.find(seed)
        while at >= 0:
            edge = at if is_begin else at + len(seed)
            for length in lengths:
                first, last = (edge, edge + length) if is_begin else (edge - length, edge)
                if first >= 0 and last <= len(text) and _is_slip(text, first, last, meant, most):
                    yield first, last
                    break
            at = text.find(seed, at + 1)


def _is_slip(text: str, first: int, last: int, meant: str, most: int) -> bool:
    written = text[first:last]
    if written[0] != meant[0] or not is_alike(written[-1], meant[-1]):
        return False
    if any(text.startswith(one, max(0, first)) for one in _right()):
        return False
    steps = distance(written, meant, most=most)
    if not 0 < steps <= most or any(
        written in one or (one in written and one not in meant) for one in _right() if one != meant
    ):
        return False
    if meant in text[max(0, first - 2) : last + 2]:
        return False
    if len(written) == len(meant):
        pairs = replaced(written, meant)
        if sorted(written) == sorted(meant):
            return True
        alike = all(is_alike(one, other) for one, other in pairs)
        return alike if steps > 1 else (alike or len(meant) >= LONG)
    if len(written) > len(meant):
        return not _HARMLESS & (set(written) - set(meant)) and not any(
            written[:at] + written[at + 1 :] == meant and written[at] in _HARMLESS for at in range(len(written))
        )
    return True


def _ends(meant: str) -> tuple[str, str]:
    size = max(SHORTEST_SEED, len(meant) // 3)
    return meant[: size + EVERYWHERE.get(meant[:size], 0)], meant[-size:]


@cache
def _plain(text: str) -> str:
    return "".join(sign for sign in folded(text) if sign not in COMMAS and sign not in "“”")
