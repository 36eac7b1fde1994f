"""Which unit a written name means: exact, by alias, by the habits of writing; else the nearest right name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from mingcha.model.unit import Alias, Unit
from mingcha.text.width import comparable

_TOWN_OFFICE = re.compile(r"(.+[乡镇])(?:人民)?政府")
_STREET_OFFICE = re.compile(r"(.+街道)办(?:事处)?")
# Below this likeness a suggestion would only confuse.
_LIKENESS = 0.6
_SUGGESTIONS = 3


class UnknownUnit(LookupError):
    """A name that means no unit, or more than one; the message is for the clerk, `suggestions` are names."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class UnitNames:
    """All the names of a county's units.

    `county` is the county's own name, such as 样例县: with it, 样例县财政局 and 某某市样例县财政局 mean 县财政局.
    Names are compared without spaces, line breaks and differences of width. An exact name goes before an alias, an
    alias before a derived form: 乡镇 with or without 政府, a leading 县 or county name more or less.
    """

    def __init__(self, units: Sequence[Unit], *, county: str = "") -> None:
        self._lead = county[-1:] or "县"
        self._county = _county_pattern(comparable(county))
        self._units = {unit.code: unit for unit in units}
        self._names: dict[str, set[str]] = {}
        self._aliases: dict[str, list[tuple[str, Alias]]] = {}
        self._cores: dict[str, list[tuple[str, Alias | None]]] = {}
        for unit in units:
            for name in {unit.name, unit.in_prose}:
                self._names.setdefault(comparable(name), set()).add(unit.code)
                self._cores.setdefault(self._core(name), []).append((unit.code, None))
            for alias in unit.aliases:
                self._aliases.setdefault(comparable(alias.name), []).append((unit.code, alias))
                self._cores.setdefault(self._core(alias.name), []).append((unit.code, alias))
        # A file may hold one wrong name in each of its hundred thousand rows.
        self._suggestions = lru_cache(maxsize=4096)(self._nearest)

    def unit(self, code: str) -> Unit:
        return self._units[code]

    def find(self, name: str, on: date | None = None) -> str:
        """The code of the unit the name meant on that day (on any day when None). Raises UnknownUnit."""
        wanted = comparable(name)
        if not wanted:
            raise UnknownUnit("未填写")
        for codes in self._meanings(name, wanted, on):
            if len(codes) == 1:
                return next(iter(codes))
            if codes:
                both = self._in_order(codes)
                raise UnknownUnit(f"“{name}”可能是“{'”或“'.join(both)}”，请写全称", both)
        if former := self._aliases.get(wanted):
            raise UnknownUnit(*self._no_longer(name, former, on))
        suggestions = self._suggestions(wanted)
        question = f"，是否为“{'”或“'.join(suggestions)}”？" if suggestions else "，请核对单位名单"
        raise UnknownUnit(f"未找到“{name}”{question}", suggestions)

    def _meanings(self, name: str, wanted: str, on: date | None) -> Iterator[set[str]]:
        """The units a name could mean, the surest reading first."""
        yield self._names.get(wanted, set())
        yield _valid(self._aliases.get(wanted, ()), on)
        yield _valid(self._cores.get(self._core(name), ()), on)

    def _core(self, name: str) -> str:
        """What stays of a name when county, leading 县 and 政府 after 乡镇 are taken away."""
        core = comparable(name)
        if self._county:
            core = self._county.sub("", core, count=1) or core
        if core.startswith(self._lead) and len(core) > 2:
            core = core[1:]
        if office := _TOWN_OFFICE.fullmatch(core) or _STREET_OFFICE.fullmatch(core):
            core = office[1]
        return core

    def _in_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(unit.name for unit in self._units.values() if unit.code in set(codes))

    def _no_longer(
        self, name: str, former: Sequence[tuple[str, Alias]], on: date | None
    ) -> tuple[str, tuple[str, ...]]:
        code, alias = former[0]
        unit = self._units[code].in_prose
        span = "".join(
            part
            for part in (
                f"自 {alias.since} 起" if alias.since else "",
                f"到 {alias.until} 止" if alias.until else "",
            )
        )
        return f"“{name}”作为“{unit}”的名称{span}，{on} 不能这样写，是否为“{unit}”？", (unit,)

    def _nearest(self, wanted: str) -> tuple[str, ...]:
        """The names closest to the wanted one, best first.

        An abbreviation goes before mere likeness: 县统调队 has all its characters in 县统计调查队 in this order,
        while 县统计局 only begins the same way.
        """
        forms = [
            (form, unit.code)
            for unit in self._units.values()
            for form in dict.fromkeys((unit.in_prose, unit.name, *(alias.name for alias in unit.aliases)))
        ]
        scored = [(_abbreviates(comparable(form), wanted), form, code) for form, code in forms]
        if not any(score for score, _, _ in scored):
            scored = [(SequenceMatcher(None, comparable(form), wanted).ratio(), form, code) for form, code in forms]
            scored = [entry for entry in scored if entry[0] >= _LIKENESS]
        best = max((score for score, _, _ in scored), default=0.0)
        nearest = {code: form for score, form, code in reversed(scored) if score == best > 0}
        return tuple(reversed(nearest.values()))[:_SUGGESTIONS]


def _valid(entries: Iterable[tuple[str, Alias | None]], on: date | None) -> set[str]:
    return {code for code, alias in entries if alias is None or on is None or alias.holds_on(on)}


def _county_pattern(county: str) -> re.Pattern[str] | None:
    """The county at the head of a name, with 省 and 市 before it; 信丰 alone is enough when it has two characters."""
    if len(county) < 2:
        return None
    stem = county[:-1] if len(county) > 2 else county
    return re.compile(rf"^(?:\w{{2,4}}省)?(?:\w{{2,4}}市)?(?:{re.escape(county)}|{re.escape(stem)})")


def _abbreviates(one: str, other: str) -> float:
    """How much of the longer name the shorter one keeps, when all its characters stand there in order; else 0."""
    short, long = sorted((one, other), key=len)
    if len(short) < 3:
        return 0.0
    rest = iter(long)
    return 2 * len(short) / (len(short) + len(long)) if all(character in rest for character in short) else 0.0
