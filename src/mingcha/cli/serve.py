"""mingcha serve: the web page."""

from __future__ import annotations

import argparse
import sys

from mingcha.archive.faults import ArchiveLocked
from mingcha.archive.lock import Lock
from mingcha.cli.database import open_database
from mingcha.cli.faults import OK
from mingcha.web import launch

ABOUT = "打开网页服务"
THREADS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="地址，默认 127.0.0.1（仅本机）")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--threads", type=int, default=THREADS, help=f"同时办理几个请求，默认 {THREADS}")


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
    print(f"网页：http://{options.host}:{options.port}/　按 Ctrl+C 停止。", flush=True)
    launch.serve(host=options.host, port=options.port, threads=max(1, getattr(options, "threads", THREADS)))
    return OK
