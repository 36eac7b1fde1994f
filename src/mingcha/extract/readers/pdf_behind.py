"""Long numbers in the strings a PDF keeps beside its pages: addresses of links, fields, scripts, names, older versions.

The library asks for some of them one by one; the strings themselves stand in the file, and all are looked through.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from mingcha.model.assembly import Assembly
from mingcha.model.document import Hidden

_LONG = re.compile(r"[0-9]{11,}[Xx]?")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_END = b"endstream"
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.DOTALL)
_HEX = re.compile(rb"<((?:[0-9A-Fa-f]{2}\s*){11,})>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
# Streams of objects, of properties and of scripts; those of pages are read as pages.
_TELLING = re.compile(rb"/ObjStm\b|/Metadata\b|/JavaScript\b|/JS\b")
_DICTIONARY = 400
_MOST = 1 << 24
_DATE = "D:"
_TAG = re.compile(r"<[^>]*>")


def add_numbers_behind(assembly: Assembly, data: bytes) -> None:
    """What has a long number that the document does not hold yet, each once. Locked files keep theirs."""
    if b"/Encrypt" in data:
        return
    found = dict.fromkeys(words for piece in _pieces(data) for words in _strings(piece))
    known = assembly.runs(_LONG) if found else set()
    for words in found:
        if not known.issuperset(_LONG.findall(words)):
            assembly.add(words, "PDF 内部的文字", hidden=Hidden.BEHIND)


def _pieces(data: bytes) -> Iterator[bytes]:
    """What stands outside of streams, and the streams that hold strings."""
    at = 0
    while (found := _STREAM.search(data, at)) is not None:
        yield data[at : found.start()]
        end = data.find(_END, found.end())
        if _TELLING.search(data, max(at, found.start() - _DICTIONARY), found.start()):
            yield _unpacked(data[found.end() : end if end >= 0 else len(data)])
        at = end + len(_END) if end >= 0 else len(data)
    yield data[at:]


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, _MOST)
    except zlib.error:
        return stream


def _strings(piece: bytes) -> Iterator[str]:
    if piece[:100].lstrip().startswith((b"<?xpacket", b"<x:xmp", b"<?xml")):
        pieces = [" ".join(_TAG.sub(" ", piece.decode("utf-8", errors="replace")).split())]
    else:
        pieces = [_words(_ESCAPE.sub(_plain, string)) for string in _LITERAL.findall(piece) if len(string) > 10]
        pieces += [_words(bytes.fromhex(digits.decode())) for digits in _HEX.findall(piece)]
    for words in pieces:
        if not words.startswith(_DATE) and _LONG.search(words):
            yield words.strip()


def _words(string: bytes) -> str:
    if string.startswith((b"\xfe\xff", b"\xff\xfe")):
        return string.decode("utf-16", errors="replace")
    return string.decode("utf-8", errors="replace")


def _plain(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() and sign[:1] < b"8" else sign
