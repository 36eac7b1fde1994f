"""Run a command against a private PostgreSQL that lives exactly as long as the command.

The command finds it through DATABASE_URL. Where PostgreSQL is not installed, nothing runs and a line says so.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

START_SECONDS = 60
# The data is thrown away: durability would only slow the tests.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def main(command: list[str]) -> int:
    programs = folder_of_programs()
    if programs is None:
        print("本机没有 PostgreSQL，跳过在其上的测试（PostgreSQL is not installed: skipped）")
        return 0
    with tempfile.TemporaryDirectory(prefix="mingcha-postgresql-") as home:
        return run_with_cluster(command, programs=programs, home=Path(home))


def folder_of_programs() -> Path | None:
    """Where initdb and postgres live: on the path, or in Debian's folder of the newest version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return versions[-1].parent if versions else None


def run_with_cluster(command: list[str], *, programs: Path, home: Path) -> int:
    who = account()
    password, port = secrets.token_hex(16), free_port()
    (home / "password").write_text(password, encoding="ascii")
    for path in (home, home / "password"):
        if who:
            os.chown(path, who["user"], who["group"])
    initdb = [programs / "initdb", "-D", home / "data", "-U", "mingcha", "-A", "scram-sha-256"]
    initdb += ["--pwfile", home / "password", "-E", "UTF8", "--locale", "C", "--no-sync"]
    subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=home, **who)
    settings = [part for setting in FAST for part in ("-c", setting)]
    server = [programs / "postgres", "-D", home / "data", "-k", home, "-h", "127.0.0.1", "-p", str(port), *settings]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(server, stdout=log, stderr=log, cwd=home, **who)
    try:
        if not is_ready(home, process=process):
            print("PostgreSQL 未能启动：\n" + (home / "log").read_text(errors="replace")[-2000:], file=sys.stderr)
            return 1
        url = f"postgresql://mingcha:{password}@127.0.0.1:{port}/mingcha"
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's "fast" stop: drop connections, end cleanly
        process.wait(timeout=START_SECONDS)


def account() -> dict[str, Any]:
    """Under whom to run: PostgreSQL refuses root, so root lends it a lesser account."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    lesser = known.get("postgres") or known["nobody"]
    return {"user": lesser.pw_uid, "group": lesser.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_ready(home: Path, *, process: subprocess.Popen[bytes]) -> bool:
    """The server writes `ready` on the last line of its pid file once it takes connections."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        pid_file = home / "data" / "postmaster.pid"
        if pid_file.exists() and pid_file.read_text(errors="replace").rstrip().endswith("ready"):
            return True
        time.sleep(0.1)
    return False


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main(sys.argv[1:]))
