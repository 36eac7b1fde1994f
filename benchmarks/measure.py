"""Timing, and the rows a benchmark hands in."""

from __future__ import annotations

import json
import os
import platform
import resource
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = "MINGCHA_BENCH_RESULTS"


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table: what was asked, at which size, our seconds, the peer's, and the goal if there is one."""

    question: str
    size: str
    ours: float
    peer: str = ""
    peer_seconds: float | None = None
    goal: float | None = None
    remark: str = ""

    @property
    def times_faster(self) -> float | None:
        return None if self.peer_seconds is None else self.peer_seconds / self.ours


def seconds(work: Callable[[], object], *, runs: int = 1, warm: bool = False) -> float:
    """The quickest of so many runs, in seconds of wall time; `warm` lets one run go by first.

    The quickest, because whatever else the machine does can only add: it says most about the work itself.
    """
    if warm:
        work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def hand_in(rows: list[Measured]) -> None:
    """Print the rows; when run by `python -m benchmarks`, also leave them where it collects them."""
    for row in rows:
        print(told(row), flush=True)
    if collected := os.environ.get(RESULTS):
        with Path(collected).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)


def collected(path: Path) -> list[Measured]:
    return [Measured(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def told(row: Measured) -> str:
    parts = [f"{row.question}（{row.size}）：{human(row.ours)}"]
    if row.peer_seconds is not None:
        parts.append(f"{row.peer} {human(row.peer_seconds)}，{row.times_faster:.1f} 倍")
    if row.goal is not None:
        parts.append(f"目标 {human(row.goal)}{'' if row.ours < row.goal else '（未达到）'}")
    return "；".join([*parts, *([row.remark] if row.remark else [])])


def human(duration: float) -> str:
    """0.0042 → 4.2 毫秒; 1.25 → 1.25 秒"""
    return f"{duration:.2f} 秒" if duration >= 1 else f"{duration * 1000:.1f} 毫秒"


def peak_megabytes() -> int:
    """The most memory this process has held, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(held // (1024 * 1024 if sys.platform == "darwin" else 1024))


def machine() -> str:
    """What the figures depend on, without the machine's name."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = platform.python_version()
    return f"{cores} 核，{memory:.0f} GB 内存，Python {python}，SQLite {sqlite3.sqlite_version}，{platform.machine()}"
