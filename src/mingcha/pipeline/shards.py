"""Work shared out: a function over shards, here and now or by several processes, results in the order of the shards.

A process may die under its shard: a reader crashes, the system takes its memory back. Then only what was not finished
is done again. Nobody can say under which of the shards it died, so each of those that were under way is done alone; one
under which a process dies again and again is told instead of done. A function may therefore see a shard twice: what it
writes must be the same the second time.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Protocol, TypeVar

S = TypeVar("S")
R = TypeVar("R")
# How often a shard is tried alone before it is given up.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What stands for a shard that could not be done; `why` is for people, in Chinese."""

    why: str


class BackEnd(Protocol):
    """Whatever can do shards: gives for each of them, in their order, its result or Unfinished."""

    def __call__(self, fn: Callable[[S], R], shards: Sequence[S], /) -> Iterator[R | Unfinished]: ...


def run_shards(fn: Callable[[S], R], shards: Sequence[S], *, back_end: BackEnd) -> Iterator[R | Unfinished]:
    """The result of `fn` for every shard, in their order; `fn` and the shards can be pickled.

    What `fn` itself raises is raised here: that is a fault of the program and not of a process.
    """
    return back_end(fn, shards)


def back_end_of(processes: int) -> BackEnd:
    """So many processes; this one alone where that is one."""
    return here if processes <= 1 else Processes(processes)


def here(fn: Callable[[S], R], shards: Sequence[S], /) -> Iterator[R | Unfinished]:
    """One shard after the other in this process."""
    yield from map(fn, shards)


@dataclass(frozen=True, slots=True)
class Processes:
    """A pool of processes. Not more shards are handed out than will be wanted soon, so that results do not pile up."""

    number: int
    tries: int = TRIES

    def __call__(self, fn: Callable[[S], R], shards: Sequence[S], /) -> Iterator[R | Unfinished]:
        if len(shards) < 2:
            yield from here(fn, shards)
            return
        done: dict[int, R | Unfinished] = {}
        given = 0
        while given < len(shards):
            under_way: dict[int, Future[R]] = {}
            with _pool(min(self.number, len(shards) - given)) as pool:
                waiting = deque(at for at in range(given, len(shards)) if at not in done)
                try:
                    while given < len(shards):
                        while waiting and len(under_way) < 2 * self.number:
                            under_way[waiting[0]] = pool.submit(fn, shards[waiting[0]])
                            waiting.popleft()
                        if given not in done:
                            done[given] = under_way[given].result()
                            del under_way[given]
                        yield done.pop(given)
                        given += 1
                except BrokenProcessPool:
                    pass  # what was under way is looked at below, when the pool is gone
            for at, future in under_way.items():
                is_whole = future.done() and not future.cancelled() and future.exception() is None
                done[at] = future.result() if is_whole else self._alone(fn, shards[at])

    def _alone(self, fn: Callable[[S], R], shard: S) -> R | Unfinished:
        for _ in range(self.tries):
            with _pool(1) as pool:
                try:
                    return pool.submit(fn, shard).result()
                except BrokenProcessPool:
                    continue
        return Unfinished(f"处理它的进程 {self.tries} 次都意外中止（程序崩溃或内存不足），没有得出结论")


def _pool(number: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=number, initializer=_go_with, initargs=(os.getpid(),))


def _go_with(parent: int) -> None:
    """A process whose pool is gone would wait for ever, with all the locks that it was born with."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
