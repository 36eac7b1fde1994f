"""The sentences of the record in the editor of a draft: what they say, why these examples, and what a person may choose."""

from __future__ import annotations

from dataclasses import dataclass

from mingcha.bulletin.compose import RecordSentenceNow, label_of, record_sentences_now
from mingcha.model import bulletin as model
from mingcha.web.bulletins.models import SentenceChange
from mingcha.web.bulletins.sentence_changes import version
from mingcha.web.bulletins.values import Workings

MOST_OFFERED = 60


@dataclass(frozen=True)
class Offer:
    """An example that can be chosen: by the key of its first case."""

    key: int
    words: str
    about: str
    chosen: bool


@dataclass(frozen=True)
class SentenceItem:
    """One sentence with its state in this issue. `standing` is the paragraph printed in its place, None for none."""

    name: str
    label: str
    now: RecordSentenceNow
    standing: model.Paragraph | None
    change: SentenceChange | None
    reasons: tuple[tuple[str, str], ...]
    offers: tuple[Offer, ...]
    offered_of: int

    @property
    def state(self) -> str:
        """left_out, reworded, missing (its evidence), silent (nothing to say) or generated."""
        if self.change is not None and self.change.left_out:
            return "left_out"
        if self.change is not None and self.change.text:
            return "reworded"
        if self.now.gap:
            return "missing"
        return "generated" if self.now.told.runs else "silent"

    @property
    def version(self) -> str:
        return version(self.change)

    @property
    def text(self) -> str:
        """The words to start rewording from, without the lead."""
        if self.state == "reworded" and self.change is not None:
            return self.change.text
        return "".join(run.text for run in self.now.told.runs)

    @property
    def lead(self) -> str:
        return self.change.lead if self.state == "reworded" and self.change is not None else self.now.lead

    @property
    def has_moved_on(self) -> bool:
        """Whether the record tells something else by now than what was reworded."""
        if self.state != "reworded" or self.change is None:
            return False
        return self.change.based_on != "".join(run.text for run in self.now.told.runs)

    @property
    def ties(self) -> int:
        """How many cases a reworded sentence rests on."""
        queries = self.standing.rests_on if self.standing else ()
        return len({key for query in queries for key in query.cases})


def sentence_items(made: Workings, changes: list[SentenceChange]) -> dict[str, SentenceItem]:
    """By the name of the sentence, in the order of the layout."""
    by_name = {change.sentence: change for change in changes}
    now = record_sentences_now(layout=made.layout, record=made.record, changes=made.changes)
    printed = {item.generator: item for section in made.value.sections for item in section.paragraphs}
    return {name: _item(one, printed.get(name), by_name.get(name)) for name, one in now.items()}


def _item(now: RecordSentenceNow, standing: model.Paragraph | None, change: SentenceChange | None) -> SentenceItem:
    chosen = {choice.candidate.keys for choice in now.told.chosen}
    ranked = sorted(now.told.candidates, key=lambda one: (one.keys not in chosen, one.rank))
    offers = tuple(
        Offer(
            one.keys[0],
            f"{one.unit_prose}{one.account}：{one.words}" + (f"，整改后{one.after}" if one.after else ""),
            one.facts,
            one.keys in chosen,
        )
        for one in ranked[:MOST_OFFERED]
    )
    reasons = tuple((choice.candidate.unit_prose, choice.why) for choice in now.told.chosen)
    return SentenceItem(now.name, label_of(now.name), now, standing, change, reasons, offers, len(ranked))
