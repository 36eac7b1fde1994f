"""mingcha serve: the web page."""

from __future__ import annotations

import argparse
import os
import sys

from mingcha.archive.faults import ArchiveLocked
from mingcha.archive.lock import Lock
from mingcha.cli.database import open_database
from mingcha.cli.faults import OK, CommandFault
from mingcha.web import launch

ABOUT = "打开网页服务"
THREADS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="地址，默认 127.0.0.1（仅本机）")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--threads", type=int, default=THREADS, help=f"同时办理几个请求，默认 {THREADS}")
    parser.add_argument(
        "--processes",
        type=int,
        help="用几个进程办理，默认 SQLite 1 个，PostgreSQL 同处理器核数（最多 4 个）；Windows 只用 1 个",
    )


def run(options: argparse.Namespace) -> int:
    open_database()
    from mingcha.web.accounts.models import User
    from mingcha.web.work.restoring import serve_lock

    if not User.objects.exists():
        print("还没有用户。请先新建：mingcha user 用户名 --role system", file=sys.stderr)
    try:
        lock = Lock(serve_lock())  # nobody restores a backup under a running page
    except ArchiveLocked:
        lock = None  # another page on the same data holds it
    try:
        return run_server(options)
    finally:
        if lock is not None:
            lock.release()


def run_server(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from mingcha.web import processes

    number = processes.usual_number() if options.processes is None else max(1, options.processes)
    if number > 1 and os.name != "posix":
        raise CommandFault("Windows 上只能用 1 个进程办理，请去掉 --processes。")
    in_words = f"　{number} 个进程" if number > 1 else ""
    print(f"网页：http://{options.host}:{options.port}/{in_words}　按 Ctrl+C 停止。", flush=True)
    launch.serve(host=options.host, port=options.port, threads=max(1, options.threads), processes=number)
    return OK
