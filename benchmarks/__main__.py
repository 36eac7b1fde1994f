"""`make bench`: every question in a process of its own, one table at the end, and the same table in RESULTS.md.

`python -m benchmarks bench_fetch bench_archive` asks these questions only; the other lines of RESULTS.md stay.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.county import FOLDER, folder
from benchmarks.measure import RESULTS, Measured, collected, human, machine

QUESTIONS = (
    ("bench_import", "10000"),
    ("bench_import", "59074"),
    ("bench_import", "100000"),
    ("bench_bulletin",),
    ("bench_privacy",),
    ("bench_wording",),
    ("bench_readers",),
    ("bench_links",),
    ("bench_annual_report",),
    ("bench_duplicates", "60000"),
    ("bench_duplicates", "1000000"),
    ("bench_examine",),
    ("bench_statistics", "60000"),
    ("bench_statistics", "1000000"),
    ("bench_overview", "60000"),
    ("bench_overview", "1000000"),
    ("bench_statistics", "10000000"),
    ("bench_fetch", "10000"),
    ("bench_archive", "10000"),
    ("bench_archive", "60000"),
    ("bench_collect", "10000"),
    ("bench_collect", "memory", "60000"),
    ("bench_collect", "memory", "600000"),
    ("bench_load", "sqlite", "20"),
    ("bench_load", "postgresql", "200"),
)
HERE = Path(__file__).parent


def main(only: Sequence[str] = ()) -> int:
    place = folder()
    rows = place / "results.jsonl"
    rows.touch()
    failed = []
    start = time.monotonic()
    try:
        for question in QUESTIONS:
            if only and question[0] not in only:
                continue
            print(f"== {' '.join(question)}", flush=True)
            command = [sys.executable, "-m", f"benchmarks.{question[0]}", *question[1:]]
            environment = os.environ | {RESULTS: str(rows), FOLDER: str(place)}
            if subprocess.run(command, env=environment, cwd=HERE.parent, check=False).returncode:
                failed.append(" ".join(question))
        measured = collected(rows)
        table = (
            merged((HERE / "RESULTS.md").read_text(encoding="utf-8"), measured)
            if only
            else told(measured, minutes=(time.monotonic() - start) / 60)
        )
    finally:
        shutil.rmtree(place, ignore_errors=True)
    print("\n" + table)
    if failed:
        print(f"未能完成：{'、'.join(failed)}；RESULTS.md 未改动。", file=sys.stderr)
        return 1
    (HERE / "RESULTS.md").write_text(table, encoding="utf-8")
    return 0


def told(rows: list[Measured], *, minutes: float) -> str:
    lines = [
        "# 性能",
        "",
        f"`make bench` 在一台机器上测得（{machine()}），共 {minutes:.1f} 分钟。多次测量取最快一次，双方相同；数字因机器而异，倍数较稳定。",
        "",
        "| 问题 | 规模 | 明察 | 目标 | 同类做法 | 用时 | 明察快几倍 | 备注 |",
        "|---|---|---:|---:|---|---:|---:|---|",
    ]
    return "\n".join([*lines, *map(line, rows), ""])


def merged(table: str, rows: list[Measured]) -> str:
    """The table with these lines instead of those that answer the same question at the same size beside the same peer."""
    lines = {key(old): old for old in table.rstrip("\n").split("\n")}
    lines |= {key(new): new for new in map(line, rows)}
    return "\n".join([*lines.values(), ""])


def key(told: str) -> str:
    """What tells one line from another: question, size, peer."""
    cells = told.split(" | ")
    return " | ".join((*cells[:2], cells[4])) if len(cells) > 4 else f"{told}{id(told)}"


def line(row: Measured) -> str:
    goal = "" if row.goal is None else f"{human(row.goal)}{' ✓' if row.ours < row.goal else ' ✗'}"
    peer = "" if row.peer_seconds is None else human(row.peer_seconds)
    times = "" if row.times_faster is None else f"{row.times_faster:.1f}"
    cells = (row.question, row.size, human(row.ours), goal, row.peer, peer, times, row.remark)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
