"""What does it cost the processor to fetch a page?

Ours is the Fetcher alone with everything it does: robots.txt, names and addresses checked, cookies, heads read, bodies
unpacked and judged. The peers fetch the same addresses of the same server and throw the bodies away. All are measured in
seconds of the processor for the whole process, so that neither the server nor the number of connections decides.
LinkChecker reads what it fetches and cannot do otherwise.
Run with a number of pages.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.county import folder
from benchmarks.measure import Measured, hand_in
from benchmarks.processes import Cost, cheapest, cost_of, python
from benchmarks.served_portal import ServedPortal

PAGES = 10_000
PARALLEL = 32
RUNS = 2
GOAL_PAGES_A_SECOND = 10_000
_SMALL = (20, 80)


def main(pages: int) -> None:
    with ServedPortal(posts=pages) as portal:
        addresses = folder() / "addresses.txt"
        addresses.write_text("\n".join(portal.urls()), encoding="utf-8")
        ours = counted("benchmarks.peers.fetch_mingcha", addresses, pages=pages)
        peers = {
            "Scrapy（按其说明调优）": (
                "scrapy",
                lambda: counted("benchmarks.peers.fetch_scrapy", addresses, pages=pages),
            ),
            "urllib3（一个连接）": (
                "urllib3",
                lambda: counted("benchmarks.peers.fetch_urllib3", addresses, pages=pages),
            ),
            "requests（一个会话）": (
                "requests",
                lambda: counted("benchmarks.peers.fetch_requests", addresses, pages=pages),
            ),
        }
        rows = [row(name, ours, measured, pages=pages) for name, measured in available(peers)]
        if wget := shutil.which("wget"):
            command = [wget, "--quiet", "--no-proxy", "-O", "/dev/null", "-i", addresses]
            rows.append(row("wget（一个连接）", ours, cheapest(command, runs=RUNS), pages=pages))
    if linkchecker := shutil.which("linkchecker", path=f"{Path(sys.executable).parent}"):
        rows.append(row("LinkChecker（含解析）", ours, checked(linkchecker, pages=pages), pages=pages))
    hand_in(rows)


def available(peers: dict[str, tuple[str, Callable[[], Cost]]]) -> list[tuple[str, Cost]]:
    return [(name, run()) for name, (library, run) in peers.items() if importlib.util.find_spec(library)]


def counted(module: str, addresses: Path, *, pages: int) -> Cost:
    cost = cheapest(python(module, addresses, PARALLEL), runs=RUNS)
    assert int(cost.said.split()[-1]) == pages, cost.said[-500:]
    return cost


def checked(linkchecker: str, *, pages: int) -> Cost:
    """LinkChecker, by what a larger portal costs it more than a small one; stretched to the number of pages.

    It waits up to half a second between two requests to a host and cannot be told not to, so the portals are tiny.
    """
    settings = folder() / "linkcheckerrc"
    settings.write_text("[checking]\nmaxrequestspersecond=1000\nthreads=10\n", encoding="utf-8")
    found = []
    for posts in _SMALL:
        with ServedPortal(posts=posts) as portal:
            command = [linkchecker, "-f", settings, "--no-robots", "--no-status", portal.home]
            cost = cost_of(command, good=(0, 1))  # 1: it found the dead links
        urls = re.search(r"links in (\d+) URLs checked", cost.said)
        assert urls, cost.said[-500:]
        found.append((int(urls[1]), cost))
    (few, small), (many, large) = found
    each = (large.processor - small.processor) / (many - few)
    return Cost(each * pages, large.megabytes, "")


def row(name: str, ours: Cost, peer: Cost, *, pages: int) -> Measured:
    return Measured(
        "取网页（处理器时间）",
        f"{pages} 页，每页 20 KB",
        ours.processor,
        peer=name,
        peer_seconds=peer.processor,
        goal=pages / GOAL_PAGES_A_SECOND,
        remark=f"每核每秒 {pages / ours.processor:.0f} 页，对方 {pages / peer.processor:.0f} 页；"
        f"内存 {ours.megabytes} MB，对方 {peer.megabytes} MB",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES)
