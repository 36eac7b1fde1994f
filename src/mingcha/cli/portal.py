"""mingcha demo-portal: the sample county's portal, served as it stood at the end of any day."""

from __future__ import annotations

import argparse
import asyncio
import time
from datetime import date

from mingcha.cli.faults import OK, CommandFault
from mingcha.text.dates import NotADate, read_date
from mingcha.text.system_faults import why

ABOUT = "打开样例县的门户网站，供试用采集"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", default="2023-12-31", help="网站是哪天结束时的样子，默认 2023-12-31")
    parser.add_argument("--host", default="127.0.0.1", help="地址，默认 127.0.0.1（仅本机）")
    parser.add_argument("--port", type=int, default=8123, help="端口，默认 8123")
    parser.add_argument("--site-file", action="store_true", help="不打开网站，只写出它的采集登记（site.toml 的内容）")


def run(options: argparse.Namespace) -> int:
    from mingcha.demo.portal.portal import Portal
    from mingcha.demo.portal.server import serve
    from mingcha.demo.portal.site import site_toml

    base = f"http://{options.host}:{options.port}"
    if options.site_file:
        print(site_toml(base), end="")
        return OK
    try:
        day: date = read_date(options.date)
    except NotADate as fault:
        raise CommandFault(f"--date {fault}") from None
    begun = time.monotonic()
    portal = Portal(day, base=base)

    def tell(port: int) -> None:
        seconds = time.monotonic() - begun
        about = f"样例县门户（{day} 结束时，{len(portal.edition.posts)} 条信息，准备用了 {seconds:.1f} 秒）"
        print(f"{about}：http://{options.host}:{port}/　按 Ctrl+C 停止。", flush=True)

    try:
        asyncio.run(serve(portal, host=options.host, port=options.port, ready=tell, stop=asyncio.Event()))
    except OSError as fault:
        raise CommandFault(f"{base} 打不开（{why(fault)}），请用 --port 另指定一个端口。") from None
    return OK
