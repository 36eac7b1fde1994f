"""Programs run beside each other, and what each of them cost the processor."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Cost:
    """`processor` is user and system time of the process and its children, `megabytes` the most memory it held."""

    processor: float
    megabytes: int
    said: str


def cost_of(command: Sequence[str | Path], *, good: Sequence[int] = (0,)) -> Cost:
    """Run a program to its end. Raises RuntimeError with what it said when it does not end with a `good` code.

    The time of the processor and not of the clock: it does not depend on how quick the server is, nor much on what
    else the machine does.
    """
    search = os.pathsep.join([str(HERE.parent / "src"), str(HERE.parent)])
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=HERE.parent,
        env=os.environ | {"PYTHONPATH": search},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {said[-2000:]}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, said)


def cheapest(command: Sequence[str | Path], *, runs: int) -> Cost:
    return min((cost_of(command) for _ in range(runs)), key=lambda cost: cost.processor)


def python(module: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", module, *map(str, arguments)]
