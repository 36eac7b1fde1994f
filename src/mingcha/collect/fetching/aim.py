"""Whom an address asks: its host, port and origin, as a browser would read it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ada_url import URL

from mingcha.model.fetch import FetchOutcome


class Aim(NamedTuple):
    """`url` is percent-encoded and without fragment, `host` bears the port where it is not the usual one.

    `name` is the host alone (an IPv6 address without its brackets), `origin` scheme and host.
    """

    url: str
    scheme: str
    host: str
    name: str
    port: int
    origin: str


# Nearly all addresses: a path with nothing to encode, so that only the origin must be read, and that is soon known.
_PLAIN = re.compile(
    r"(https?://[A-Za-z0-9.:-]+)(/[A-Za-z0-9_.~!$&()*+,;=:@%/-]*(?:\?[A-Za-z0-9_.~!$&()*+,;=:@%/?-]*)?)"
)
_USUAL = {"http": 80, "https": 443}


def aim(url: str) -> Aim | FetchOutcome:
    """Read an address; NOT_HTTP for mail, files and scripts, BAD_ADDRESS for what no browser could open."""
    if (plain := _PLAIN.fullmatch(url)) and "/." not in plain[2]:
        base = _origin(plain[1])
        return base._replace(url=base.origin + plain[2]) if isinstance(base, Aim) else base
    return _read(url)


@lru_cache(maxsize=4096)
def _origin(stated: str) -> Aim | FetchOutcome:
    return _read(f"{stated}/")


def _read(url: str) -> Aim | FetchOutcome:
    try:
        read = URL(url)
        scheme = read.protocol.rstrip(":")
        if scheme not in _USUAL:
            return FetchOutcome.NOT_HTTP
        host, name = read.host, read.hostname
        port = int(read.port) if read.port else _USUAL[scheme]
        href = read.href.partition("#")[0]
    except (ValueError, UnicodeError):
        return FetchOutcome.BAD_ADDRESS
    if not name or port == 0:
        return FetchOutcome.BAD_ADDRESS
    return Aim(href, scheme, host, name.strip("[]"), port, f"{scheme}://{host}")
