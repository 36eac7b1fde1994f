"""One answer for a whole column, when what is wrong is what its cells hold and not a kind of number."""

from __future__ import annotations

from collections.abc import Callable

from mingcha.examine.columns import Column
from mingcha.model.finding import Evidence, Verdict

PLACES = 5


def column_evidence(
    column: Column,
    holds: Callable[[str], tuple[int, int] | None],
    *,
    mask: Callable[[str], str],
    verdict: Verdict = Verdict.FOUND,
    note: str = "",
    at_least: int = 1,
) -> Evidence | None:
    """`holds` gives the span of what is wrong in a cell, or None; nothing is said below `at_least` such cells."""
    starts: list[int] = []
    spans: list[tuple[int, int]] = []
    distinct: set[str] = set()
    first = (0, 0)
    for _, start, cell in column.cells():
        span = holds(cell)
        if span is None:
            continue
        if not starts:
            first = (start + span[0], start + span[1])
        starts.append(start)
        spans.append((start + span[0], start + span[1]))
        distinct.add(cell[span[0] : span[1]])
    if len(starts) < at_least or not starts:
        return None
    text = column.document.text[first[0] : first[1]]
    places = tuple(str(column.document.place_at(start)) for start in starts[1:PLACES])
    return Evidence(
        first[0],
        first[1],
        mask(text),
        verdict,
        len(starts),
        note,
        places,
        text,
        every=lambda: ((s, e, mask(column.document.text[s:e])) for s, e in spans),
    )


def whole(cell: str) -> tuple[int, int] | None:
    """The cell as it is, unless it is empty, a dash, a no, or masked."""
    stripped = cell.strip()
    if not stripped or stripped in NOTHING_SAID or "*" in stripped or "＊" in stripped:
        return None
    return 0, len(cell)


NOTHING_SAID = frozenset("/ - — —— ／ 无 否 没有 不详 正常 健康 良好 是 有 合格 略 \\".split())
