"""Ours: every address of a file fetched by the Fetcher, with all it does for odd servers."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from mingcha.collect.fetching.fetcher import Fetcher
from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.model.site import Politeness


def main(file: str, parallel: int) -> None:
    urls = Path(file).read_text(encoding="utf-8").split()
    rest = iter(urls)
    fetched = 0

    def supply(how_many: int, busy: Collection[str]) -> Sequence[Request]:
        return [] if busy else [Request(url) for url in islice(rest, how_many)]

    def deliver(response: Response) -> None:
        nonlocal fetched
        fetched += response.outcome is FetchOutcome.OK and len(response.body) > 10_000

    politeness = Politeness(rate=0, parallel=parallel)
    with Fetcher(lambda _: politeness, private=[urlsplit(urls[0]).netloc], now=lambda: datetime.now(UTC)) as fetcher:
        fetcher.run(supply, deliver)
    print(fetched)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
