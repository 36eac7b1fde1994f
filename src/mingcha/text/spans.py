"""Candidates of one kind as arrays: where each stands in a text, and what of it is known already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingcha.text.digit_runs import Numbers

Flags = NDArray[np.bool_]


# Not frozen, because several are made for every document and freezing doubles what that costs; nobody changes one.
@dataclass(slots=True, eq=False)
class Spans:
    """Candidates of one kind: offsets, a number that is equal for equal candidates, and a flag.

    What the flag says depends on the kind: a valid province, or for `eighteen` that everything is right.
    """

    starts: Numbers
    ends: Numbers
    values: Numbers
    flags: Flags

    def __len__(self) -> int:
        return len(self.starts)

    def where(self, keep: Flags | Numbers | slice) -> Spans:
        return Spans(self.starts[keep], self.ends[keep], self.values[keep], self.flags[keep])


def moved(spans: Spans, by: int) -> Spans:
    return Spans(spans.starts + by, spans.ends + by, spans.values, spans.flags)


def joined(parts: list[Spans]) -> Spans:
    """Several Spans as one, in order of their starts."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return NOTHING
    starts = np.concatenate([part.starts for part in parts])
    order = np.argsort(starts, kind="stable")
    ends, values, flags = (np.concatenate([getattr(p, f) for p in parts]) for f in ("ends", "values", "flags"))
    return Spans(starts[order], ends[order], values[order], flags[order])


_NONE = np.zeros(0, dtype=np.int64)
NOTHING = Spans(_NONE, _NONE, _NONE, np.zeros(0, dtype=bool))
