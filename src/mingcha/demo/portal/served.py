"""Serves the portal from a process of its own while something collects it.

The child prints its port when it is ready, and again when it has turned to another day; it ends when its standard input
does: however its parent ends, nothing stays behind. A plain child and not multiprocessing: it starts the same from any
thread, script and operating system.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from mingcha.demo.portal.portal import Answer
    from mingcha.demo.portal.server import Answering

_SECONDS_TO_END = 10


@dataclass(frozen=True)
class Served:
    """The portal in its process: its address without a final slash, the same whatever day it shows."""

    address: str
    _child: subprocess.Popen[bytes]
    _complaints: IO[bytes]

    def turn_to(self, day: date) -> None:
        """Show the portal as it stood at the end of that day. Raises OSError when its process has ended."""
        assert self._child.stdin is not None
        self._child.stdin.write(f"{day.isoformat()}\n".encode())
        self._child.stdin.flush()
        _port(self._child, self._complaints)


@contextmanager
def served(day: date, *, host: str = "127.0.0.1", port: int = 0, copies: int = 1) -> Iterator[str]:
    """The portal at the end of that day, served in the background; gives its address, without a final slash.

    `copies` serves it so many times over, under further paths. Raises OSError when it cannot be served there.
    """
    with turning(day, host=host, port=port, copies=copies) as portal:
        yield portal.address


@contextmanager
def turning(day: date, *, host: str = "127.0.0.1", port: int = 0, copies: int = 1) -> Iterator[Served]:
    """As `served`, and can be turned to other days; its port is held in between."""
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "mingcha.demo.portal.served", day.isoformat(), host, str(port), str(copies)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            bufsize=0,  # nothing waits to be written to a process that has ended
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        assert child.stdin is not None and child.stdout is not None
        try:
            yield Served(f"http://{host}:{_port(child, complaints)}", child, complaints)
        finally:
            child.stdin.close()
            try:
                child.wait(_SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            child.stdout.close()


def _port(child: subprocess.Popen[bytes], complaints: IO[bytes]) -> int:
    assert child.stdout is not None
    line = child.stdout.readline().strip()
    if line.isdigit():
        return int(line)
    complaints.seek(0)
    told = complaints.read().decode(errors="replace").strip().splitlines()
    raise OSError(f"样例县门户没有启动，端口可能已被占用：{told[0] if told else '没有说明原因'}")


class _Turning:
    """Answers as the portal it was last given."""

    def __init__(self, portal: Answering) -> None:
        self.portal = portal

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        return self.portal.answer(method, target, headers, body)


def _main() -> None:
    from mingcha.demo.portal.copies import Copies
    from mingcha.demo.portal.portal import Portal
    from mingcha.demo.portal.server import serve

    parser = argparse.ArgumentParser()
    parser.add_argument("day", type=date.fromisoformat)
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("copies", type=int)
    options = parser.parse_args()

    def on(day: date) -> Answering:
        return Portal(day) if options.copies == 1 else Copies(day, count=options.copies)

    shown = _Turning(on(options.day))

    async def run() -> None:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()
        ports: list[int] = []

        def ready(port: int) -> None:
            ports.append(port)
            _tell(port)

        def turn(day: date) -> None:
            shown.portal = on(day)
            _tell(ports[0])

        # The thread asks the system itself: one that waits inside Python's own reader keeps the process from ending.
        def follow_the_parent() -> None:
            waiting = b""
            while part := os.read(0, 4096):
                *days, waiting = (waiting + part).split(b"\n")
                for day in days:
                    loop.call_soon_threadsafe(turn, date.fromisoformat(day.decode()))
            loop.call_soon_threadsafe(stop.set)

        threading.Thread(target=follow_the_parent, daemon=True).start()
        await serve(shown, host=options.host, port=options.port, ready=ready, stop=stop)

    try:
        asyncio.run(run())
    except OSError as fault:
        sys.exit(str(fault))


def _tell(port: int) -> None:
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _main()
