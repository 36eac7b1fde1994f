"""mingcha collect: a portal's posts from its address, with evidence, and without a database."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from mingcha.cli.dates import day
from mingcha.cli.faults import OK, TO_LOOK_AT, CommandFault
from mingcha.model.round import Completeness, RoundState

ABOUT = "采集一个网站：发现栏目和信息，保存证据，列出信息清单"
KINDS = {
    "home": "首页",
    "list": "列表页",
    "answer": "列表数据",
    "page": "其他网页",
    "post": "信息",
    "attachment": "附件",
    "sitemap": "网站地图",
    "link": "外部链接",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("site", metavar="URL|SITE.toml", help="网站首页网址，或写明网站、单位、栏目的 TOML 文件")
    parser.add_argument("--archive", type=Path, required=True, metavar="DIR", help="证据和采集进度存放的文件夹")
    parser.add_argument(
        "--round",
        choices=("daily", "weekly", "full"),
        default="daily",
        help="daily 看各栏目新信息（首次则全部），weekly 走完所有列表，full 全部重看；默认 daily",
    )
    parser.add_argument("--since", type=day, metavar="DATE", help="只要这一天及以后发布的信息")
    parser.add_argument("--max-pages", type=int, metavar="N", help="本次最多访问多少个网址，余下的下次继续")
    parser.add_argument("--posts", type=Path, metavar="FILE", help="把信息清单写成 JSON lines；- 表示标准输出")
    parser.add_argument("--links", action="store_true", help="同时查看指向站外的链接是否有效")
    parser.add_argument("--browser", action="store_true", help="只有脚本才能生成的网页用浏览器打开（需另装浏览器组件）")
    parser.add_argument("--rate", type=float, metavar="N", help="每秒最多访问几次，0 为不限；默认 5，本机地址不限")
    parser.add_argument("--parallel", type=int, metavar="N", help="同时最多几个连接；默认 2，本机地址 8")


def run(options: argparse.Namespace) -> int:
    from mingcha.pipeline import collect_site, site_from, write_collected_posts

    if options.max_pages is not None and options.max_pages < 1:
        raise CommandFault("--max-pages 至少为 1。")
    if (options.rate is not None and options.rate < 0) or (options.parallel is not None and options.parallel < 1):
        raise CommandFault("--rate 不能小于 0，--parallel 至少为 1。")
    site = site_from(options.site, rate=options.rate, parallel=options.parallel)
    with _stoppable() as stop, _shown(site.name) as show:
        told = collect_site(
            site,
            options.archive,
            round_name=options.round,
            since=options.since,
            most=options.max_pages,
            audit=options.links,
            browser=options.browser,
            now=lambda: datetime.now().astimezone(),
            advance=show,
            should_stop=stop.is_set,
        )
    if options.posts is not None:
        writing: AbstractContextManager[TextIO]
        writing = nullcontext(sys.stdout) if str(options.posts) == "-" else _replacing(options.posts)
        with writing as out:
            write_collected_posts(site, options.archive, out, since=options.since)
    print(statement(told, units=bool(site.units)), file=sys.stderr)
    return OK if told.is_complete else TO_LOOK_AT


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """The file is there whole or as it was before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    with beside.open("w", encoding="utf-8", newline="\n") as out:
        yield out
    beside.replace(path)


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """The first Ctrl+C lets the round end in order; the second ends the program."""
    stop = threading.Event()

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        print("正在收尾，已取得的都会保存……", file=sys.stderr)

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _shown(name: str) -> Iterator[Callable[[RoundState], None]]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"采集 {name}", total=None, told="")

        def show(state: RoundState) -> None:
            left = "" if state.seconds_left is None else f"，约剩 {_span(state.seconds_left)}"
            told = (
                f"已取 {state.done}，待取 {state.waiting}，每秒 {state.per_second:.0f}，{len(state.hosts)} 个主机{left}"
            )
            bar.update(task, completed=state.done, total=state.done + state.waiting, told=told)

        yield show


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} 秒"
    return f"{seconds / 60:.0f} 分钟" if seconds < 5400 else f"{seconds / 3600:.1f} 小时"


def statement(told: Completeness, *, units: bool) -> str:
    """The completeness statement, for people: what is known, what was looked at, and every gap with its reason."""
    lines = [f"共有栏目 {told.columns} 个，信息 {told.posts} 条，附件 {told.attachments} 个。"]
    lines.append(f"本轮新增 {told.new} 条，变化 {told.changed} 条，撤下 {told.gone} 条。")
    answered = dict(told.answered)
    seen = [f"{KINDS.get(kind, kind)} {answered.get(kind, 0)}/{number}" for kind, number in told.asked]
    lines.append(f"本轮访问（取得/访问）：{'，'.join(seen) or '无'}。")
    if told.undated:
        lines.append(f"没有日期的信息 {told.undated} 条。")
    if units and told.unattributed:
        lines.append(f"没有归属单位的信息 {told.unattributed} 条，请人工指定。")
    for gap in told.gaps:
        places = "、".join(gap.examples[:3]) + ("等" if gap.number > 3 else "")
        lines.append(f"未取得：{KINDS.get(gap.kind, gap.kind)} {gap.number} 个，{gap.outcome.sentence}：{places}")
    for dead in told.dead:
        places = "、".join(dead.examples[:3]) + ("等" if dead.number > 3 else "")
        lines.append(
            f"网站上已打不开：{KINDS.get(dead.kind, dead.kind)} {dead.number} 个，{dead.outcome.sentence}：{places}"
        )
    lines += [
        f"网站不允许采集（robots.txt）：{gap.number} 个网页：{'、'.join(gap.examples[:3])}" for gap in told.barred
    ]
    lines += [
        f"栏目“{short.name}”自称 {short.claimed} 条，列出 {short.listed} 条：{short.url}" for short in told.shortfalls
    ]
    lines += [f"网址太多，没有全部访问：{path}" for path in told.trapped]
    lines += [f"网址无穷无尽而没有信息（如日历、搜索），不再访问：{path}" for path in told.endless]
    lines += [f"网站的毛病：{host} {remark}（{number} 次，如 {url}）" for host, remark, number, url in told.remarks]
    if told.reprints:
        lines.append(f"列表中有 {told.reprints} 条指向其他网站，不计入。")
    if told.waiting:
        lines.append(f"还有 {told.waiting} 个网址没有访问，再运行一次即可继续。")
    if told.finished is None and not told.waiting:
        lines.append("本轮没有走完，再运行一次即可继续。")
    if told.is_complete:
        lines.append("本轮已全部看完，没有遗漏。")
    return "\n".join(lines)
