"""Full-width letters, digits and signs folded to the half-width ones people meant."""

from __future__ import annotations

import re

FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}

# In Chinese text these are right as they are: 《关于……的公告（第2号）》：“好！”
PUNCTUATION = "，：；？！（）～｛｝［］＂＇"

_KEEPING_PUNCTUATION = {code: half for code, half in FULL.items() if chr(code) not in PUNCTUATION}
# Marks that take no place: control characters, zero-width spaces and joiners, the byte order mark, the soft hyphen.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_FULL = re.compile("[\uff01-\uff5e\u3000\uffe5]")
_UNEVEN = re.compile(rf"\s|{_INVISIBLE.pattern}")
_SPACE = re.compile(r"\s+")


def fold_width(text: str) -> str:
    """Letters, digits, the ideographic space and technical signs made half-width; Chinese punctuation stays.

    The length never changes, so that positions hold.
    """
    return text if text.isascii() else text.translate(_KEEPING_PUNCTUATION)


def fold_all(text: str) -> str:
    """Every full-width form made half-width, punctuation too: for addresses, dates and comparison."""
    # Looking is many times as fast as translating, and most short texts hold nothing to translate.
    return text if text.isascii() or not _FULL.search(text) else text.translate(FULL)


def without_space(text: str) -> str:
    """The text without spaces of any width, line breaks and invisible marks."""
    return _SPACE.sub("", _INVISIBLE.sub("", text)) if _UNEVEN.search(text) else text


def one_line(text: str) -> str:
    """The text on one line: runs of white space become one space, invisible marks go; ends are trimmed.

    A space that only a line break made between two Chinese characters goes too, since Chinese has none there.
    """
    if not _UNEVEN.search(text):
        return text
    text = _INVISIBLE.sub("", text)
    text = re.sub(r"(?<=[\u3000-\u9fff])\s*[\r\n]+\s*(?=[\u3000-\u9fff])", "", text)
    return _SPACE.sub(" ", text).strip()


def comparable(text: str) -> str:
    """The form in which two spellings of one name are equal: half-width, no space, lower case."""
    return without_space(fold_all(text)).casefold()
