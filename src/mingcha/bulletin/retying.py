"""Words that a person put in place of generated ones, tied again to what they still say: figures and names found in them."""

from __future__ import annotations

from collections.abc import Sequence

from mingcha.model.bulletin import CaseFigure, Linked, Run, Words


def retied(text: str, before: Sequence[Run]) -> tuple[Run, ...]:
    """The text with every figure and name of the generated runs where it still stands, in their order.

    A name stands where it is written. A figure stands only before the same word as ever (条, 家) and not inside
    another number; so one that was changed is nobody's figure any more, and rests on its author alone.
    """
    runs: list[Run] = []
    place = 0
    for index, run in enumerate(before):
        if isinstance(run, Words):
            continue
        at = _found(text, run, _next(before, index), place)
        if at < 0:
            continue
        if at > place:
            runs.append(Words(text[place:at]))
        runs.append(run)
        place = at + len(run.text)
    if place < len(text) or not runs:
        runs.append(Words(text[place:]))
    return tuple(runs)


def _next(before: Sequence[Run], index: int) -> str:
    following = before[index + 1] if index + 1 < len(before) else None
    return following.text[:1] if isinstance(following, Words) else ""


def _found(text: str, run: Linked, after: str, start: int) -> int:
    at = text.find(run.text, start)
    while at >= 0:
        end = at + len(run.text)
        if not isinstance(run, CaseFigure):
            return at
        alone = not text[at - 1 : at].isdigit() and not text[end : end + 1].isdigit()
        if alone and text[end : end + 1] == after:
            return at
        at = text.find(run.text, at + 1)
    return -1
