"""Text fit to be kept: without what no person typed and not every database takes."""

from __future__ import annotations

import re

# Control characters but tab and line ends, halves of characters, and what is no character at all.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without such characters."""
    return _UNFIT.sub("", text)
