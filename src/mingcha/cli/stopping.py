"""Being told to end lets work end in order; told twice, it ends at once."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stoppable(words: str, *, event: threading.Event | None = None) -> Iterator[threading.Event]:
    """An event that is set by Ctrl+C or by the system asking the process to end; `words` tell whoever asked."""
    stop = event or threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        if words:
            print(words, file=sys.stderr)

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
