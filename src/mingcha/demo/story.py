"""The storyline: what happened on the sample county's portal, by date, read from data/storyline.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

_NUMBER_OF_FIRST = 8001


@dataclass(frozen=True, slots=True)
class NamedPost:
    """A post with a part in the story. `told` is what its first state says beyond title, date and column.

    `number` is its number among its unit's posts, away from those of the others. `counted` ones are in the ledger.
    """

    key: str
    unit: str
    column: str
    title: str
    published: date
    appears: date
    counted: bool
    number: int
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened at the end of a day; `to` is a post's key, a path or a page, as the kind of event has it."""

    on: date
    what: str
    to: str = ""
    unit: str = ""
    column: str = ""
    change: Mapping[str, Any] = field(default_factory=dict)
    case: str = ""


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """What a unit says, on a day, of the faults of some families it was told of."""

    on: date
    unit: str
    families: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """The office tells a unit of some faults once more, on a day, with another deadline; `account`: only those of its
    new-media accounts."""

    on: date
    due: date
    unit: str
    families: tuple[str, ...]
    account: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """The whole story, its events by date."""

    columns: tuple[dict[str, str], ...]
    posts: tuple[NamedPost, ...]
    events: tuple[Event, ...]
    scattered: Mapping[str, Mapping[str, Any]]
    answers: tuple[UnitAnswer, ...] = ()
    reminders: tuple[Reminder, ...] = ()

    def of_post(self, key: str) -> tuple[Event, ...]:
        return tuple(
            event for event in self.events if event.to == key and event.what in ("changed", "deleted", "moved")
        )

    def emptied(self, unit: str, column: str) -> date | None:
        """The day the column was emptied, None if it never was."""
        days = [e.on for e in self.events if e.what == "emptied" and (e.unit, e.column) == (unit, column)]
        return days[0] if days else None

    def is_broken(self, path: str, on: date) -> bool:
        """Whether the path led nowhere at the end of that day."""
        told = [e.what for e in self.events if e.to == path and e.what in ("broken", "repaired") and e.on <= on]
        return bool(told) and told[-1] == "broken"

    def page(self, unit: str, page: str, on: date) -> dict[str, Any]:
        """What was laid down of a unit's fixed page by the end of that day."""
        changes = (e.change for e in self.events if e.what == "page" and (e.unit, e.to) == (unit, page) and e.on <= on)
        return {name: value for change in changes for name, value in change.items()}


@lru_cache(maxsize=1)
def story() -> Story:
    text = files("mingcha.demo").joinpath("data/storyline.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    posts: list[NamedPost] = []
    for row in told["posts"]:
        number = _NUMBER_OF_FIRST + sum(post.unit == row["unit"] for post in posts)
        posts.append(_named(row, number))
    events = sorted((_event(row) for row in told["events"]), key=lambda event: event.on)
    scattered = {row["name"]: row for row in told["scattered"]}
    answers = tuple(UnitAnswer(**row | {"families": tuple(row["families"])}) for row in told["answers"])
    reminders = tuple(Reminder(**row | {"families": tuple(row["families"])}) for row in told["reminders"])
    return Story(tuple(told["columns"]), tuple(posts), tuple(events), scattered, answers, reminders)


_OF_THE_POST = frozenset(("key", "unit", "column", "title", "published", "appears", "counted"))


def _named(row: dict[str, Any], number: int) -> NamedPost:
    return NamedPost(
        key=row["key"],
        unit=row["unit"],
        column=row["column"],
        title=row["title"],
        published=row["published"],
        appears=row.get("appears", row["published"]),
        counted=row.get("counted", True),
        number=number,
        told={name: value for name, value in row.items() if name not in _OF_THE_POST},
    )


def _event(row: dict[str, Any]) -> Event:
    return Event(
        on=row["on"],
        what=row["what"],
        to=row.get("post") or row.get("to") or row.get("page") or "",
        unit=row.get("unit", ""),
        column=row.get("column", ""),
        change=row.get("set", {}),
        case=row.get("case", ""),
    )
