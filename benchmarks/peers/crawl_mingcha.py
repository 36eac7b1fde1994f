"""A whole site crawled by ours: frontier in SQLite, fetcher, every page parsed, every link and attachment asked once."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

from mingcha.collect.addresses import host_of
from mingcha.collect.fetching.fetcher import Fetcher
from mingcha.collect.frontier import Frontier, Urgency
from mingcha.collect.links import links
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.model.site import Politeness
from mingcha.pages.page import parse

COMMIT = 500


def main(home: str, folder: Path, parallel: int) -> None:
    frontier = Frontier.open(folder)
    frontier.begin_round("full", at=datetime.now(UTC).isoformat(), options={})
    first, _ = frontier.add(Request(home, kind="page"))
    frontier.enqueue(first, Urgency.PAGE)
    host, pages, files, dead = host_of(home), 0, 0, 0

    def supply(how_many: int, busy: Collection[str]) -> Sequence[Request]:
        return frontier.take(how_many, busy)

    def deliver(response: Response) -> None:
        nonlocal pages, files, dead
        if response.request.kind == "robots":
            return
        frontier.answered(
            response.request.tag,
            outcome=response.outcome,
            status=response.status,
            snapshot=0,
            etag=response.header("etag"),
            modified=response.header("last-modified"),
        )
        if response.outcome is not FetchOutcome.OK:
            dead += 1
        elif response.request.kind == "page":
            pages += 1
            page = parse(response.body, url=response.url, declared=response.charset)
            for link in links(page, hosts=(host,)):
                if frontier.is_known(link.url):
                    continue
                audit = link.is_attachment or link.is_external
                request = Request(link.url, "HEAD" if audit else "GET", kind="link" if audit else "page")
                number, new = frontier.add(request)
                if new:
                    frontier.enqueue(number, Urgency.LINK if audit else Urgency.PAGE)
        else:
            files += 1
        if (pages + files) % COMMIT == 0:
            frontier.commit(0)

    politeness = Politeness(rate=0, parallel=parallel)
    with Fetcher(lambda _: politeness, now=lambda: datetime.now(UTC), private=(host,)) as fetcher:
        fetcher.run(supply, deliver)
    frontier.commit(0)
    frontier.close()
    print(pages, files, dead)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
