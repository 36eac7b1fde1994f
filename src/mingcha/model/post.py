"""A published post, as evidence shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Post:
    """One row of the ledger; `unit` is the unit's code, `source` says in Chinese where the row came from."""

    unit: str
    unit_name: str
    column: str
    title: str
    url: str
    published: date
    source: str
    is_duplicate: bool = False
