"""Which row or column of the form a label means, though its number, marks, breaks or a word of it differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from mingcha.standards.annual_reports import Form, FormRow
from mingcha.text.width import comparable

_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,2}[、,，.．:：项]|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．,，])"
)
_MARKS = re.compile(r"[^\u3400-\u9fff0-9a-z]")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]$")
# Words without which a label still says the same.
_LIGHT = re.compile("的|和|与|及|或者|或|以及|其它")
# Below this likeness a label is another one.
LIKENESS = 0.7


@lru_cache(maxsize=4096)
def core(words: str) -> str:
    """A label without its number, spaces and marks: （三）1.属于国家秘密 → 属于国家秘密."""
    plain = comparable(words).replace("其它", "其他")
    while (bare := _NUMBERING.sub("", plain, count=1)) != plain and bare:
        plain = bare
    return _MARKS.sub("", plain)


@lru_cache(maxsize=4096)
def number_of(words: str) -> str:
    """The Chinese number in brackets before a label: （七）总计 → 七."""
    match = re.match(r"[(（]([一二三四五六七八九十]{1,2})[)）]", comparable(words))
    return match[1] if match else ""


@lru_cache(maxsize=4096)
def light(words: str) -> str:
    return _LIGHT.sub("", core(words))


@dataclass(frozen=True, slots=True)
class Match:
    """A row or column and how it was known: `decreed` when its wording is accepted, `likeness` 1.0 when equal."""

    id: str
    decreed: bool
    likeness: float


def row_like(form: Form, words: str, *, above: Sequence[str] = (), but: frozenset[str] = frozenset()) -> Match | None:
    """The row a label means; `above` are the labels of its groups, `but` the rows already found."""
    groups = "".join(map(core, above))
    alike = _rows_like(form, core(words), light(words))
    if not alike and (bare := _BRACKETS.sub("", comparable(words))) and core(bare):
        # 规章（县级无此项）
        alike = tuple(one for one in _rows_like(form, core(bare), light(bare)) if one[1] == 1.0)
    for code, likeness in alike:
        row = form.row(code)
        elsewhere = bool(row.group and groups and row.group not in groups)
        if likeness == 1.0:
            # 3.其他 stands under its group; a label of another group is another row.
            if not (elsewhere and len(core(words)) <= 2):
                return Match(code, True, 1.0)
        elif code not in but and likeness - 0.1 * elsewhere >= LIKENESS:
            return Match(code, False, likeness)
    return None


@lru_cache(maxsize=8192)
def _rows_like(form: Form, said: str, lightly: str) -> tuple[tuple[str, float], ...]:
    """The rows a label is like, the likeliest first; 1.0 when its wording is accepted."""
    found = []
    for row in form.rows:
        names = [row.label, *row.names] if row.label and said else []
        if said in map(core, names) or (lightly and lightly in map(light, names)):
            found.append((row.id, 1.0))
        elif (likeness := max((_likeness(said, core(name)) for name in names), default=0.0)) >= LIKENESS:
            found.append((row.id, min(likeness, 0.99)))
    return tuple(sorted(found, key=lambda one: -one[1]))


def column_like(form: Form, words: str, *, above: Sequence[str] = ()) -> Match | None:
    """The column a header means; `above` are the headers over it."""
    said = core(words)
    return _column_like(form, said, "".join(map(core, above))) if said else None


@lru_cache(maxsize=8192)
def _column_like(form: Form, said: str, over: str) -> Match | None:
    best: Match | None = None
    for column in form.columns:
        if column.group and core(column.group) not in over:
            continue
        names = (column.label, *column.names)
        if said in map(core, names):
            return Match(column.id, True, 1.0)
        likeness = max(_likeness(said, core(name)) for name in names)
        if len(said) > 2 and likeness >= LIKENESS and (best is None or likeness > best.likeness):
            best = Match(column.id, False, likeness)
    return best


def group_like(form: Form, words: str) -> str:
    """The label of the group that a label is, or nothing."""
    said = core(words)
    return next((one.label for one in form.groups if said and core(one.label) == said), "")


def nearest_row(form: Form, words: str, but: frozenset[str]) -> FormRow | None:
    """The row not yet found whose label resembles the words most."""
    said = core(words)
    left = [row for row in form.rows if row.id not in but and row.label]
    return max(left, key=lambda row: _likeness(said, core(row.label)), default=None)


@lru_cache(maxsize=16384)
def _likeness(one: str, other: str) -> float:
    if not one or not other or min(len(one), len(other)) * 2 < max(len(one), len(other)) * 0.7:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
