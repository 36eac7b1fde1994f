"""What does it cost to collect a portal, and how does the cost grow?

First a whole site crawled for its links: every page fetched and parsed, every attachment and dead link asked. Then the
whole chain: evidence in WARC, posts read, a document made of every page. Then the second, daily round over it, which
should cost what has changed, not what there is. All in seconds of the processor for the whole process.
Run with a number of posts; with `memory` and a number, only the most memory the crawl held is measured; with `county`,
the chain over the sample county's whole portal.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

from benchmarks.county import folder
from benchmarks.measure import Measured, hand_in
from benchmarks.processes import Cost, cost_of, python
from benchmarks.served_portal import ServedPortal
from mingcha.demo.county import DECEMBER
from mingcha.demo.portal.served import served

POSTS, PARALLEL = 10_000, 32
# The issue asks for five times tuned Scrapy, a thousand pages a second for the whole chain, and 300 MB.
FASTER, WHOLE_CHAIN, MOST_MEGABYTES = 5, 1_000, 300


def main(posts: int) -> None:
    with ServedPortal(posts=posts) as portal:
        ours = crawl("benchmarks.peers.crawl_mingcha", portal)
        hand_in(
            [crawled(ours, cost, name, posts=posts) for name, cost in peers(portal)]
            or [crawled(ours, None, "", posts=posts)]
        )
    for many in (posts // 10, posts):
        with ServedPortal(posts=many) as portal:
            hand_in(chain(portal.home, f"{many} 条，20 KB"))


def county() -> None:
    """The sample county's portal: four families of systems, two encodings, attachments; some minutes."""
    with served(DECEMBER.last) as base:
        hand_in(chain(f"{base}/", "样例县门户，约 6 万条"))


def memory(posts: int) -> None:
    with ServedPortal(posts=posts) as portal:
        ours = crawl("benchmarks.peers.crawl_mingcha", portal)
    told = f"每核每秒 {pages(ours) / ours.processor:.0f} 页；内存 {ours.megabytes} MB，目标 {MOST_MEGABYTES} MB"
    hand_in([Measured("整站取网页、解析、查链接", f"{posts} 条", ours.processor, remark=told)])


def peers(portal: ServedPortal) -> list[tuple[str, Cost]]:
    found = []
    if importlib.util.find_spec("scrapy"):
        found.append(("Scrapy（按其说明调优）", crawl("benchmarks.peers.crawl_scrapy", portal)))
    if wget := shutil.which("wget"):
        command = [
            wget,
            "--quiet",
            "--recursive",
            "--level=inf",
            "--spider",
            "--no-proxy",
            "-P",
            fresh("wget"),
            portal.home,
        ]
        found.append(("wget --spider", cost_of(command, good=(0, 8))))
    return found


def crawl(module: str, portal: ServedPortal) -> Cost:
    return cost_of(python(module, portal.home, fresh("crawl"), PARALLEL))


def crawled(ours: Cost, peer: Cost | None, name: str, *, posts: int) -> Measured:
    told = f"每核每秒 {pages(ours) / ours.processor:.0f} 页，内存 {ours.megabytes} MB"
    if peer is None:
        return Measured("整站取网页、解析、查链接", f"{posts} 条", ours.processor, remark=told)
    told += f"；对方 {pages(ours) / peer.processor:.0f} 页，{peer.megabytes} MB"
    goal = peer.processor / FASTER if name.startswith("Scrapy") else None
    return Measured("整站取网页、解析、查链接", f"{posts} 条", ours.processor, name, peer.processor, goal, told)


def pages(cost: Cost) -> int:
    return int(cost.said.split()[-3])


def chain(home: str, size: str) -> list[Measured]:
    """The first round and a daily one after it, over the same folder."""
    place = fresh("collect")
    first = cost_of(python("benchmarks.peers.collect_mingcha", home, place, "full"))
    posts, _, asked, documents, stored = map(int, first.said.split()[-5:])
    told = f"每核每秒 {documents / first.processor:.0f} 页，每页存 {stored / asked:.0f} 字节，内存 {first.megabytes} MB"
    rows = [Measured("采集全程（证据、信息、文档）", size, first.processor, goal=documents / WHOLE_CHAIN, remark=told)]
    again = cost_of(python("benchmarks.peers.collect_mingcha", home, place, "daily"))
    _, new, asked, *_ = map(int, again.said.split()[-5:])
    told = f"没有变化时访问 {asked} 次，新增 {new} 条；是首轮的 {again.processor / first.processor:.1%}"
    return [*rows, Measured("日常一轮", f"{size}（已有 {posts} 条）", again.processor, remark=told)]


def fresh(name: str) -> Path:
    place = folder() / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    return place


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        memory(int(sys.argv[2]))
    elif sys.argv[1:2] == ["county"]:
        county()
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else POSTS)
