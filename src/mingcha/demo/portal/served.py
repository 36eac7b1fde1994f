"""Serves the portal from a process of its own while something collects it.

The child prints its port when it is ready, and ends when its standard input does: however its parent ends, nothing
stays behind. A plain child and not multiprocessing: it starts the same from any thread, script and operating system.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

_SECONDS_TO_END = 10


@contextmanager
def served(day: date, *, host: str = "127.0.0.1", port: int = 0, copies: int = 1) -> Iterator[str]:
    """The portal at the end of that day, served in the background; gives its address, without a final slash.

    `copies` serves it so many times over, under further paths. Raises OSError when it cannot be served there.
    """
    child = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "mingcha.demo.portal.served", day.isoformat(), host, str(port), str(copies)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert child.stdin is not None and child.stdout is not None
    try:
        line = child.stdout.readline().strip()
        if not line.isdigit():
            raise OSError(f"样例县门户没有启动：{host}:{port} 可能已被占用")
        yield f"http://{host}:{int(line)}"
    finally:
        child.stdin.close()
        try:
            child.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        child.stdout.close()


def _main() -> None:
    from mingcha.demo.portal.copies import Copies
    from mingcha.demo.portal.portal import Portal
    from mingcha.demo.portal.server import Answering, serve

    parser = argparse.ArgumentParser()
    parser.add_argument("day", type=date.fromisoformat)
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("copies", type=int)
    options = parser.parse_args()
    portal: Answering = Portal(options.day) if options.copies == 1 else Copies(options.day, count=options.copies)

    async def run() -> None:
        loop, stop = asyncio.get_running_loop(), asyncio.Event()

        def wait_for_parent() -> None:
            sys.stdin.buffer.read()
            loop.call_soon_threadsafe(stop.set)

        threading.Thread(target=wait_for_parent, daemon=True).start()
        await serve(portal, host=options.host, port=options.port, ready=_tell, stop=stop)

    try:
        asyncio.run(run())
    except OSError as fault:
        sys.exit(str(fault))


def _tell(port: int) -> None:
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _main()
