"""SITE.toml: a portal written down by the office; and the site that a bare address stands for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import time
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from mingcha.collect.addresses import host_of, join
from mingcha.model.site import Column, Politeness, Rule, Site
from mingcha.model.unit import Alias, Unit
from mingcha.text.system_faults import why

_SITE = {"name", "home", "hosts", "private", "county", "ignore"}
_POLITENESS = {"rate", "parallel", "quiet", "obey_robots"}
_COLUMN = {"url", "name", "unit", "category", "path", "days"}
_UNIT = {"code", "name", "group", "order", "prose_name", "aliases", "vertical", "parent"}
_RULE = {"by", "pattern", "unit"}
_RULES_BY = ("source", "owner", "index", "path", "column")
_QUIET = re.compile(r"(\d{1,2}):(\d{2})\s*[-—~至]\s*(\d{1,2}):(\d{2})")


class SiteFault(Exception):
    """The site cannot be taken from the file or address; the message says where and what to do, in Chinese."""


def site_of_address(url: str) -> Site:
    """A site known by its address only: its host is the site, and naming a private address registers it.

    An own machine's address (loopback) is not held back; every other host is asked as politely as is usual.
    """
    home = _absolute(url if "://" in url else f"http://{url}/")
    host = host_of(home) if home else ""
    if home is None or not host:
        raise SiteFault(f"“{url}”不是网址。请写成 http://www.example.gov.cn/ 这样，或给出 SITE.toml 文件。")
    own = _is_loopback(host)
    private = (host,) if own or _is_private(host) else ()
    politeness = Politeness(rate=0.0, parallel=8) if own else Politeness()
    return Site(name=host, home=home, hosts=(host,), private=private, politeness=politeness)


def read_site(path: Path) -> Site:
    """The site a TOML file describes. Raises SiteFault with the place of the fault."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SiteFault(f"读不出 {path}（{why(error)}），请核对路径。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SiteFault(f"{path} 不是正确的 TOML 文件：{error}。请按说明改正，文件用 UTF-8 保存。") from error
    try:
        return _site(told)
    except SiteFault as fault:
        raise SiteFault(f"{path}：{fault}") from fault


def _site(told: Mapping[str, Any]) -> Site:
    _only(told, {"site", "politeness", "columns", "units", "rules"}, "文件")
    site = _table(told, "site")
    _only(site, _SITE, "[site]")
    home = _absolute(str(site.get("home", "")))
    if home is None:
        raise SiteFault('[site] 缺少首页网址 home，请写成 home = "http://www.example.gov.cn/"。')
    hosts = tuple(dict.fromkeys((host_of(home), *_words(site, "hosts", "[site]"))))
    units = tuple(_unit(row, place, number) for number, (row, place) in enumerate(_rows(told, "units"), start=1))
    codes = {unit.code for unit in units}
    if len(codes) < len(units):
        raise SiteFault("[[units]] 中有重复的 code，请逐个核对。")
    return Site(
        name=str(site.get("name") or hosts[0]),
        home=home,
        hosts=hosts,
        private=_words(site, "private", "[site]"),
        county=str(site.get("county", "")),
        politeness=_politeness(_table(told, "politeness"), own=_is_loopback(hosts[0])),
        columns=tuple(_column(row, place, home, codes) for row, place in _rows(told, "columns")),
        units=units,
        rules=tuple(_rule(row, place, codes) for row, place in _rows(told, "rules")),
        ignore=tuple(_pattern(word, "[site] ignore") for word in _words(site, "ignore", "[site]")),
    )


def _politeness(told: Mapping[str, Any], *, own: bool) -> Politeness:
    _only(told, _POLITENESS, "[politeness]")
    usual = Politeness(rate=0.0, parallel=8) if own else Politeness()
    rate = _number(told, "rate", usual.rate, lambda value: value >= 0, "每秒请求数，0 表示不限")
    parallel = int(_number(told, "parallel", usual.parallel, lambda value: 1 <= value <= 64, "1 到 64 的整数"))
    quiet = tuple(map(_quiet, _words(told, "quiet", "[politeness]")))
    return Politeness(float(rate), parallel, quiet, bool(told.get("obey_robots", True)))


def _quiet(text: str) -> tuple[time, time]:
    found = _QUIET.fullmatch(text.strip())
    try:
        if found:
            return time(int(found[1]), int(found[2])), time(int(found[3]) % 24, int(found[4]))
    except ValueError:
        pass
    raise SiteFault(f'[politeness] quiet 中的“{text}”看不懂，请写成 "22:00-06:00" 这样。')


