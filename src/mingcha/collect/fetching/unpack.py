"""The body out of its content coding (gzip, deflate), however badly it was packed or labelled."""

from __future__ import annotations

import zlib
from typing import NamedTuple

from mingcha.model.fetch import Remark

_GZIP, _ZLIB, _RAW = 31, 15, -15
_GZIP_MARK = b"\x1f\x8b"


class Unpacked(NamedTuple):
    """`whole` is False when the limit cut it off."""

    body: bytes
    remarks: tuple[Remark, ...] = ()
    whole: bool = True


def unpack(body: bytes, *, coding: bytes, limit: int) -> Unpacked:
    """What was packed as `coding` (the value of Content-Encoding) says; never more than `limit` bytes.

    Servers label plain pages as gzip and send raw deflate for zlib; what cannot be unpacked at all was not packed.
    A coding we never asked for, such as br, comes back as it is.
    """
    layers = [name for part in coding.lower().split(b",") if (name := part.strip()) not in (b"", b"identity")]
    remarks: list[Remark] = []
    for layer in reversed(layers):
        if not body:
            break
        if layer in (b"gzip", b"x-gzip"):
            step = _inflate(body, (_GZIP,), limit=limit)
        elif layer == b"deflate":
            step = _inflate(body, (_GZIP,) if body.startswith(_GZIP_MARK) else (_ZLIB, _RAW), limit=limit)
        else:
            break
        remarks += step.remarks
        body = step.body
        if not step.whole:
            return Unpacked(body, tuple(remarks), whole=False)
    return Unpacked(body, tuple(remarks))


def _inflate(data: bytes, windows: tuple[int, ...], *, limit: int) -> Unpacked:
    for window in windows:
        done = bytearray()
        rest = data
        remarks: tuple[Remark, ...] = ()
        while rest:
            inflater = zlib.decompressobj(window)
            try:
                done += inflater.decompress(rest, limit - len(done) + 1)
            except zlib.error:
                if done:
                    remarks = (Remark.TRAILING_DATA,)
                break
            if len(done) > limit:
                return Unpacked(bytes(done[:limit]), whole=False)
            if not inflater.eof:
                remarks = (Remark.SHORT_BODY,)
                break
            # A gzip file may have several members; anything else behind it is not the page's.
            rest = inflater.unused_data
            if rest and not (window == _GZIP and rest.startswith(_GZIP_MARK)):
                remarks = (Remark.TRAILING_DATA,)
                break
        if done or not rest:
            return Unpacked(bytes(done), remarks)
    return Unpacked(data, (Remark.FALSE_COMPRESSION,))
