"""mingcha worker: what is done in the background, beside the web page."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from datetime import datetime

from mingcha.cli.database import open_database
from mingcha.cli.faults import COULD_NOT_RUN, OK
from mingcha.cli.stopping import stoppable

ABOUT = "后台任务：按计划采集、检查、发送、备份，与 mingcha serve 同时运行"
# How long what runs may take to end in order, in seconds.
PATIENCE = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--once", action="store_true", help="做完现在该做的就结束（不能装成服务时，由计划任务反复运行）"
    )
    parser.add_argument("--tick", type=float, default=2.0, metavar="SECONDS", help="多久看一次有没有要做的，默认 2 秒")
    parser.add_argument("--errand", type=int, metavar="ID", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s", level=logging.INFO)
    if options.errand is not None:
        return _one(options.errand)
    open_database()
    from mingcha.web.work.worker import Worker

    worker = Worker(now=_now)
    told = ""
    with stoppable("正在收尾：正在做的会停在可以继续的地方……") as stop:
        while not stop.is_set():
            worker.step()
            words = (
                "后台任务已在运行，按 Ctrl+C 停止。" if worker.is_leading else "另一个后台进程正在运行，本进程待命。"
            )
            if words != told:
                print(words, flush=True)
                told = words
            if options.once and (not worker.is_leading or worker.is_idle):
                break
            stop.wait(min(0.2, options.tick) if options.once else options.tick)
        worker.end(patience=PATIENCE)
    return OK


def _one(pk: int) -> int:
    """The process of one errand: the worker has opened the database, and reads the status."""
    from mingcha.web import launch

    launch.setup()
    from mingcha.web.work.doing import do
    from mingcha.web.work.tasks import stop as asked

    began = time.monotonic()
    with stoppable("", event=asked):
        done = do(pk)
    if done is not None:
        print(
            f"{_now():%m-%d %H:%M:%S} {done.title}（{time.monotonic() - began:.1f} 秒）：{done.told}", file=sys.stderr
        )
    return OK if done is None or done.task.status != "RUNNING" else COULD_NOT_RUN


def _now() -> datetime:
    return datetime.now().astimezone()
