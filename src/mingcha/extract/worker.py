"""A child process that opens what may be hostile: it has limits, and its death is an outcome.

A plain child and not multiprocessing: it starts the same from a server's thread, from the console script and on
Windows. It serves many files, because starting costs more than reading most of them.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from mingcha.extract.limits import Limits
from mingcha.extract.reading import Opening, Progress
from mingcha.model.document import NotExamined, Outcome, Reading

# After so many files a fresh child takes over: whatever the libraries leaked goes with the old one.
_FILES_PER_CHILD = 300
# So many members of one archive may kill a child before the rest of the archive is given up.
_DEATHS = 8


class Worker:
    """One child at a time, started when it is needed. Not for two threads at once."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._memory = 0
        self._served = 0

    def read(self, data: Path | bytes, *, source: str, name: str, limits: Limits) -> Iterator[Reading]:
        """What was read, file by file, with an outcome for each that killed the child or ran out of time."""
        progress, retried = Progress(), -1
        while True:
            fresh = self._start(limits)
            opened, why = Opening(0, ""), None
            for answer in self._answers((data, source, name, limits, progress), limits):
                if isinstance(answer, Outcome):
                    why = answer
                elif isinstance(answer, Opening):
                    opened = answer
                else:
                    yield answer
            if why is None:
                return
            self.close()
            progress = Progress(answered=opened.number, fatal=progress.fatal)
            if why is Outcome.READER_FAILED and not fresh and retried != opened.number:
                retried = opened.number  # an earlier file may have spoilt the old child: once more in a fresh one
                continue
            reason = f"读取超过 {limits.seconds:.0f} 秒" if why is Outcome.TOO_SLOW else ""
            if why is Outcome.READER_FAILED:
                reason = "读取程序意外中止，文件可能已损坏或被特意构造"
            yield Reading(not_examined=(NotExamined(source, why, opened.member, reason=reason),))
            progress.fatal |= {opened.number}
            progress.answered = opened.number + 1
            if opened.number == 0:
                return
            if len(progress.fatal) > _DEATHS:
                rest = "多个文件使读取中止，其余没有读取"
                yield Reading(not_examined=(NotExamined(source, Outcome.PARTLY_READ, reason=rest),))
                return

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _start(self, limits: Limits) -> bool:
        """Whether a new child had to be started."""
        if self._served >= _FILES_PER_CHILD or self._memory != limits.memory:
            self.close()
        self._served += 1
        if self._child is not None and self._child.poll() is None:
            return False
        self.close()
        self._memory, self._served = limits.memory, 1
        self._child = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", "mingcha.extract.worker_child", str(limits.memory)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        return True

    def _answers(self, question: object, limits: Limits) -> Iterator[Opening | Reading | Outcome]:
        """The child's answers; in the end, if it did not come to one, why it died."""
        child = self._child
        if child is None or child.stdin is None or child.stdout is None:
            return
        try:
            send(child.stdin, question)
        except OSError:  # it died before it was asked
            yield Outcome.READER_FAILED
            return
        while True:
            late = threading.Event()
            clock = threading.Timer(limits.seconds, _stop, (child, late))
            clock.daemon = True
            clock.start()
            try:
                answer = receive(child.stdout)
            except (EOFError, OSError, pickle.UnpicklingError):
                yield Outcome.TOO_SLOW if late.is_set() else Outcome.READER_FAILED
                return
            finally:
                clock.cancel()
            if answer is None:
                return
            assert isinstance(answer, Opening | Reading)
            yield answer
            # A child that ran out of memory may hold on to what it has.
            if isinstance(answer, Reading) and any(gap.outcome is Outcome.OUT_OF_MEMORY for gap in answer.not_examined):
                self._served = _FILES_PER_CHILD


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def send(pipe: IO[bytes], value: object) -> None:
    """Pickle, because a child with the rights of its parent needs no other way to do harm."""
    content = pickle.dumps(value, protocol=5)
    pipe.write(len(content).to_bytes(8, "little"))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes]) -> object:
    """The next value; raises EOFError when the other side is gone."""
    head = pipe.read(8)
    size = int.from_bytes(head, "little")
    content = pipe.read(size) if len(head) == 8 else b""
    if len(head) < 8 or len(content) < size:
        raise EOFError
    return pickle.loads(content)  # noqa: S301 - see send
