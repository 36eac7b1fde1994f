"""All checks there are, found by walking checks/<family>/<check>.py; there is no list to keep."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache

from mingcha.examine import checks
from mingcha.examine.declaration import Check, NotACheck

FAMILY = "family:"


class UnknownCheck(Exception):
    """Somebody named a check that is not there; the message gives the nearest name, in Chinese."""


@cache
def catalogue() -> dict[str, Check]:
    """Every check by its name, in order of family and name."""
    found = {}
    for family in pkgutil.iter_modules(checks.__path__):
        folder = importlib.import_module(f"{checks.__name__}.{family.name}")
        for file in pkgutil.iter_modules(folder.__path__):
            module = importlib.import_module(f"{folder.__name__}.{file.name}")
            declared = getattr(module, file.name, None)
            if not isinstance(declared, Check):
                raise NotACheck(f"{family.name}/{file.name}.py declares no check of its own name")
            if file.name in found:
                raise NotACheck(f"two checks are called {file.name}")
            found[file.name] = declared
    return found


def chosen(*, only: Iterable[str] = (), skip: Iterable[str] = ()) -> tuple[Check, ...]:
    """The checks asked for, by name or `family:privacy`; no name at all means every check. Raises UnknownCheck."""
    everything = catalogue()
    wanted = {name for word in only for name in _named(word)} or set(everything)
    unwanted = {name for word in skip for name in _named(word)}
    return tuple(check for name, check in everything.items() if name in wanted - unwanted)


def named(name: str) -> Check:
    """One check by its name. Raises UnknownCheck."""
    if name not in catalogue():
        raise UnknownCheck(_unknown("检查项", name, catalogue()))
    return catalogue()[name]


def family_label(family: str) -> str:
    """The family's name as people read it, from the family's own folder."""
    return str(importlib.import_module(f"{checks.__name__}.{family}").LABEL)


def _named(word: str) -> list[str]:
    if not word.startswith(FAMILY):
        return [named(word).name]
    family = word.removeprefix(FAMILY)
    names = [check.name for check in catalogue().values() if check.family == family]
    if not names:
        raise UnknownCheck(_unknown("检查类别", family, {check.family for check in catalogue().values()}))
    return names


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1, 0.4)
    advice = f"，是不是 {near[0]}？" if near else "。"
    return f"没有名为“{name}”的{what}{advice}用 mingcha checks 可看全部名称。"
