"""How long do pages take when many people work at once over a large record?

`python -m benchmarks.bench_load postgresql 200` or `sqlite 20`: builds a county with a million posts and a hundred
thousand findings that wait, serves it as the office would, and lets so many people work on it over loopback; each looks
at a page for four to twelve seconds. Told are the 95th of a hundred answers of each kind of page, its goal, and how busy
the machine was with other things before. Needs locust.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.county import empty_county, folder, open_county
from benchmarks.load import alone, county
from benchmarks.measure import Measured, hand_in

POSTS, FINDINGS = 1_000_000, 100_000
SECONDS = 120
LIST_GOAL, DECISION_GOAL = 0.300, 0.150
DECISIONS = "判断"
HERE = Path(__file__).parent
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def main(database: str, people: int, *, posts: int = POSTS, findings: int = FINDINGS, seconds: int = SECONDS) -> None:
    if database == "postgresql" and not os.environ.get("DATABASE_URL"):
        within = [sys.executable, str(HERE.parent / "scripts" / "with_postgresql.py")]
        again = [sys.executable, "-m", "benchmarks.bench_load", database, str(people)]
        sizes = [str(posts), str(findings), str(seconds)]
        sys.exit(subprocess.run([*within, *again, *sizes], cwd=HERE.parent, check=False).returncode)
    name = f"load-{database}"
    sessions = folder() / name / "sessions.json"
    _build(name, people, posts=posts, findings=findings, sessions=sessions)
    size = f"{posts // 10_000} 万条信息，{findings // 10_000} 万处待判断"
    if database == "sqlite":
        open_county(name)
        hand_in([_alone(*row, size=size) for row in alone.costs()])
    busy = os.getloadavg()[0]
    with _served(name) as (address, process):
        start, before = time.perf_counter(), _processor(process)
        rows = _played(address, people=people, seconds=seconds, sessions=sessions)
        share = (_processor(process) - before) / (time.perf_counter() - start)
    who = f"{people} 人，{NAMES[database]}"
    hand_in([_measured(row, who, size, busy, share) for row in rows])


def _build(name: str, people: int, *, posts: int, findings: int, sessions: Path) -> None:
    """The county, unless this run of the benchmarks has made it in this database already."""
    made, what = folder() / name / "made", f"{os.environ.get('DATABASE_URL', '')} {posts} {findings}"
    if made.exists() and made.read_text(encoding="utf-8") == what:
        open_county(name, keep_database=bool(os.environ.get("DATABASE_URL")))
        county.sign_in(people, sessions)  # sessions of an hour ago have ended
        return
    start = time.perf_counter()
    if url := os.environ.get("DATABASE_URL"):
        _new_database(url)
    empty_county(name, keep_database=bool(url))
    county.fill(posts=posts, findings=findings)
    county.sign_in(people, sessions)
    made.write_text(what, encoding="utf-8")
    print(f"建库 {time.perf_counter() - start:.0f} 秒", flush=True)


def _alone(name: str, seconds: float, queries: int, *, size: str) -> Measured:
    goal = DECISION_GOAL if name == DECISIONS else LIST_GOAL
    question = f"一个人打开（处理器时间，含 SQLite）：{name}"
    return Measured(question, size, seconds, goal=goal, remark=f"{queries} 次查询")


def _new_database(url: str) -> None:
    """An empty one of the address's name, in the place of whatever is there."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    server, _, database = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(database)))
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(database)))


@contextmanager
def _served(name: str) -> Iterator[tuple[str, int]]:
    """`mingcha serve` on this county, as the office starts it."""
    from scripts.with_postgresql import free_port  # type: ignore[import-not-found]

    port = free_port()
    environment = os.environ | {"MINGCHA_HOME": str(folder() / name)}
    command = [sys.executable, "-m", "mingcha", "serve", "--port", str(port)]
    with (folder() / name / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/login/", server)
        yield address, server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def _processor(process: int) -> float:
    """Seconds of processor a process and its children have used; 0 where the system does not tell.

    Unlike the clock it does not depend on what else the machine does.
    """
    used = 0
    for told in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = told.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended since
        if told.parent.name == str(process) or fields[1] == str(process):
            used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start; see serve.log")


def _played(address: str, *, people: int, seconds: int, sessions: Path) -> list[dict[str, str]]:
    """The rows of locust's table, one for each kind of page; what was asked while people were still coming is left out."""
    prefix = folder() / "load"
    command = [sys.executable, "-m", "locust", "-f", str(HERE / "load" / "people.py"), "--headless", "--only-summary"]
    command += ["--host", address, "-u", str(people), "-r", str(max(2, people // 10)), "-t", f"{seconds + 15}s"]
    command += ["--reset-stats", "--csv", str(prefix), "--loglevel", "WARNING", "--stop-timeout", "10"]
    environment = os.environ | {"MINGCHA_LOAD_SESSIONS": str(sessions)}
    subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with Path(f"{prefix}_stats.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["Request Count"])]
    asked, failed = (sum(int(row[name]) for row in rows) for name in ("Request Count", "Failure Count"))
    if failed * 20 > asked:
        raise RuntimeError(f"{failed} of {asked} pages were no pages; nothing can be said of how long they take")
    return rows


def _measured(row: dict[str, str], who: str, size: str, busy: float, share: float) -> Measured:
    name = row["Name"]
    goal = None if name == "Aggregated" else DECISION_GOAL if name == DECISIONS else LIST_GOAL
    failed = f"，失败 {row['Failure Count']} 次" if row["Failure Count"] != "0" else ""
    often = ""
    if name == "Aggregated":
        a_second = float(row["Requests/s"])
        often = f"，每秒 {a_second:.1f} 页，每页用处理器 {share / a_second * 1000:.0f} 毫秒"
    remark = (
        f"p50 {row['50%']}、p99 {row['99%']} 毫秒，{row['Request Count']} 次{often}{failed}；测前系统负载 {busy:.1f}"
    )
    shown = "全部页面" if name == "Aggregated" else name
    return Measured(f"多人同时使用，p95：{shown}（{who}）", size, int(row["95%"]) / 1000, goal=goal, remark=remark)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[3:6]]
    main(sys.argv[1], int(sys.argv[2]), **dict(zip(("posts", "findings", "seconds"), numbers, strict=False)))
