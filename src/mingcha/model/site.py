"""A portal as the office registered it: its hosts, its columns, who answers for them, how politely it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from mingcha.model.unit import Unit


@dataclass(frozen=True, slots=True)
class Politeness:
    """How hard a host may be asked. `rate` is requests a second (0: no limit), `parallel` connections at a time.

    `quiet` are hours of the day, begin to end in local time, in which nothing is asked; an end before its begin goes
    over midnight. `obey_robots` stays on unless the site's own office orders otherwise.
    """

    rate: float = 5.0
    parallel: int = 2
    quiet: tuple[tuple[time, time], ...] = ()
    obey_robots: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """A column (栏目) of the portal: the address of its first list page, its name, and what the office laid down.

    `unit` is the code of the unit that owns it, empty for one many units write to. `category` chooses how often it must
    be updated (动态要闻, 通知公告, 政策文件 …), empty: unknown. `path` are the names of the columns above it. `days` is the
    office's own limit for this column (None: its category's).
    """

    url: str
    name: str
    unit: str = ""
    category: str = ""
    path: tuple[str, ...] = ()
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the office's attribution rules: whose posts these are.

    `by` is one of: source (ContentSource or 来源), owner (the column's unit), index (索引号), path (of the address),
    column (its name). `pattern` is compared with that: a plain text is contained, one in /…/ is a regular expression;
    empty for `source` and `owner`, which then go by the units' names. `unit` is the code it gives, empty: the one named.
    """

    by: str
    pattern: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A portal to collect. `hosts` are the hosts that belong to it, with port where it is not the usual one.

    `private` are hosts that may lie at private or link-local addresses; naming them here is the registration.
    `county` is the county's own name, such as 样例县, under which units may sign.
    """

    name: str
    home: str
    hosts: tuple[str, ...]
    private: tuple[str, ...] = ()
    county: str = ""
    politeness: Politeness = Politeness()
    columns: tuple[Column, ...] = ()
    units: tuple[Unit, ...] = ()
    rules: tuple[Rule, ...] = ()
    ignore: tuple[str, ...] = ()
