"""The leaders whom the checks know: the nation's, and those of the roster that was handed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mingcha.examine.wording.phrasebook import register
from mingcha.standards.leaders import OWN, Holder, Roster, national_roster, own_roster
from mingcha.text.characters import readings
from mingcha.text.pinyin import syllables
from mingcha.text.shapes import look_alikes

TITLES, NAMES, NEAR_NAMES = "titles_of_leaders", "names_of_leaders", "near_names_of_leaders"
NEAR_OWN_NAMES = "near_names_of_own_leaders"
SPACED_NAMES = "spaced_names_of_leaders"
# How many spaces may stand inside a name; more part two things.
MOST_SPACES = 2
# Names of this length are told from others by themselves when one character is off.
TELLING = 3
# Said of one who held an office for short.
SHORT_TITLES = {
    "国务院总理": ("国务院总理",),
    "中央政治局常委": ("中共中央政治局常委", "中央政治局常委"),
    "全国人大常委会委员长": ("全国人大常委会委员长", "全国人民代表大会常务委员会委员长"),
    "中央纪委书记": ("中央纪委书记", "中央纪律检查委员会书记", "中纪委书记"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A roster ready to be asked."""

    rosters: tuple[Roster, ...]

    def holders(self, title: str) -> Iterator[tuple[Roster, Holder]]:
        """Everybody who ever held a title, by any name of the title."""
        for roster in self.rosters:
            for holder in roster.holders:
                if title in said_as(holder.title):
                    yield roster, holder

    def of_person(self, name: str) -> list[tuple[Roster, Holder]]:
        return [(roster, holder) for roster in self.rosters for holder in roster.holders if holder.name == name]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(holder.name for roster in self.rosters for holder in roster.holders)


class _Desk:
    """The roster of this process."""

    def __init__(self) -> None:
        self.known = Known((national_roster(),))
        self.read: tuple[str, int] | None = None


_desk = _Desk()


def use_rosters(*rosters: Roster) -> None:
    """Know these leaders beside the nation's, the county's, the city's and the province's."""
    _desk.known = Known((national_roster(), *rosters))
    _register()


def use_own_leaders(home: Path) -> None:
    """Know the leaders of the office's own roster, if its data folder holds one; read again only when it was changed.

    Raises NotPlain when the roster does not read.
    """
    file = home / OWN
    changed = (str(file), file.stat().st_mtime_ns) if file.is_file() else None
    if changed != _desk.read:
        own = own_roster(home)
        use_rosters(*((own,) if own is not None else ()))
        _desk.read = changed


def known() -> Known:
    return _desk.known


def said_as(title: str) -> tuple[str, ...]:
    return SHORT_TITLES.get(title, (title,))


@cache
def near_names() -> dict[str, str]:
    """Wrong forms of the nation's telling names, and whose they are: one character that sounds or looks like another."""
    return _near(frozenset(holder.name for holder in national_roster().holders))


@cache
def spaced_names() -> dict[str, str]:
    """The nation's telling names with spaces at one place inside, and whose they are."""
    names = {holder.name for holder in national_roster().holders if len(holder.name) >= TELLING}
    return {
        name[:at] + " " * spaces + name[at:]: name
        for name in sorted(names)
        for at in range(1, len(name))
        for spaces in range(1, MOST_SPACES + 1)
    }


def near_own_names() -> dict[str, str]:
    """The same of the rosters that were handed over."""
    return _near(frozenset(holder.name for roster in known().rosters if roster.place for holder in roster.holders))


@cache
def _near(right: frozenset[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in sorted(right):
        if len(name) < TELLING:
            continue
        for at, sign in enumerate(name):
            for other in _alike(sign):
                found.setdefault(name[:at] + other + name[at + 1 :], name)
        found.setdefault(name[0] + name[2] + name[1] + name[3:], name)
        found.setdefault(name[1] + name[0] + name[2:], name)
        # The first and the last are doubled in good texts too: 学习习近平, 习近平平易近人.
        for at in range(1, len(name) - 1):
            found.setdefault(name[:at] + name[at] + name[at:], name)
    return {wrong: name for wrong, name in found.items() if wrong not in right}


@cache
def _by_sound() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for sign, said in readings().items():
        for syllable in said:
            found.setdefault(syllable, []).append(sign)
    return {syllable: tuple(some) for syllable, some in found.items()}


def _alike(sign: str) -> frozenset[str]:
    same = {other for syllable in syllables(sign) for other in _by_sound().get(syllable, ())}
    return frozenset(same | set(look_alikes(sign))) - {sign}


def _register() -> None:
    titles = {said for roster in known().rosters for holder in roster.holders for said in said_as(holder.title)}
    register(TITLES, sorted(titles))
    register(NAMES, sorted(known().names))
    register(NEAR_NAMES, sorted(near_names()))
    register(SPACED_NAMES, sorted(spaced_names()))
    register(NEAR_OWN_NAMES, sorted(near_own_names()))


_register()
