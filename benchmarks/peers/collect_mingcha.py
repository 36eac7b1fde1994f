"""A whole portal collected by ours: lists walked, posts read, every answer in WARC, a document made of every page."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from mingcha import extract
from mingcha.collect import rounds
from mingcha.collect.due import Plan, RoundName
from mingcha.collect.site_file import site_of_address
from mingcha.model.fetch import FetchOutcome, Response


def main(home: str, folder: Path, name: str) -> None:
    documents = 0

    def on_answer(response: Response, digest: str) -> None:
        nonlocal documents
        if response.outcome is FetchOutcome.OK and response.media_type == "text/html":
            documents += len(extract.read(response.body, name=response.url).documents)

    told = rounds.collect(
        site_of_address(home),
        folder,
        plan=Plan(RoundName(name)),
        now=lambda: datetime.now().astimezone(),
        on_answer=on_answer,
    )
    asked = sum(number for _, number in told.asked)
    size = sum(file.stat().st_size for file in folder.rglob("*.warc.gz"))
    print(told.posts, told.new, asked, documents, size)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
