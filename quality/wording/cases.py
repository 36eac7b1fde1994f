r"""The cases of the wording checks, read from the tables beside this file.

A line is `checks<TAB>posted<TAB>text`. checks: names parted by commas of which one must say `found`; a name with `?`
may doubt as well; `-` is a correct text, on which no check of the family may say `found`. posted: an ISO day or empty.
`\n` and `\t` in a text stand for line feed and tab; a first line `标题：…` is the title.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

CORRECT = "-"


@dataclass(frozen=True)
class Case:
    """`found` and `doubted` are the checks of which one must speak; both empty: a correct text."""

    name: str
    text: str
    posted: date | None
    found: frozenset[str]
    doubted: frozenset[str]

    @property
    def is_correct(self) -> bool:
        return not (self.found or self.doubted)


def cases() -> Iterator[Case]:
    """Every case of every table, in order of file and line. A malformed line raises, naming file and line."""
    for file in sorted(Path(__file__).parent.glob("*.tsv")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line and not line.startswith("#"):
                yield _case(line, f"{file.name}:{number}")


def _case(line: str, name: str) -> Case:
    parts = line.split("\t")
    if len(parts) != 3 or not parts[0].strip():
        raise ValueError(f"{name}: a case has three columns: checks, posted, text")
    checks = [] if parts[0].strip() == CORRECT else [one.strip() for one in parts[0].split(",")]
    text = parts[2].replace("\\n", "\n").replace("\\t", "\t")
    return Case(
        name,
        text,
        date.fromisoformat(parts[1]) if parts[1] else None,
        frozenset(one for one in checks if not one.endswith("?")),
        frozenset(one.rstrip("?") for one in checks if one.endswith("?")),
    )
