"""Entities of markup in text that came out of a page: only whole ones, since addresses are full of half ones."""

from __future__ import annotations

import html
import re

_WHOLE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def unescape(text: str) -> str:
    """The text with &amp; and its like undone; &timestamp= in an address stays, where HTML would see ×tamp."""
    return _WHOLE.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text
