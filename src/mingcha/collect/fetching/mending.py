"""An answer's head put right: lines that are none dropped, lengths that contradict each other left out."""

from __future__ import annotations

import re

_END = re.compile(rb"\r?\n\r?\n")
_STATUS_LINE = re.compile(rb"\s*HTTP/?[^\s]*\s+(\d{3})\b([^\r\n]*)")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_MOST = 300 * 2**10


class Mender:
    """Takes bytes as they come and gives them on; holds back the head until it is whole, then everything flows.

    `ended` once the server has closed.
    """

    def __init__(self) -> None:
        self.ended = False
        self._held = b""
        self._flowing = False

    def feed(self, data: bytes) -> bytes:
        if self._flowing:
            return data
        self._held += data
        while end := _END.search(self._held):
            head, rest = self._held[: end.start()], self._held[end.end() :]
            status = _STATUS_LINE.match(head)
            if status and status[1].startswith(b"1"):
                self._held = rest  # an interim answer: the one that counts follows
                continue
            self._flowing, self._held = True, b""
            return mended(head) + rest
        if len(self._held) > _MOST:
            return self.finish()
        return b""

    def finish(self) -> bytes:
        """The server has closed: what is left, as it is."""
        self.ended = True
        held, self._held = self._held, b""
        return held


def mended(head: bytes) -> bytes:
    """A head any reader accepts, with the blank line; one without a status line comes back unchanged."""
    first, *lines = head.replace(b"\0", b"").split(b"\n")
    status = _STATUS_LINE.match(first)
    if not status:
        return head + b"\r\n\r\n"
    kept = [b"HTTP/1.1 " + status[1] + b" " + status[2].strip()]
    lengths: list[bytes] = []
    for line in lines:
        name, colon, value = line.strip().partition(b":")
        name, value = name.strip(), value.strip()
        if not colon or not _NAME.fullmatch(name):
            continue
        if name.lower() == b"content-length":
            lengths.append(value)
        else:
            kept.append(name + b": " + value)
    # Without a length the body ends where the connection does, which was asked to be closed.
    if len(set(lengths)) == 1 and lengths[0].isdigit():
        kept.append(b"Content-Length: " + lengths[0])
    return b"\r\n".join(kept) + b"\r\n\r\n"
