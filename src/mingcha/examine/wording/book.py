"""All phrases of all tables and cards as one matcher, and what each phrase stands for.

Reading tables of 100,000 lines and building the matcher takes a second or two, so both are kept on disk under the
digest of what they were made of; an entry is read from its line only when its wording is found.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mingcha.standards.wording_tables import Entry, WordingTable, entries_with_last_lines
from mingcha.text.matching.matcher import Matcher, available, build, unpacked
from mingcha.text.normal import folded

# Changed whenever the form of what is kept changes.
FORM = "1"
BETWEEN = "\n"


NOTHING_SAID = Entry("")


@dataclass(frozen=True, slots=True, eq=False)
class PhraseList:
    """The phrases of one card, by the name they are asked for, and what the card says of each."""

    name: str
    phrases: tuple[str, ...]
    entry: Entry = NOTHING_SAID


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """The matcher, and for each of its phrases the rows that say whose it is.

    Phrase p has the rows firsts[p] to firsts[p + 1]; `lists` of a row counts in `names`, `lines` and `lasts` are the
    lines of the entry in its table.
    """

    names: tuple[str, ...]
    phrases: tuple[str, ...]
    matcher: Matcher
    firsts: NDArray[np.int64]
    lists: NDArray[np.int64]
    lines: NDArray[np.int64]
    lasts: NDArray[np.int64]
    entry: Callable[[int], Entry]

    def rows(self, phrase: int) -> range:
        return range(int(self.firsts[phrase]), int(self.firsts[phrase + 1]))


def made_book(
    tables: Sequence[WordingTable], lists: Sequence[PhraseList] = (), *, kept_in: Path | None = None, engine: str = ""
) -> Book:
    """The book of these tables and lists, from disk where it was kept. Raises NotPlain if a table does not read.

    A folder that cannot be read or written does no harm: the book is then made anew.
    """
    engine = engine or available()[0]
    file = kept_in / f"{_digest(tables, lists, engine)}.book" if kept_in is not None else None
    kept = _kept(file) if file is not None else None
    if kept is None:
        phrases, arrays = _rows(tables, lists)
        matcher = build(phrases, engine=engine)
        if file is not None:
            _keep(file, phrases, arrays, matcher.packed())
    else:
        phrases, arrays, packed = kept
        matcher = unpacked(packed, phrases, engine=engine) if packed else build(phrases, engine=engine)
    names = (*(table.name for table in tables), *(some.name for some in lists))
    entry = lru_cache(maxsize=65536)(lambda row: _entry(tables, lists, phrases, arrays, row))
    return Book(names, phrases, matcher, *arrays, entry=entry)


Arrays = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
Kept = tuple[tuple[str, ...], Arrays, bytes]


def _rows(tables: Sequence[WordingTable], lists: Sequence[PhraseList]) -> tuple[tuple[str, ...], Arrays]:
    rows: dict[str, list[tuple[int, int, int]]] = {}
    for phrase, row in _all(tables, lists):
        rows.setdefault(phrase, []).append(row)
    counts = [len(some) for some in rows.values()]
    flat = np.array([row for some in rows.values() for row in some], dtype=np.int64).reshape(-1, 3)
    firsts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.array(counts, dtype=np.int64))])
    lists_of, lines, lasts = (np.ascontiguousarray(flat[:, at]) for at in range(3))
    return tuple(rows), (firsts, lists_of, lines, lasts)


def _all(tables: Sequence[WordingTable], lists: Sequence[PhraseList]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Every phrase as it is looked for, with its list, its first and its last line."""
    for index, table in enumerate(tables):
        for phrase, line, last in _wordings(table):
            yield phrase, (index, line, last)
    for index, some in enumerate(lists, len(tables)):
        for phrase in dict.fromkeys(folded(phrase) for phrase in some.phrases):
            yield phrase, (index, 0, 0)


@lru_cache(maxsize=64)
def _wordings(table: WordingTable) -> tuple[tuple[str, int, int], ...]:
    """The wordings of a table with their lines; a book made anew reads only the tables that are new."""
    return tuple((folded(entry.wording), entry.line, last) for last, entry in entries_with_last_lines(table))


def _entry(
    tables: Sequence[WordingTable], lists: Sequence[PhraseList], phrases: tuple[str, ...], arrays: Arrays, row: int
) -> Entry:
    firsts, owners, lines, lasts = arrays
    owner = int(owners[row])
    if owner < len(tables):
        return tables[owner].entry(int(lines[row]), int(lasts[row]))
    phrase = int(np.searchsorted(firsts, row, side="right")) - 1
    some = lists[owner - len(tables)]
    return replace(some.entry, wording=phrases[phrase], table=some.name)


def _digest(tables: Sequence[WordingTable], lists: Sequence[PhraseList], engine: str) -> str:
    digest = hashlib.sha256(f"{FORM} {engine}".encode())
    for table in tables:
        digest.update(f"\0{table.name}\0".encode())
        digest.update(BETWEEN.join(table.lines).encode("utf-8", "surrogatepass"))
    for some in lists:
        digest.update(f"\1{some.name}\1".encode())
        digest.update("\2".join(some.phrases).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _keep(file: Path, phrases: tuple[str, ...], arrays: Arrays, packed: bytes) -> None:
    """Write to a file of its own name first, so that nobody ever reads half a book."""
    out = io.BytesIO()
    text = BETWEEN.join(phrases).encode("utf-8")
    firsts, owners, lines, lasts = arrays
    np.savez(
        out,
        phrases=np.frombuffer(text, dtype=np.uint8),
        packed=np.frombuffer(packed, dtype=np.uint8),
        firsts=firsts,
        lists=owners,
        lines=lines,
        lasts=lasts,
    )
    data = out.getvalue()
    part = file.with_suffix(f".{os.getpid()}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(data).digest() + data)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True) if file.parent.is_dir() and os.access(file.parent, os.W_OK) else None


def _kept(file: Path) -> Kept | None:
    """What was kept, if it is whole."""
    try:
        whole = file.read_bytes()
    except OSError:
        return None
    data = whole[32:]
    if hashlib.sha256(data).digest() != whole[:32]:
        return None
    with np.load(io.BytesIO(data), allow_pickle=False) as kept:
        text = kept["phrases"].tobytes().decode("utf-8")
        phrases = tuple(text.split(BETWEEN)) if text else ()
        return phrases, (kept["firsts"], kept["lists"], kept["lines"], kept["lasts"]), kept["packed"].tobytes()