def _column(told: Mapping[str, Any], place: str, home: str, codes: set[str]) -> Column:
    _only(told, _COLUMN, place)
    url = join(home, str(told.get("url", ""))) if told.get("url") else None
    if url is None:
        raise SiteFault(f"{place} 缺少网址 url，或网址不对。")
    unit = _known_unit(str(told.get("unit", "")), codes, place)
    path = _words(told, "path", place)
    days = told.get("days")
    if days is not None and (isinstance(days, bool) or not isinstance(days, int) or days < 1):
        raise SiteFault(f"{place} 的 days 是本栏目自定的更新期限，应是正整数，现在是“{days}”。")
    return Column(url, str(told.get("name", "")), unit, str(told.get("category", "")), path, days)


def _unit(told: Mapping[str, Any], place: str, number: int) -> Unit:
    _only(told, _UNIT, place)
    if not told.get("name"):
        raise SiteFault(f"{place} 缺少单位名称 name。")
    return Unit(
        code=str(told.get("code") or told["name"]),
        name=str(told["name"]),
        group=str(told.get("group", "")),
        order=int(told.get("order", number)),
        prose_name=str(told.get("prose_name", "")),
        vertical=bool(told.get("vertical", False)),
        parent=str(told["parent"]) if told.get("parent") else None,
        aliases=tuple(Alias(name) for name in _words(told, "aliases", place)),
    )


def _rule(told: Mapping[str, Any], place: str, codes: set[str]) -> Rule:
    _only(told, _RULE, place)
    by = str(told.get("by", ""))
    if by not in _RULES_BY:
        raise SiteFault(f"{place} 的 by 应是 {'、'.join(_RULES_BY)} 之一，现在是“{by}”。")
    pattern = _pattern(str(told.get("pattern", "")), place)
    if not pattern and by not in ("source", "owner"):
        raise SiteFault(f"{place} 缺少 pattern：按 {by} 归属要写明与什么相比。")
    unit = _known_unit(str(told.get("unit", "")), codes, place)
    return Rule(by, pattern, unit)


def _pattern(text: str, place: str) -> str:
    if len(text) > 2 and text[0] == text[-1] == "/":
        try:
            re.compile(text[1:-1])
        except re.error as error:
            raise SiteFault(
                f"{place} 的正则式 {text} 写错了（{error}），请改正；按原文查找请去掉两头的斜线。"
            ) from error
    return text


def _known_unit(code: str, codes: set[str], place: str) -> str:
    if code and code not in codes:
        near = get_close_matches(code, sorted(codes), n=1)
        hint = f"，是否为“{near[0]}”？" if near else "，请先在 [[units]] 中写明这个单位的 code。"
        raise SiteFault(f"{place} 的单位“{code}”不在 [[units]] 中{hint}")
    return code


def _only(told: Mapping[str, Any], allowed: set[str], place: str) -> None:
    for key in told:
        if key not in allowed:
            near = get_close_matches(key, sorted(allowed), n=1)
            hint = f"，是否为 {near[0]}？" if near else f"，可用的有 {'、'.join(sorted(allowed))}。"
            raise SiteFault(f"{place} 中的 {key} 不认识{hint}")


def _table(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = told.get(name, {})
    if not isinstance(table, dict):
        raise SiteFault(f"{name} 应写成 [{name}] 一节。")
    return table


def _rows(told: Mapping[str, Any], name: str) -> list[tuple[Mapping[str, Any], str]]:
    rows = told.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SiteFault(f"{name} 应逐个写成 [[{name}]]。")
    return [(row, f"第 {number} 个 [[{name}]]") for number, row in enumerate(rows, start=1)]


def _words(told: Mapping[str, Any], name: str, place: str) -> tuple[str, ...]:
    words = told.get(name, [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise SiteFault(f'{place} 的 {name} 应是一组文字，如 {name} = ["…", "…"]。')
    return tuple(words)


def _number(told: Mapping[str, Any], name: str, usual: float, fits: Callable[[float], bool], what: str) -> float:
    value = told.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int | float) or not fits(value):
        raise SiteFault(f"[politeness] 的 {name} 应是{what}，现在是“{value}”。")
    return value


def _absolute(url: str) -> str | None:
    return join(url, url)


def _is_loopback(host: str) -> bool:
    name = _without_port(host)
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _is_private(host: str) -> bool:
    try:
        return not ip_address(_without_port(host)).is_global
    except ValueError:
        return False


def _without_port(host: str) -> str:
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
