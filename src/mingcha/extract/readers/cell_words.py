"""Texts and numbers of spreadsheet markup as people see them, and the strings that cells share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from html import unescape

from mingcha.extract.contents import Unreadable
from mingcha.extract.limits import Limits
from mingcha.extract.package import Package
from mingcha.model.document import Outcome

_ITEM = re.compile(r"<si>\s*<t(?:\s[^>]*)?>([^<]*)</t>\s*</si>|<si(?:\s[^>]*)?(?:/>|>(.*?)</si>)", re.DOTALL)
_WORDS = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>")
_SOUND = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Beyond what markup and the library treat specially, and before surrogates.
_PLAIN_CODES = (0xFF, 0xD800)
_LONGEST_ROW = 32 << 20


def plain(words: str) -> str:
    """Text of the markup as people see it."""
    if "&" in words:
        words = _without_references(words)
    if "_x" in words:
        words = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
    return words


def _without_references(words: str) -> str:
    """&#21439;&#30002; is how some programs write every Chinese character; the rest is left to the library."""
    first, *pieces = words.split("&#")
    made = [first]
    for piece in pieces:
        number, _, rest = piece.partition(";")
        if not number.isdecimal() or not _PLAIN_CODES[0] < (code := int(number)) < _PLAIN_CODES[1]:
            return unescape(words)
        made.append(chr(code) + rest)
    text = "".join(made)
    return unescape(text) if "&" in text else text


def written_out(number: str) -> str:
    """3.60722199003071E+17 → 360722199003071000: every digit the file holds, no power of ten."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    if not value.is_finite() or abs(value.adjusted()) > 40:
        return number
    words = format(value, "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def shared_strings(package: Package, limits: Limits) -> list[str]:
    part = next((part for part in package.names("xl/") if part.lower() == "xl/sharedstrings.xml"), "")
    strings: list[str] = []
    left = limits.characters
    for piece in markup(package.stream(part) if part else (), "</si>"):
        for simple, rich in _ITEM.findall(piece):
            words = plain(inline(rich) if rich else simple)
            left -= len(words)
            strings.append(words)
        if left < 0:
            raise Unreadable(Outcome.TOO_LARGE, f"文字超过 {limits.characters // 10_000} 万字")
    return strings


def markup(chunks: Iterable[bytes], end: str) -> Iterator[str]:
    """Markup cut behind an end tag; the last piece is what remains. Prefixes of the main namespace are dropped."""
    kept, prefix = b"", ""
    cut = end.encode()
    for chunk in chunks:
        if not kept and not prefix and chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield (chunk + b"".join(chunks)).decode("utf-16", errors="replace")
            return
        if not kept and not prefix:
            root = re.search(rb"<(\w+:)(?:sst|worksheet|dialogsheet)\b", chunk[:4096])
            prefix = root[1].decode() if root else "-"
            if prefix != "-":
                cut = cut.replace(b"</", b"</" + prefix.encode())
        kept += chunk
        at = kept.rfind(cut) + len(cut)
        if at >= len(cut):
            yield _bare(kept[:at], prefix)
            kept = kept[at:]
        elif len(kept) > _LONGEST_ROW:
            raise Unreadable(Outcome.EXPANDS, "一行的内容大得不正常")
    yield _bare(kept, prefix)


def _bare(markup: bytes, prefix: str) -> str:
    text = markup.decode("utf-8", errors="replace")
    return text if prefix in ("", "-") else text.replace(f"<{prefix}", "<").replace(f"</{prefix}", "</")


def inline(content: str) -> str:
    """The text between the tags of a rich string, without its readings."""
    return "".join(_WORDS.findall(_SOUND.sub("", content)))
