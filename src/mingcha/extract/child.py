"""A child process that runs our own functions on what may be hostile: it has limits, and its death is an outcome.

A plain child and not multiprocessing: it starts the same from a server's thread, from the console script and on
Windows, where multiprocessing would run the caller's main module once more. It serves many calls, because starting
costs more than reading most files.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from mingcha.model.document import Outcome

# After so many calls a fresh child takes over: whatever the libraries leaked goes with the old one.
_CALLS_PER_CHILD = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """One value a function gave; `last` is said after the last one, without a value."""

    value: Any = None
    last: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """What a function raised. Its words may repeat the file: they are for callers who know the type."""

    error: Exception


class Died(Exception):
    """The child came to no end. `outcome` is TOO_SLOW, OUT_OF_MEMORY or READER_FAILED; `fresh` says it was new."""

    def __init__(self, outcome: Outcome, *, fresh: bool) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome
        self.fresh = fresh


class Child:
    """One process at a time, started when it is needed. Not for two threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._memory = 0
        self._served = 0

    def call(self, function: Callable[..., Any], *arguments: Any, memory: int, seconds: float) -> Any:
        """What the function returns; raises what it raises, and Died."""
        (value,) = self._asked(function, arguments, memory=memory, seconds=seconds)
        return value

    def each(self, function: Callable[..., Any], *arguments: Any, memory: int, seconds: float) -> Iterator[Any]:
        """What a generator function yields; the seconds count anew for each value. Raises like `call`."""
        yield from self._asked(function, arguments, memory=memory, seconds=seconds)

    def close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def retire(self) -> None:
        """Let a fresh process take over at the next call: one that ran out of memory may hold on to what it has."""
        self._served = _CALLS_PER_CHILD

    def _asked(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], *, memory: int, seconds: float
    ) -> Iterator[Any]:
        fresh = self._start(memory)
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise Died(Outcome.READER_FAILED, fresh=fresh)
        try:
            send(process.stdin, (function, arguments))
        except OSError:  # it died before it was asked
            self.close()
            raise Died(Outcome.READER_FAILED, fresh=fresh) from None
        # One for all values: the process may be stopped in the very moment it gives one, and is dead at the next.
        late = threading.Event()
        while True:
            clock = threading.Timer(seconds, _stop, (process, late))
            clock.daemon = True
            clock.start()
            try:
                answer = receive(process.stdout)
            except (EOFError, OSError, pickle.UnpicklingError):
                self.close()
                raise Died(Outcome.TOO_SLOW if late.is_set() else Outcome.READER_FAILED, fresh=fresh) from None
            finally:
                clock.cancel()
            if isinstance(answer, Raised):
                if isinstance(answer.error, MemoryError):
                    self.close()
                    raise Died(Outcome.OUT_OF_MEMORY, fresh=fresh)
                raise answer.error
            assert isinstance(answer, Answer)
            if answer.last:
                return
            yield answer.value

    def _start(self, memory: int) -> bool:
        """Whether a new process had to be started."""
        if self._served >= _CALLS_PER_CHILD or self._memory != memory:
            self.close()
        self._served += 1
        if self._process is not None and self._process.poll() is None:
            return False
        self.close()
        self._memory, self._served = memory, 1
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", "mingcha.extract.child_main", str(memory)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        return True


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


_children: dict[tuple[int, int], Child] = {}  # one for each process and thread that asks


def own_child() -> Child:
    """The child of this process and thread."""
    return _children.setdefault((os.getpid(), threading.get_ident()), Child())


def close_children() -> None:
    """End the children that belong to this process; the next call starts new ones."""
    for (process, _), child in list(_children.items()):
        if process == os.getpid():
            child.close()
    _children.clear()


def send(pipe: IO[bytes], value: object) -> None:
    """Pickle, because a child with the rights of its parent needs no other way to do harm."""
    content = pickle.dumps(value, protocol=5)
    pipe.write(len(content).to_bytes(8, "little"))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next value; raises EOFError when the other side is gone."""
    head = pipe.read(8)
    size = int.from_bytes(head, "little")
    content = pipe.read(size) if len(head) == 8 else b""
    if len(head) < 8 or len(content) < size:
        raise EOFError
    return pickle.loads(content)  # noqa: S301 - see send
