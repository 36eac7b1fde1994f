"""A server that writes down when each request and connection came, and answers as it is told."""

from __future__ import annotations

import asyncio
import contextlib
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Answer = tuple[int, dict[str, str], bytes]
FINE: Answer = (200, {"Content-Type": "text/html"}, b"<html>here</html>")
NO_ROBOTS: Answer = (404, {}, b"")


@dataclass(frozen=True)
class Asked:
    at: float
    method: str
    path: str
    headers: dict[str, str]
    connections: int


@dataclass
class RecordingServer:
    """`answer` gets the path and how often it was asked before; `delay` is how long each answer takes.

    `most` is the greatest number of connections that were open at once.
    """

    answer: Callable[[str, int], Answer] = lambda path, before: FINE if path != "/robots.txt" else NO_ROBOTS
    delay: float = 0.0
    asked: list[Asked] = field(default_factory=list)
    open: int = 0
    most: int = 0

    def __enter__(self) -> RecordingServer:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def busiest_second(self) -> int:
        """The most requests that came within any one second."""
        times = sorted(asked.at for asked in self.asked)
        return max(sum(1 for other in times if start <= other < start + 1.0) for start in times)

    async def _start(self) -> int:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def _stop(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        self.open += 1
        self.most = max(self.most, self.open)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                length = re.search(r"(?i)content-length: *(\d+)", head)
                await reader.readexactly(int(length[1]) if length else 0)
                await self._answer(head, writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, OSError):
            pass
        finally:
            self.open -= 1
            self._tasks.discard(task)
            with contextlib.suppress(OSError, RuntimeError):
                writer.close()

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        first, *lines = head.split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for line in lines if line for name, _, value in [line.partition(":")]}
        before = sum(1 for asked in self.asked if asked.path == path)
        self.asked.append(Asked(time.monotonic(), method, path, headers, self.open))
        if self.delay:
            await asyncio.sleep(self.delay)
        status, own, body = self.answer(path, before)
        told = "".join(f"{name}: {value}\r\n" for name, value in own.items())
        shown = b"" if method == "HEAD" else body
        writer.write(f"HTTP/1.1 {status} X\r\n{told}Content-Length: {len(body)}\r\n\r\n".encode() + shown)
        await writer.drain()
