"""All checks there are, found by walking checks/<family>/<check>.py and .toml; there is no list to keep.

A county's own cards lie in a folder of its own, one folder a family inside it; everybody who asks names that folder.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from mingcha.examine import checks
from mingcha.examine.card import read_card
from mingcha.examine.declaration import Check, NotACheck
from mingcha.examine.wording import local_lists, phrasebook
from mingcha.examine.wording.local_checks import local_checks
from mingcha.examine.wording.local_lists import active_versions
from mingcha.examine.wording.roster import use_own_leaders
from mingcha.model.plain import NotPlain

FAMILY = "family:"
CARD = ".toml"
PRIVACY = "privacy"
# Where a county's own cards lie in its data folder.
OWN = "checks"


class UnknownCheck(Exception):
    """Somebody named a check that is not there; the message gives the nearest name, in Chinese."""


def catalogue(own: Path | None = None) -> dict[str, Check]:
    """Every check by its name, in order of family and name; the county's own cards and lists after ours.

    A card, list or roster of leaders that is wrong raises NotPlain, in Chinese.
    """
    if own is not None:
        use_own_leaders(own.parent)
    lists = own.parent / local_lists.FOLDER if own is not None else None
    if lists is not None:
        phrasebook.use_packs(lists)
    return _catalogue(own, lists, active_versions(lists) if lists is not None else ())


@cache
def _catalogue(own: Path | None, lists: Path | None, in_force: tuple[tuple[str, int], ...]) -> dict[str, Check]:
    """Remembered until another version of a list is in force."""
    found = {check.name: check for family in _families() for check in _packaged(family)}
    for check in _cards_of(own) if own is not None else ():
        if check.name in found:
            raise NotPlain(f"{own}/{check.family}/{check.name}{CARD}：已有名为“{check.name}”的检查项，请换一个文件名")
        found[check.name] = check
    for check in local_checks(lists) if lists is not None and in_force else ():
        if check.name in found:
            raise NotPlain(f"{lists}/{check.name}：已有名为“{check.name}”的检查项，请换一个名称导入")
        found[check.name] = check
    return found


def chosen(*, only: Iterable[str] = (), skip: Iterable[str] = (), own: Path | None = None) -> tuple[Check, ...]:
    """The checks asked for, by name or `family:privacy`; no name at all means every check. Raises UnknownCheck."""
    everything = catalogue(own)
    wanted = {name for word in only for name in _named(word, everything)} or set(everything)
    unwanted = {name for word in skip for name in _named(word, everything)}
    return tuple(check for name, check in everything.items() if name in wanted - unwanted)


def named(name: str, *, own: Path | None = None) -> Check:
    """One check by its name. Raises UnknownCheck."""
    return _one(name, catalogue(own))


def that_mask(*, own: Path | None = None) -> tuple[Check, ...]:
    """The checks whose finds are masked in a copy: those of personal information, the county's own among them."""
    return chosen(only=[FAMILY + PRIVACY], own=own)


def called(name: str, *, own: Path | None = None) -> str:
    """What people read instead of a check's name: its message without the place for what was found; the name itself of
    a check that is there no more."""
    check = catalogue(own).get(name)
    return check.message.replace("：{quote}", "").replace("{quote}", "……") if check else name


def family_label(family: str) -> str:
    """The family's name as people read it, from the family's own folder; a county's own family is its folder's name."""
    if family not in _families():
        return family
    return str(importlib.import_module(f"{checks.__name__}.{family}").LABEL)


@cache
def _families() -> tuple[str, ...]:
    """The folders of checks; pages ask for their names many times."""
    return tuple(family.name for family in pkgutil.iter_modules(checks.__path__))


def _packaged(family: str) -> list[Check]:
    folder = importlib.import_module(f"{checks.__name__}.{family}")
    found = []
    for file in pkgutil.iter_modules(folder.__path__):
        declared = getattr(importlib.import_module(f"{folder.__name__}.{file.name}"), file.name, None)
        if not isinstance(declared, Check):
            raise NotACheck(f"{family}/{file.name}.py declares no check of its own name")
        found.append(declared)
    for card in files(folder).iterdir():
        if card.name.endswith(CARD):
            name = card.name.removesuffix(CARD)
            where = f"checks/{family}/{card.name}"
            found.append(read_card(card.read_text(encoding="utf-8"), name=name, family=family, where=where))
    names = [check.name for check in found]
    if len(set(names)) < len(names):
        raise NotACheck(f"two checks of {family} have one name")
    return sorted(found, key=lambda check: check.name)


def _cards_of(own: Path) -> Iterator[Check]:
    for card in sorted(own.glob(f"*/*{CARD}")):
        try:
            text = card.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise NotPlain(f"{card} 不是 UTF-8 编码，请另存为 UTF-8") from None
        yield read_card(text, name=card.stem, family=card.parent.name, where=str(card))


def _named(word: str, everything: dict[str, Check]) -> list[str]:
    if not word.startswith(FAMILY):
        return [_one(word, everything).name]
    family = word.removeprefix(FAMILY)
    names = [check.name for check in everything.values() if check.family == family]
    if not names:
        raise UnknownCheck(_unknown("检查类别", family, {check.family for check in everything.values()}))
    return names


def _one(name: str, everything: dict[str, Check]) -> Check:
    if name not in everything:
        raise UnknownCheck(_unknown("检查项", name, everything))
    return everything[name]


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1, 0.4)
    advice = f"，是不是 {near[0]}？" if near else "。"
    return f"没有名为“{name}”的{what}{advice}用 mingcha checks 可看全部名称。"
