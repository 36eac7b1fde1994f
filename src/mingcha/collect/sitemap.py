"""The addresses a sitemap names, read without an XML parser: broken ones are common, and none may do harm."""

from __future__ import annotations

import re
import zlib
from html import unescape

from mingcha.collect.addresses import join
from mingcha.text.encodings import decode

__all__ = ["MOST", "Sitemap", "read_sitemap", "sitemap_urls"]

from dataclasses import dataclass

# What the protocol allows in one file.
MOST, _LARGEST = 50_000, 52_428_800
_LOCATION = re.compile(
    r"<(?:\w+:)?loc\s*>\s*(?:<!\[CDATA\[)?\s*(.*?)\s*(?:\]\]>)?\s*</(?:\w+:)?loc\s*>", re.IGNORECASE | re.DOTALL
)
_INDEX = re.compile(r"<(?:\w+:)?sitemapindex[\s>]", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINE = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """`urls` are pages; `sitemaps` further files of an index, to be asked for in turn."""

    urls: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(data: bytes, *, url: str = "") -> Sitemap:
    """What a sitemap, an index of sitemaps, or a plain list of addresses names; gzip is opened.

    Never fails: what cannot be read names nothing. Entities are never expanded, but for the five of XML.
    """
    text = _text(data)
    found = [_address(match[1], url) for match in _LOCATION.finditer(_COMMENT.sub("", text))]
    if not found and "<" not in text[:200]:
        found = [_address(match[0], url) for match in _LINE.finditer(text)]
    kept = tuple(dict.fromkeys(address for address in found[:MOST] if address))
    return Sitemap(sitemaps=kept) if _INDEX.search(text[:4000]) else Sitemap(urls=kept)


def sitemap_urls(data: bytes, *, url: str = "") -> tuple[str, ...]:
    """The pages a sitemap names; none when it is an index."""
    return read_sitemap(data, url=url).urls


def _text(data: bytes) -> str:
    if data.startswith(b"\x1f\x8b"):
        opened = zlib.decompressobj(wbits=31)
        try:
            data = opened.decompress(data, _LARGEST)
        except zlib.error:
            return ""
    return decode(data[:_LARGEST])[0]


def _address(text: str, url: str) -> str | None:
    return join(url or "http://unknown.invalid/", unescape(text)) if len(text) < 4000 else None
