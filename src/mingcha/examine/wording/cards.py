"""Cards of the wording family: their phrases are looked for together with the tables', and count as a table's do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from mingcha.examine.declaration import Check
from mingcha.examine.wording.counting import told
from mingcha.examine.wording.local_checks import FAMILY, on_local_list
from mingcha.examine.wording.phrasebook import register
from mingcha.model.document import Document
from mingcha.model.finding import Evidence
from mingcha.standards.wording_tables import Entry

__all__ = ["FAMILY", "WordingPhrases", "in_prose", "look_for_cards"]


@dataclass(frozen=True, slots=True)
class WordingPhrases:
    """The words of a card: what is looked for, what each of them says, and where they count."""

    name: str
    phrases: tuple[str, ...]
    entry: Entry
    whole_words: bool = False
    in_quotes: bool = False
    in_titles: bool = False
    in_names: bool = False
    in_history: bool = False

    def look_for(self) -> None:
        register(self.name, self.phrases, entry=self.entry)


def in_prose(words: WordingPhrases, document: Document) -> Iterator[Evidence]:
    """One answer for each phrase of the card that counts in the document."""
    words.look_for()
    return told(
        document,
        words.name,
        whole_words=words.whole_words,
        in_quotes=words.in_quotes,
        in_titles=words.in_titles,
        in_names=words.in_names,
        in_history=words.in_history,
    )


def look_for_cards(checks: Iterable[Check]) -> bool:
    """Have the phrases of these checks' cards looked for; whether any of the checks asks for wordings at all.

    A process that was handed its checks has not read their cards, so this is done before the first document.
    """
    asks = False
    for check in checks:
        asks |= check.family == FAMILY
        if isinstance(check.examine, partial) and check.examine.func in (in_prose, on_local_list):
            check.examine.args[0].look_for()
    return asks
