"""Where a redirect leads; redirects are followed by hand, so that every hop is checked, counted and kept."""

from __future__ import annotations

import re
from typing import NamedTuple

from ada_url import join_url

from mingcha.collect.fetching.aim import Aim, aim
from mingcha.collect.fetching.exchange import Exchange
from mingcha.collect.fetching.head import Head, Headers, header
from mingcha.model.fetch import FetchOutcome, Hop

REDIRECTS = frozenset({300, 301, 302, 303, 307, 308})

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def location(url: str, headers: Headers) -> Aim | FetchOutcome:
    """The address of the Location header, joined to `url`; BAD_REDIRECT when it has none that can be opened.

    Bytes beyond ASCII are sent back byte by byte, as browsers do: whether the server meant GBK or UTF-8, it gets its
    own bytes.
    """
    stated = header(headers, b"location").strip(b" \t\r\n\0")
    if not stated:
        return FetchOutcome.BAD_REDIRECT
    escaped = _BEYOND_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], stated).decode("ascii")
    try:
        target = aim(join_url(url, escaped))
    except ValueError:
        return FetchOutcome.BAD_REDIRECT
    return target if isinstance(target, Aim) else FetchOutcome.BAD_REDIRECT


def sets_cookie(headers: Headers) -> bool:
    return any(name.lower() == b"set-cookie" for name, _ in headers)


def method_after(status: int, method: str) -> str:
    """What is asked of the target: browsers turn a POST into a GET unless told to keep it (307, 308)."""
    return method if method == "HEAD" or status in (307, 308) else "GET"


class Next(NamedTuple):
    """Whom to ask next and how, and the hop that led there."""

    aim: Aim
    method: str
    hop: Hop


def follow(exchange: Exchange, head: Head, *, hops: int) -> Next | FetchOutcome:
    """The next step of a redirected request, or why there is none."""
    target = location(exchange.aim.url, head.headers)
    if isinstance(target, FetchOutcome):
        return target
    method = method_after(head.status, exchange.method)
    if exchange.trail.closes(method, target.url, cookie=sets_cookie(head.headers)):
        return FetchOutcome.REDIRECT_LOOP
    if len(exchange.hops) >= hops:
        return FetchOutcome.TOO_MANY_REDIRECTS
    return Next(target, method, Hop(exchange.aim.url, head.status, target.url, head.headers))
