"""Pages that are not the page: what a firewall shows instead of it, or a script that must run first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mingcha.model.fetch import FetchOutcome
from mingcha.standards.load import table

# A firewall's page says one thing and leads nowhere; a page of a portal is long or has its navigation.
_LONGEST_SOURCE = 64 * 1024
_MOST_LINKS = 8
_LONGEST_TEXT = 800
_NOT_SHOWN = re.compile(r"<!--.*?-->|<(script|style|head)\b.*?</\1\s*>|<[^>]*>|&nbsp;|\s", re.IGNORECASE | re.DOTALL)
_SCRIPT = re.compile(rb"<script", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signs:
    """What these pages are known by, from standards/blocked_pages.toml."""

    phrases: tuple[str, ...]
    marks: tuple[str, ...]
    challenge_marks: tuple[str, ...]
    challenge_statuses: frozenset[int]


@cache
def signs() -> Signs:
    given = table("blocked_pages")
    blocked, challenge = given["blocked"], given["challenge"]
    return Signs(
        tuple(blocked["phrases"]),
        tuple(blocked["marks"]),
        tuple(challenge["marks"]),
        frozenset(challenge["statuses"]),
    )


def stands_in(status: int, media_type: bytes, body: bytes) -> FetchOutcome | None:
    """NEEDS_BROWSER or BLOCKED_PAGE when this came in the page's stead; None for an answer that means what it is."""
    if not body or len(body) > _LONGEST_SOURCE:
        return None
    if media_type and b"html" not in media_type and not media_type.startswith(b"text/plain"):
        return None
    if body.count(b"<a ") > _MOST_LINKS or b"<" not in body:
        return None
    known = signs()
    if status in known.challenge_statuses and _SCRIPT.search(body):
        return FetchOutcome.NEEDS_BROWSER
    source = _text(body)
    challenges = any(mark in source for mark in known.challenge_marks) and _SCRIPT.search(body)
    blocks = any(mark in source for mark in known.marks) or any(phrase in source for phrase in known.phrases)
    if not (challenges or blocks) or len(_shown(source)) > _LONGEST_TEXT:
        return None
    return FetchOutcome.NEEDS_BROWSER if challenges else FetchOutcome.BLOCKED_PAGE


def _shown(source: str) -> str:
    return _NOT_SHOWN.sub("", source)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")
