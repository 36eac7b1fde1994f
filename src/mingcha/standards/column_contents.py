"""What kinds of post there are by their titles, and which of them a kind of column may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from mingcha.model.plain import NotPlain, from_plain
from mingcha.standards.load import table


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


@dataclass(frozen=True)
class Genre:
    """A kind of post; a title that matches one of `titles`, one of `ends` if there are any, and none of `unless` is of it."""

    name: str
    label: str
    titles: tuple[str, ...]
    ends: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        # Without an entry `ends` is in every title and `unless` in none.
        return _any(self.titles), _any(self.ends or ("",)), _any(self.unless or ("(?!)",))

    def fits(self, title: str) -> bool:
        wanted, ended, refused = self._patterns
        return bool(wanted.search(title) and ended.search(title)) and not refused.search(title)


@dataclass(frozen=True)
class ColumnKind:
    """A kind of column and the genres it holds, never holds, or holds doubtfully; an empty genre is an unknown one.

    A title that matches `only_about` belongs there whatever its genre.
    """

    kind: str
    label: str
    names: tuple[str, ...]
    source: str
    confidence: str
    unless: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    only_about: tuple[str, ...] = ()

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        return _any(self.names), _any(self.unless or ("(?!)",)), _any(self.only_about or ("(?!)",))

    def is_called(self, name: str) -> bool:
        wanted, refused, _ = self._patterns
        return bool(wanted.search(name)) and not refused.search(name)

    def is_about(self, title: str) -> bool:
        return self._patterns[2].search(title) is not None


@cache
def genres() -> tuple[Genre, ...]:
    """Every genre, in the order in which they are tried."""
    return tuple(
        from_plain(Genre, entry, where=f"standards/column_contents.toml 第 {number} 个文种")
        for number, entry in enumerate(table("column_contents")["genres"], start=1)
    )


@cache
def column_kinds() -> tuple[ColumnKind, ...]:
    """Every kind of column, in the order in which they are tried. Raises NotPlain for a genre that is not there."""
    known = {genre.name for genre in genres()} | {""}
    kinds = []
    for number, entry in enumerate(table("column_contents")["columns"], start=1):
        where = f"standards/column_contents.toml 第 {number} 个栏目种类"
        kind = from_plain(ColumnKind, entry, where=where)
        for name in (*kind.holds, *kind.never, *kind.doubtful):
            if name not in known:
                raise NotPlain(f"{where}：没有名为“{name}”的文种")
        kinds.append(kind)
    return tuple(kinds)


@cache
def genre_of(title: str) -> str:
    """The genre of a title, empty when none is plain from it."""
    return next((genre.name for genre in genres() if genre.fits(title)), "")


def posts_called(column: str) -> str:
    """What the posts of a column are called where they stand in another one: 工作动态 of 乡镇动态; of a column whose name
    says nothing its own name."""
    kind = column_kind(column)
    if kind is None:
        return column
    held = [genre.label for genre in genres() if genre.name in kind.holds]
    label = held[0] if len(set(held)) == 1 else kind.label
    return label.removesuffix("信息")


@cache
def column_kind(name: str, category: str = "") -> ColumnKind | None:
    """The kind of a column by its category or its name; None when neither tells."""
    kinds = column_kinds()
    by_name = next((kind for kind in kinds if kind.is_called(name)), None)
    by_category = next((kind for kind in kinds if category and category in kind.categories), None)
    return by_category or by_name
