"""What does it cost to examine what was collected: every check of every family, pages, files, links and all?

The sample county's December is collected from its portal first (not counted). Then the whole archive is examined by one
process and by two. The peer does less: it takes the text of pages out of the same archive, looks for 100,000 phrases and
sketches near-duplicates, with the libraries usually put together for that.
"""

from __future__ import annotations

import importlib.util
import time
from datetime import date, datetime, timedelta, timezone

from benchmarks.county import folder
from benchmarks.measure import Measured, hand_in
from mingcha.archive.store import Archive
from mingcha.collect.addresses import host_of
from mingcha.demo.county import DECEMBER
from mingcha.demo.portal.served import served
from mingcha.demo.portal.site import demo_site
from mingcha.examine.catalogue import chosen
from mingcha.pipeline import Collection, collect_site, examine_collected

CHINA = timezone(timedelta(hours=8))
# The issue: a year of 59,074 posts through every check in 60 s on two cores.
YEAR, GOAL = 59_074, 60.0
PHRASES, PAGES_OF_PEER = 100_000, 300


def main() -> None:
    place = folder() / "examined"
    with served(DECEMBER.last) as base:
        site = demo_site(base)
        if not place.exists():
            collect_site(site, place, round_name="daily", since=DECEMBER.first, now=lambda: datetime.now(CHINA))
    collection = Collection.opened(site, place)
    posts = len(collection.posts)
    peer = peer_seconds(collection) if importlib.util.find_spec("trafilatura") else None
    rows = []
    for processes in (1, 2):
        start = time.perf_counter()
        found = 0
        for part in examine_collected(
            collection, chosen(), key=b"bench", today=date(2023, 12, 31), processes=processes
        ):
            found += len(part.findings)
        spent = time.perf_counter() - start
        told = f"每秒 {posts / spent:.0f} 条；折合全年 {YEAR} 条约 {spent * YEAR / posts:.0f} 秒，目标 {GOAL:.0f} 秒（两核）"
        rows.append(
            Measured(
                f"全部检查项检查采集到的网站，{processes} 个进程",
                f"{posts} 条和附件",
                spent,
                "trafilatura+pyahocorasick+datasketch，只查网页" if peer else "",
                peer,
                remark=told,
            )
        )
    hand_in(rows)


def peer_seconds(collection: Collection) -> float:
    """The peer's time for as many pages, measured on the first some hundred."""
    import ahocorasick
    import trafilatura
    from datasketch import MinHash, MinHashLSH

    automaton = ahocorasick.Automaton()
    for number in range(PHRASES):
        automaton.add_word(f"词{number:06}语", number)
    automaton.make_automaton()
    lsh = MinHashLSH(threshold=0.7, num_perm=128)
    pages = []
    with Archive.open(
        collection.folder, site=host_of(collection.site.home), now=lambda: datetime.now(CHINA), readonly=True
    ) as archive:
        for post in collection.posts[:: max(1, len(collection.posts) // PAGES_OF_PEER)]:
            snapshot = archive.latest(post.url, with_content=True)
            if snapshot is not None:
                pages.append((post.url, archive.read(snapshot).body))
    start = time.perf_counter()
    for url, body in pages:
        text = trafilatura.extract(body) or ""
        list(automaton.iter(text))
        sketch = MinHash(num_perm=128)
        for at in range(max(0, len(text) - 4)):
            sketch.update(text[at : at + 5].encode())
        lsh.insert(url, sketch)
    return (time.perf_counter() - start) * len(collection.posts) / len(pages)


if __name__ == "__main__":
    main()
