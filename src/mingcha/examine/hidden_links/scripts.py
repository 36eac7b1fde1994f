"""What the scripts of a page write or decode, worked out by reading them: nothing is ever run.

Decoded are the usual wrappings: unescape and decodeURIComponent of percent signs, String.fromCharCode, \\x and \\u
escapes, atob, the eval packer, strings put together from pieces. What comes out is decoded again, a few layers deep.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

__all__ = ["Hides", "Written", "hides", "plain_writes", "unwrapped", "written"]


class Written(NamedTuple):
    """What came out of a wrapping, and what people call the wrapping."""

    text: str
    how: str


class Hides(NamedTuple):
    """A script hides the element with this id or class at once, by this declaration."""

    ident: str
    style: str


_LAYERS, _LONGEST, _MOST_OUT = 4, 400_000, 400_000
_QUOTED = r"""(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')"""
_STRING = re.compile(_QUOTED)
_JOINED = re.compile(r"""(["'])\s*\+\s*\1""")
_UNESCAPE = re.compile(r"(?:unescape|decodeURI(?:Component)?)\s*\(\s*" + _QUOTED, re.IGNORECASE)
_CODES = re.compile(r"fromCharCode\s*\(\s*((?:0x[0-9a-f]+|\d+)\s*(?:,\s*(?:0x[0-9a-f]+|\d+)\s*){3,})\)", re.IGNORECASE)
_CODE_LIST = re.compile(
    r"[\[(]\s*((?:(?:0x[0-9a-f]{2,4}|\d{2,5})\s*,\s*){7,}(?:0x[0-9a-f]{2,4}|\d{2,5}))\s*[\])]", re.IGNORECASE
)
_NUMBER = re.compile(r"0x[0-9a-f]+|\d+", re.IGNORECASE)
_ATOB = re.compile(r"atob\s*\(\s*" + _QUOTED, re.IGNORECASE)
_BASE64 = re.compile(r"""["']([A-Za-z0-9+/]{40,}={0,2})["']""")
_LETTERS = re.compile(r"\\(?:x|u00)(?:3[0-9]|4[1-9a-fA-F]|5[0-9aA]|6[1-9a-fA-F]|7[0-9aA])")
_ESCAPED = re.compile(r"\\x([0-9a-fA-F]{2})|\\u\{?([0-9a-fA-F]{4})\}?|\\([0-7]{2,3})(?![0-9])")
_PACKED = re.compile(
    r"\}\s*\(\s*'((?:[^'\\]|\\.)*)'\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*'((?:[^'\\]|\\.)*)'\s*\.\s*split\s*\(\s*'\|'\s*\)",
    re.DOTALL,
)
_HEX = re.compile(r"""["']((?:[0-9a-fA-F]{2}){20,})["']""")
_REVERSED = re.compile(_QUOTED + r"\s*\.\s*split\(\s*(?:''|\"\")\s*\)\s*\.\s*reverse\s*\(", re.IGNORECASE)
_WRITE = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(\s*((?:" + _QUOTED + r"\s*(?:\+\s*)?)+)\)\s*;?", re.IGNORECASE)
_SIGNS = (
    "unescape(",
    "unescape (",
    "fromCharCode",
    "atob",
    "\\x",
    "\\u00",
    "decodeURI",
    "eval(",
    "eval (",
    ".reverse(",
)


def unwrapped(script: str) -> Iterator[Written]:
    """Everything a script has wrapped, layer by layer; nothing when it wraps nothing."""
    waiting, seen, out = [(script[:_LONGEST], "", 0)], {script}, 0
    while waiting:
        text, how, depth = waiting.pop()
        if not any(sign in text for sign in _SIGNS) and not (depth and _HEX.search(text)) and "charCodeAt" not in text:
            continue
        for found in _one_layer(_JOINED.sub("", text)):
            if found.text in seen or out > _MOST_OUT or len(found.text) < 4:
                continue
            seen.add(found.text)
            out += len(found.text)
            told = Written(found.text, f"{how}、{found.how}" if how and found.how not in how else found.how)
            yield told
            if depth < _LAYERS:
                waiting.append((found.text, told.how, depth + 1))


def _one_layer(text: str) -> Iterator[Written]:
    for match in _UNESCAPE.finditer(text) if "scape" in text or "decodeURI" in text else ():
        coded = match[1] if match[1] is not None else match[2]
        if "%" in coded or "\\" in coded:
            yield Written(_percent(_escapes(coded)), "百分号编码")
    if "fromCharCode" in text:
        for match in _CODES.finditer(text):
            yield Written(_from_codes(match[1]), "字符编码 fromCharCode")
        for match in _CODE_LIST.finditer(text):
            yield Written(_from_codes(match[1]), "字符编码 fromCharCode")
    if "atob" in text or "base64" in text.lower():
        for pattern in (_ATOB, _BASE64):
            for match in pattern.finditer(text):
                coded = match[1] if match[1] is not None else match[2]
                if plain := _from_base64(coded):
                    yield Written(plain, "Base64 编码")
    for match in _PACKED.finditer(text) if "split(" in text and "|" in text else ():
        yield Written(_from_packed(match), "eval 打包")
    for turned in re.finditer(r"\.\s*reverse\s*\(", text):
        near = text[max(turned.start() - 3000, 0) : turned.end()]
        if told := _REVERSED.search(near):
            yield Written((told[1] if told[1] is not None else told[2])[::-1], "倒写")
    if "parseInt" in text or "charCodeAt" in text or "hex" in text.lower():
        for match in _HEX.finditer(text):
            yield Written(bytes.fromhex(match[1]).decode("utf-8", "replace"), "十六进制编码")
    # Data are written with their marks escaped; who escapes letters wants them unread.
    if text.count("\\x") + text.count("\\u00") >= 4 and len(_LETTERS.findall(text)) >= 8:
        yield Written(_escapes(text), "十六进制转义")


def _percent(coded: str) -> str:
    wide = re.sub(r"%u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), coded)
    return unquote(wide, errors="replace")


def _escapes(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        if match[3]:
            return chr(int(match[3], 8))
        return chr(int(match[1] or match[2], 16))

    return _ESCAPED.sub(plain, text)


def _from_codes(told: str) -> str:
    numbers = (int(one, 0) if one[:2].lower() == "0x" else int(one) for one in _NUMBER.findall(told)[:100_000])
    return "".join(chr(number) for number in numbers if number < 0x110000 and not 0xD800 <= number < 0xE000)


def _from_base64(coded: str) -> str:
    try:
        plain = base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return ""
    text = plain.decode("utf-8", "replace")
    readable = sum(letter.isprintable() or letter.isspace() for letter in text)
    return text if readable * 10 >= len(text) * 9 and "\ufffd" not in text else ""


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _from_packed(match: re.Match[str]) -> str:
    """What the usual packer packed: words of the text are numbers to the base, looked up in the list."""
    text, base, words = match[1], int(match[2]), match[4].split("|")
    if not 2 <= base <= 62:
        return ""

    def number(word: str) -> int:
        value = 0
        for letter in word:
            digit = _DIGITS.find(letter)
            if digit < 0 or digit >= base:
                return -1
            value = value * base + digit
            if value > 1_000_000:
                return -1
        return value

    def plain(found: re.Match[str]) -> str:
        place = number(found[0])
        return words[place] if 0 <= place < len(words) and words[place] else found[0]

    return re.sub(r"\b\w+\b", plain, text.replace("\\'", "'").replace("\\\\", "\\"))


def plain_writes(script: str) -> str | None:
    """What a script that only writes plain strings puts on the page; None when it does anything else."""
    rest = script.strip()
    out = []
    while rest:
        match = _WRITE.match(rest)
        if match is None:
            return None
        out += [(one[1] if one[1] is not None else one[2] or "") for one in _STRING.finditer(match[1])]
        rest = rest[match.end() :].strip()
    return _clean("".join(out)) if out else None


def written(script: str) -> str:
    """All plain strings that a script, whatever else it does, puts on the page by document.write or innerHTML."""
    out = []
    for match in _WRITE.finditer(script):
        out += [(one[1] if one[1] is not None else one[2] or "") for one in _STRING.finditer(match[1])]
    for match in re.finditer(r"innerHTML\s*\+?=\s*" + _QUOTED, script):
        out.append(match[1] if match[1] is not None else match[2])
    return _clean("".join(out))


def _clean(text: str) -> str:
    return text.replace('\\"', '"').replace("\\'", "'").replace("\\/", "/").replace("\\n", "\n").replace("\\t", " ")


_BY_ID = re.compile(
    r"""getElementById\s*\(\s*["']([\w-]+)["']\s*\)\s*\.\s*style\s*\.\s*(\w+)\s*=\s*["']([^"']*)["']""", re.IGNORECASE
)
_BY_QUERY = re.compile(
    r"""(?:\$|jQuery|querySelector)\s*\(\s*["'][#.]([\w-]+)["']\s*\)\s*(?:\.\s*hide\s*\(\s*\)|\.\s*css\s*\(\s*\{?\s*["']?([\w-]+)["']?\s*[,:]\s*["']([^"']*)["']"""
    r"""|\.\s*style\s*\.\s*(\w+)\s*=\s*["']([^"']*)["']|\.\s*attr\s*\(\s*["']style["']\s*,\s*["']([^"']*)["'])""",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"""(\w+)\s*=\s*document\s*\.\s*getElementById\s*\(\s*["']([\w-]+)["']\s*\)[^{}]{0,200}?\b\1\s*\.\s*style\s*\.\s*(\w+)\s*=\s*["']([^"']*)["']"""
)


def hides(script: str) -> Iterator[Hides]:
    """The elements a script gives a style of its own, by id or class."""
    if "style" not in script and ".hide" not in script and ".css" not in script:
        return
    for match in _BY_ID.finditer(script):
        yield Hides(match[1], _declared(match[2], match[3]))
    for match in _NAMED.finditer(script):
        yield Hides(match[2], _declared(match[3], match[4]))
    for match in _BY_QUERY.finditer(script):
        name, value = match[2] or match[4], match[3] or match[5]
        style = match[6] or (_declared(name, value) if name else "display:none")
        yield Hides(match[1], style)


def _declared(name: str, value: str) -> str:
    if name.lower() == "csstext":
        return value
    return f"{re.sub('([A-Z])', lambda match: '-' + match[0].lower(), name)}:{value}"
