"""Whether a saved PDF still spells a value anywhere: every stream unpacked, every string read in every way it may be.

A page's strings are codes of its fonts; the maps from codes to letters stand in the file, and all are tried.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_STRING = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_ONE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_MOST = 1 << 28
_SHORT_STREAM = 4096
_GAPS = re.compile("[\\s\0\u00ad\u200b-\u200d\u2060\ufeff]+")


def values_left(data: bytes, values: Sequence[str]) -> bool:
    """Whether any of the values (letters without gaps) can still be read out of the file."""
    if not values:
        return False
    streams = [_STREAM.sub(_unpacked_only, data), *_streams(data)]
    maps = [found for stream in streams if b"beginbf" in stream and (found := _letters_of(stream))]
    for stream in streams:
        strings = [_unescaped(one[0]) for one in _STRING.finditer(stream)]
        whole = b"".join(strings)
        readings = [whole.decode("latin-1"), whole.decode("utf-16-be", errors="ignore")]
        readings += [stream.decode("latin-1")]
        for letters in maps:
            for width in (1, 2):
                if any(len(code) == width for code in letters):
                    readings.append(
                        "".join(letters.get(whole[at : at + width], "") for at in range(0, len(whole), width))
                    )
        if any(value in _GAPS.sub("", reading) for reading in readings for value in values):
            return True
    return False


def _unpacked_only(found: re.Match[bytes]) -> bytes:
    """What is packed holds strings by chance only, and is searched when it is unpacked."""
    return found[0] if len(found[1]) < _SHORT_STREAM or b"Tj" in found[1] or b"beginbf" in found[1] else b""


def _streams(data: bytes) -> Iterator[bytes]:
    left = _MOST
    for found in _STREAM.finditer(data):
        if _IMAGE.search(data, max(found.start() - 600, data.rfind(b" obj", 0, found.start())), found.start()):
            continue  # dots spell nothing
        try:
            unpacked = zlib.decompressobj().decompress(found[1], left)
        except zlib.error:
            continue  # packed in other ways, or not at all: that is searched with the file
        left -= len(unpacked)
        if left <= 0:
            return
        yield unpacked


def _letters_of(stream: bytes) -> dict[bytes, str]:
    """A map from codes to letters."""
    found: dict[bytes, str] = {}
    for kind, body in _SECTION.findall(stream):
        if kind == b"bfchar":
            for code, text in _ONE.findall(body):
                found[bytes.fromhex(code.decode())] = _text(text)
            continue
        for first, last, start, some in _RANGE.findall(body):
            begin, end, width = int(first, 16), int(last, 16), len(first) // 2
            texts = re.findall(rb"<([0-9A-Fa-f\s]+)>", some)
            for step in range(min(end - begin, 65535) + 1):
                code = (begin + step).to_bytes(width, "big")
                if texts:
                    found[code] = _text(texts[step]) if step < len(texts) else ""
                elif start:
                    text = _text(start)
                    found[code] = text[:-1] + chr(min(ord(text[-1]) + step, 0x10FFFF)) if text else ""
    return found


def _text(digits: bytes) -> str:
    plain = b"".join(digits.split())
    return bytes.fromhex(plain.decode() + "0" * (len(plain) % 2)).decode("utf-16-be", errors="ignore")


def _unescaped(string: bytes) -> bytes:
    if string[:1] == b"<":
        plain = b"".join(string[1:-1].split())
        return bytes.fromhex(plain.decode() + "0" * (len(plain) % 2))
    return _ESCAPE.sub(_plain, string[1:-1])


def _plain(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign[:1].isdigit() and sign[:1] < b"8":
        return bytes([int(sign, 8) & 255])
    return _LETTERS.get(sign, b"" if sign in (b"\n", b"\r", b"\r\n") else sign)
