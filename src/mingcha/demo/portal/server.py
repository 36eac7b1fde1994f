"""A small HTTP/1.1 server for the portal: keep-alive and pipelining, one process, nothing but the standard library."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from email.utils import formatdate
from http import HTTPStatus
from typing import Protocol

from mingcha.demo.portal.portal import Answer

_LONGEST_HEAD = 65_536
_LONGEST_BODY = 1_048_576


class Answering(Protocol):
    """What can be served: the portal, or several of it."""

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Answer: ...


class _Connection(asyncio.Protocol):
    """One connection: requests are answered in the order they come."""

    def __init__(self, portal: Answering) -> None:
        self._portal = portal
        self._waiting = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        transport = self._transport
        assert transport is not None
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            try:
                method, target, headers, is_old = _request(bytes(self._waiting[:end]))
                length = int(headers.get("content-length", "0"))
                if not 0 <= length <= _LONGEST_BODY:
                    raise ValueError
            except ValueError:
                transport.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                transport.close()
                return
            if len(self._waiting) < end + 4 + length:
                return
            body = bytes(self._waiting[end + 4 : end + 4 + length])
            del self._waiting[: end + 4 + length]
            connection = headers.get("connection", "").lower()
            closes = connection == "close" or (is_old and connection != "keep-alive")
            transport.write(_written(self._portal.answer(method, target, headers, body), method, closes=closes))
            if closes:
                transport.close()
                return
        if len(self._waiting) > _LONGEST_HEAD:
            transport.close()


def _request(head: bytes) -> tuple[str, str, dict[str, str], bool]:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, version = first.split(" ")
    if not target.startswith("/"):
        target = "/" + target.partition("://")[2].partition("/")[2]
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return method, target, headers, version == "HTTP/1.0"


def _written(answer: Answer, method: str, *, closes: bool) -> bytes:
    lines = [
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
        f"Date: {formatdate(usegmt=True)}",
        *(f"{name}: {value}" for name, value in answer.headers),
        f"Connection: {'close' if closes else 'keep-alive'}",
    ]
    if answer.status != HTTPStatus.NOT_MODIFIED:
        lines.append(f"Content-Length: {len(answer.body)}")
    head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
    return head if method == "HEAD" or answer.status == HTTPStatus.NOT_MODIFIED else head + answer.body


async def serve(portal: Answering, *, host: str, port: int, ready: Callable[[int], None], stop: asyncio.Event) -> None:
    """Serve until `stop` is set; `ready` is told the port once connections are taken. Raises OSError for a taken one."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(portal), host, port)
    async with server:
        ready(server.sockets[0].getsockname()[1])
        await stop.wait()
