"""The phrases of all tables and cards found in one pass over many documents, and handed to every check that asks.

`prepare` looks at documents together; `hits_of` gives a check the hits of its own table. Which of them count where they
stand, on that day and in that setting, is for counting.py to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from mingcha.examine.wording.book import NOTHING_SAID, Book, PhraseList, made_book
from mingcha.examine.wording.prose import Prose, prose
from mingcha.examine.wording.scanning import scanned
from mingcha.examine.wording.sealed import sealed_tables, use_newer
from mingcha.examine.wording.squeezing import is_hidden_phrase
from mingcha.model.document import Document
from mingcha.model.plain import NotPlain
from mingcha.standards.wording_tables import Entry, WordingTable, packaged_tables
from mingcha.text.matching.matcher import Matches

# A document that says the same more often than this says nothing new.
OF_ONE = 1000


@dataclass(frozen=True, slots=True)
class Hit:
    """document.text[start:end] says what the entry complains of. `is_apart`: something was put into the wording."""

    start: int
    end: int
    entry: Entry
    is_apart: bool = False


@dataclass(slots=True, eq=False)
class Hits:
    """What one document holds of a book: places of phrases, in order, those put apart after the others."""

    book: Book
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    which: list[int] = field(default_factory=list)
    apart_from: int = 0
    _by_list: dict[str, list[tuple[int, int, int, bool]]] | None = None

    def of(self, name: str) -> list[tuple[int, int, int, bool]]:
        """Start, end, row of the book, and whether it is apart, of every hit of one list."""
        if self._by_list is None:
            found: dict[str, list[tuple[int, int, int, bool]]] = {}
            book = self.book
            for index, (start, end, which) in enumerate(zip(self.starts, self.ends, self.which, strict=True)):
                for row in book.rows(which):
                    place = start, end, row, index >= self.apart_from
                    found.setdefault(book.names[int(book.lists[row])], []).append(place)
            self._by_list = found
        return self._by_list.get(name, [])


class _Shelf:
    """The lists of this process, and the book made of them."""

    def __init__(self) -> None:
        self.lists: dict[str, PhraseList] = {}
        self.local: dict[str, tuple[str, WordingTable]] = {}
        self.kept_in: Path | None = None
        self.book: Book | None = None


_shelf = _Shelf()


def register(name: str, phrases: Sequence[str], *, entry: Entry = NOTHING_SAID) -> None:
    """Have the phrases of a card looked for together with everything else; they are asked for by this name.

    `entry` is what each of them says besides its wording. Registering again what is known costs nothing.
    """
    known = _shelf.lists.get(name)
    if known is None or known.phrases != tuple(phrases) or known.entry != entry:
        _shelf.lists[name] = PhraseList(name, tuple(phrases), entry)
        _shelf.book = None


def use(*, local: Sequence[WordingTable] = (), kept_in: Path | None = None) -> None:
    """Look for exactly these tables beside our own, and keep the book in that folder."""
    _shelf.local = {table.name: ("", table) for table in local}
    _shelf.kept_in, _shelf.book = kept_in, None


def add_local(table: WordingTable, *, version: str) -> None:
    """Look for one of the county's own tables too, instead of another version of it."""
    _shelf.local[table.name] = (version, table)
    _shelf.book = None


def local_version(name: str) -> str:
    """Which version of a county's table is looked for; empty: none."""
    return _shelf.local[name][0] if name in _shelf.local else ""


def use_packs(folder: Path) -> None:
    """Use newer packs that lie in a county's folder of wordings. Raises PackFault."""
    if use_newer(folder):
        _shelf.book = None


def keep_in(folder: Path) -> None:
    """Keep the book in that folder from now on."""
    if folder != _shelf.kept_in:
        _shelf.kept_in = folder


def book() -> Book:
    """The book of our own tables, the county's, and the cards."""
    if _shelf.book is None:
        tables = (*packaged_tables(), *sealed_tables(), *(table for _, table in _shelf.local.values()))
        _shelf.book = made_book(tables, tuple(_shelf.lists.values()), kept_in=_shelf.kept_in)
    return _shelf.book


def hits(document: Document) -> Hits:
    """All hits in one document; use `document.once(hits)`."""
    prepare([document])
    return document.once(hits)


def prepare(documents: Sequence[Document]) -> None:
    """Look at the documents together, so that `document.once(hits)` finds its answer ready."""
    current = book()
    found = scanned(current.matcher, [document.text for document in documents]) if current.phrases else None
    for index, document in enumerate(documents):
        mine = Hits(current)
        for matches in found.whole[index] if found else ():
            _add(mine, matches)
        mine.apart_from = len(mine.starts)
        for matches in found.apart[index] if found else ():
            _add_apart(mine, matches, document)
        document.remember(hits, mine)


def hits_of(document: Document, table: str) -> Iterator[Hit]:
    """The hits of one table or card, in order; one inside a longer hit of the same table is left out.

    Of one entry no more are given than anybody would look at.
    """
    known = document.once(hits)
    if table not in known.book.names or known.book is not book():
        if table not in book().names:
            near = get_close_matches(table, book().names, 1, 0.4)
            raise NotPlain(f"没有名为“{table}”的用词表" + (f"，是不是 {near[0]}？" if near else ""))
        prepare([document])
        known = document.once(hits)
    longest, told = (0, 0), Counter[int]()
    for start, end, row, is_apart in sorted(known.of(table), key=lambda place: (place[0], -place[1])):
        if end > longest[1]:
            longest = (start, end)
        if (start, end) == longest and told[row] < OF_ONE:
            told[row] += 1
            yield Hit(start, end, known.book.entry(row), is_apart)


def _add(mine: Hits, matches: Matches) -> None:
    mine.starts += matches.starts.tolist()
    mine.ends += matches.ends.tolist()
    mine.which += matches.which.tolist()


def _add_apart(mine: Hits, matches: Matches, document: Document) -> None:
    whole: Prose = document.once(prose)
    soft = frozenset(whole.soft_breaks)
    for start, end, which in zip(matches.starts.tolist(), matches.ends.tolist(), matches.which.tolist(), strict=True):
        if is_hidden_phrase(document.text, start, end, mine.book.phrases[which], soft):
            mine.starts.append(start)
            mine.ends.append(end)
            mine.which.append(which)
