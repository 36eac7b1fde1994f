"""One form in which two spellings of a phrase are equal, and where each of its characters stands in the text.

Two forms are made of a text. The *plain* one is as long as the text: full-width letters are half-width, capitals small,
traditional characters simplified, radicals and compatibility characters the ordinary ones. The *squeezed* one has lost
what people put between the characters of a word, on purpose or because a page was laid out so: invisible marks, spaces,
asterisks, quotation marks, a line break between two characters. It comes with the offset of each of its characters.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingcha.text.width import FULL, PUNCTUATION

Offsets = NDArray[np.int64]
Codes = NDArray[Any]

BASIC_PLANE = 0x10000
ALL_PLANES = 0x110000
# Latin, Greek and Cyrillic letters, which have capitals, come before this.
LAST_CASED = 0x530
# What stands for half a surrogate pair, which no encoding can carry.
REPLACEMENT = 0xFFFD

SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
INVISIBLE = "".join(map(chr, [*range(0x09), *range(0x0E, 0x20), 0x7F, 0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF])) + "".join(
    map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)])
)
QUOTES = "“”‘’「」『』\"'＂＇〝〞"
# Radicals that PDFs hold in place of characters and Unicode gives no equivalent for: each with its character.
RADICALS = (
    "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
)
# Put between the characters of a word to hide it; what ends or parts a sentence (，。；：、！？…—) is never one of these.
INSERTED = "*＊·•‧・.．-－_＿|｜~～^＾+＋=＝/／\\＼#＃@＠&＆%％$＄☆★●○◆◇■□▲△※→╱╲丨丶"
BREAKS = "\n\r\v\f\u2028\u2029"

# What a character is to the squeezed form; everything above KEPT is left out of it.
KEPT, HIDDEN_MARK, SPACE, QUOTE, MARK, BREAK = range(6)


@dataclass(frozen=True, slots=True, eq=False)
class Squeezed:
    """The squeezed form of a text: its characters, and for each the offset of it in the text, ascending."""

    text: str
    at: Offsets


def folded(text: str) -> str:
    """The plain form: every character at its place. Halves of surrogate pairs become U+FFFD."""
    if text.isascii():
        return text.lower()
    codes, encoding = plain_codes(text)
    return codes.tobytes().decode(encoding)


def plain_codes(text: str) -> tuple[Codes, str]:
    """The code points of the plain form, and the encoding they are: two bytes each, or four where a text needs them."""
    short = text.encode("utf-16-le", "surrogatepass")
    if len(short) == 2 * len(text):
        return np.take(_folds()[0], np.frombuffer(short, dtype=np.uint16)), "utf-16-le"
    full = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.take(_folds()[1], full), "utf-32-le"


def squeezed(text: str) -> Squeezed:
    """The squeezed form of a text, from its plain one."""
    codes, encoding = plain_codes(text)
    at = np.flatnonzero(kinds_of(codes) == KEPT)
    return Squeezed(codes[at].tobytes().decode(encoding), at)


def kinds_of(codes: Codes) -> NDArray[np.uint8]:
    """What each code point of a plain form is to the squeezed one."""
    return np.take(_kinds(), codes, mode="clip")


def simplified(character: str) -> str:
    """The simplified form of a traditional character where there is exactly one; else the character itself."""
    return _pairs().get(character, character)


@cache
def _pairs() -> dict[str, str]:
    lines = files(__package__).joinpath("simplified.txt").read_text(encoding="utf-8").splitlines()
    row = "".join(line for line in lines if not line.startswith("#"))
    return dict(zip(row[::2], row[1::2], strict=True))


@cache
def _folds() -> tuple[NDArray[np.uint16], NDArray[np.uint32]]:
    """The fold of every code point: of the basic plane in two bytes, of all planes in four."""
    table = np.arange(ALL_PLANES, dtype=np.uint32)
    for code, half in FULL.items():
        if chr(code) not in PUNCTUATION:
            table[code] = half
    for space in SPACES:
        table[ord(space)] = 0x20
    # Radicals and compatibility characters that PDFs hold, and letters drawn as signs; one for one only.
    for first, last in ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0x1D400, 0x1D800), (0x24B6, 0x24EA), (0x2F800, 0x2FA20)):
        for code in range(first, last):
            same = unicodedata.normalize("NFKC", chr(code))
            if len(same) == 1:
                table[code] = ord(same)
    for radical, same in zip(RADICALS[::2], RADICALS[1::2], strict=True):
        table[ord(radical)] = ord(same)
    for traditional, simple in _pairs().items():
        table[ord(traditional)] = ord(simple)
    small = np.arange(LAST_CASED, dtype=np.uint32)
    for code in range(LAST_CASED):
        lower = chr(code).lower()
        if len(lower) == 1:
            small[code] = ord(lower)
    cased = table < LAST_CASED
    table[cased] = small[table[cased]]
    table[0xD800:0xE000] = REPLACEMENT
    # A fold of a fold is the fold: a compatibility character may stand for a traditional one.
    table = table[table]
    return table[:BASIC_PLANE].astype(np.uint16), table


@cache
def _kinds() -> NDArray[np.uint8]:
    table = np.full(BASIC_PLANE, KEPT, dtype=np.uint8)
    for marks, kind in (
        (INVISIBLE, HIDDEN_MARK),
        (SPACES, SPACE),
        (QUOTES, QUOTE),
        (INSERTED, MARK),
        (BREAKS, BREAK),
    ):
        for mark in marks:
            table[ord(mark)] = kind
    return table
