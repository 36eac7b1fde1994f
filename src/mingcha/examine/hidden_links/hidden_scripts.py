"""Scripts that put on a page, under a wrapping, what leads to strangers; or that send readers from a search elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.examine.hidden_links.outside import Outside, hosts_in, is_throwaway, looks_harmful
from mingcha.examine.hidden_links.scripts import unwrapped

__all__ = ["HiddenScript", "hidden_scripts"]

_SCRIPT = re.compile(r"<script\b([^>]{0,2000})>(.*?)(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# Attributes that run a script as well.
_RUNS = re.compile(r"""(?:href\s*=\s*["']?javascript:|on(?:load|error)\s*=\s*["'])([^"'>]{20,5000})""", re.IGNORECASE)
# A decoded text leads somewhere: an address behind one of these, not one in a remark or a name.
_LEADS = re.compile(
    r"""(?:src|href|action|location(?:\.href)?|url|open|replace|assign|get|post|ajax|fetch|write(?:ln)?)\s*["']?\s*[=:(]\s*\\*["'(]?[^"'<>]{0,20}?((?:https?:)?\\?/\\?/[^"'\s<>)]+)""",
    re.IGNORECASE,
)
_WHO_COMES = re.compile(r"document\s*\.\s*referrer|navigator\s*\.\s*userAgent|\breferrer\b", re.IGNORECASE)
_SEARCHERS = re.compile(
    r"baidu|sogou|haosou|\bso\\?\.com|360(?:spider|so)|soso|yisou|\bsm\\?\.cn|google(?:bot|\\?\.|\||[\"')])|\bbing\b|yahoo|youdao|spider|\bbot\b",
    re.IGNORECASE,
)
_SENDS = re.compile(
    r"location|document\s*\.\s*write|createElement|innerHTML|\.src\s*=|window\s*\.\s*open", re.IGNORECASE
)
_REFRESH = re.compile(
    r"<meta\b[^>]{0,200}http-equiv\s*=\s*[\"']?refresh[^>]{0,60}url\s*=\s*([^>]{1,500})>", re.IGNORECASE
)
_FETCHED = re.compile(r"<script\b[^>]{0,300}?\bsrc\s*=\s*[\"']?((?:https?:)?//[^\"'\s>]{1,500})", re.IGNORECASE)
_LONGEST = 300_000
# What a script must have in it to hide anything or to look at who comes.
_WORDS = ("unescape", "fromCharCode", "eval", "atob", "decodeURI", "reverse", "eferrer", "userAgent")
_ESCAPES = ("\\x", "\\u00")


@dataclass(frozen=True, slots=True)
class HiddenScript:
    """What a script does unseen: how it is wrapped, the strangers' hosts, whether they advertise what is unlawful,
    whether it looks at who comes, and where in the source it stands."""

    how: str
    hosts: tuple[str, ...]
    is_harmful: bool
    is_heavy: bool
    start: int


def hidden_scripts(html: str, outside: Outside) -> Iterator[HiddenScript]:
    yield from _sent_on(html, outside)
    yield from _from_strangers(html, outside)
    if not any(sign in html for sign in _WORDS) and not ("\\" in html and any(sign in html for sign in _ESCAPES)):
        return
    for match in _SCRIPT.finditer(html):
        body = match[2]
        if not body or len(body) > _LONGEST or "json" in match[1].lower() or "text/template" in match[1].lower():
            continue
        yield from _of_script(body, outside, match.start())
    if "javascript:" in html or "onload" in html or "onerror" in html:
        for match in _RUNS.finditer(html):
            yield from _of_script(match[1], outside, match.start())


def _sent_on(html: str, outside: Outside) -> Iterator[HiddenScript]:
    """A page that sends every reader on to a stranger, without a word."""
    for match in _REFRESH.finditer(html) if "efresh" in html or "EFRESH" in html else ():
        hosts = tuple(host for host in hosts_in(match[1]) if outside.is_strange(host))
        if hosts:
            yield HiddenScript("网页自动跳转到站外", hosts, any(map(looks_harmful, hosts)), False, match.start())


def _from_strangers(html: str, outside: Outside) -> Iterator[HiddenScript]:
    """Scripts fetched from names that were bought for a few days: who can change them can change the page."""
    for match in _FETCHED.finditer(html):
        for host in hosts_in(match[1]):
            if outside.is_strange(host) and (is_throwaway(host) or looks_harmful(host)):
                yield HiddenScript("引用了来历不明的站外脚本", (host,), looks_harmful(host), False, match.start())


def _of_script(body: str, outside: Outside, start: int) -> Iterator[HiddenScript]:
    layers = list(unwrapped(body))
    sends = _sends_searchers_away("\n".join([body, *(one.text for one in layers)]), outside)
    if sends:
        yield HiddenScript(
            "按来访者是否来自搜索引擎显示不同内容或跳转", sends, any(map(looks_harmful, sends)), True, start
        )
        return
    hosts: dict[str, None] = {}
    how, harmful = "", False
    for one in layers:
        strange = [host for told in _LEADS.findall(one.text) for host in hosts_in(told) if outside.is_strange(host)]
        bad = "<" in one.text and looks_harmful(one.text[:20_000])
        if strange or bad:
            hosts |= dict.fromkeys(strange)
            how, harmful = one.how, harmful or bad or any(map(looks_harmful, strange))
    if how:
        # One layer of percent signs round a script's address is how counters were written for twenty years.
        heavy = how != "百分号编码" or any("display" in one.text or "<a " in one.text.lower() for one in layers)
        yield HiddenScript(f"脚本经过编码（{how}）", tuple(hosts), harmful, heavy, start)


def _sends_searchers_away(text: str, outside: Outside) -> tuple[str, ...]:
    """The strangers to which a script leads those who come from a search, or searchers themselves."""
    told: dict[str, None] = {}
    for match in _WHO_COMES.finditer(text):
        # What is asked and what follows from it stand close together; libraries ask for many things far apart.
        near = text[max(match.start() - 150, 0) : match.end() + 600]
        if _SEARCHERS.search(near) and _SENDS.search(near):
            for address in _LEADS.findall(near):
                told |= dict.fromkeys(hosts_in(address))
    return tuple(host for host in told if outside.is_strange(host) and not _SEARCHERS.search(host))
