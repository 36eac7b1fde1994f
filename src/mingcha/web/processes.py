"""Several processes that answer at one address: Python computes one page at a time in each, whatever the threads.

Plain children and not multiprocessing, as elsewhere in this house. A child inherits the listening socket, takes whatever
connection it is first to accept, and ends when its standard input does: however its parent ends, nothing stays behind.
Linux and macOS only; Windows has no way to hand a socket on that could be tried here.
"""

from __future__ import annotations

import _thread
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress

from mingcha.web import launch

# A child that ends sooner than this after its start would only end again.
_SECONDS_TO_PROVE = 5
_SECONDS_TO_END = 15


def usual_number() -> int:
    """How many processes to start when nobody says: one where SQLite lets one write at a time anyway."""
    from django.db import connection

    if connection.vendor == "sqlite" or os.name != "posix":
        return 1
    return max(1, min(4, os.cpu_count() or 1))


def answer(listener: socket.socket, *, threads: int, number: int) -> None:
    """Keep so many children answering until interrupted; one that dies is started again.

    Raises LaunchFault when a child dies right after its start.
    """
    children = [_Child(listener, threads) for _ in range(number)]
    try:
        while True:
            time.sleep(0.5)
            for place, child in enumerate(children):
                if not child.has_ended():
                    continue
                if child.age() < _SECONDS_TO_PROVE:
                    raise launch.LaunchFault("网页进程刚启动就停了。请用 mingcha serve --processes 1 查看它说的原因。")
                children[place] = _Child(listener, threads)
    finally:
        for child in children:
            child.let_go()
        for child in children:
            child.end()


class _Child:
    def __init__(self, listener: socket.socket, threads: int) -> None:
        handle = listener.fileno()
        self._started = time.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "mingcha.web.processes", str(handle), str(threads)],
            stdin=subprocess.PIPE,
            pass_fds=(handle,),
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self._started

    def let_go(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()

    def end(self) -> None:
        try:
            self._process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _main(handle: int, threads: int) -> None:
    # A shell that starts the parent in the background has interrupts ignored, and this process would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def follow_the_parent() -> None:
        while os.read(0, 4096):
            pass
        _thread.interrupt_main()

    with suppress(KeyboardInterrupt):
        threading.Thread(target=follow_the_parent, daemon=True).start()
        launch.setup()
        launch.answer(socket.socket(fileno=handle), threads=threads)


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
