"""What is drawn on a PDF page, in its order: texts, paths, pictures, asked for once by all who read the page."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2.raw as raw

from mingcha.extract.readers.pdf_calls import (
    Numbers,
    Places,
    are_white,
    bounds_of,
    kinds_of,
    modes_of,
    objects_of,
)

_MOST = 20_000


class Objects:
    """The first of a page's objects; what costs a call for each is asked for when somebody wants it."""

    def __init__(self, page: Any) -> None:
        self.count = raw.FPDFPage_CountObjects(page)
        self.handles = objects_of(page, min(self.count, _MOST))

    @cached_property
    def modes(self) -> Places:
        return modes_of(self.handles)

    @cached_property
    def kinds(self) -> Places:
        kinds = np.full(len(self.handles), raw.FPDF_PAGEOBJ_TEXT)
        others = np.flatnonzero(self.modes < 0)  # mostly few
        kinds[others] = kinds_of(self.those(others))
        return kinds

    def of_kind(self, kind: int, other: int = -1) -> Places:
        """The places of objects of this kind, or one of two kinds, in the page's order."""
        found: Places = np.flatnonzero((self.kinds == kind) | (self.kinds == other))
        return found

    def those(self, places: Places) -> list[int]:
        return [self.handles[place] for place in places.tolist()]

    def bounds(self, places: Places) -> Numbers:
        """Left, bottom, right and top."""
        return bounds_of(self.those(places))

    def white(self, places: Places) -> Places:
        """Those of the places whose object is white or transparent."""
        found: Places = places[are_white(self.those(places))]
        return found
