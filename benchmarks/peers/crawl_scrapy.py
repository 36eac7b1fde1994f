"""The same whole site crawled by Scrapy, set up for speed: links told apart before a request is made of them, the same
parser of pages, no middlewares nobody needs."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urljoin

import scrapy
from scrapy.crawler import CrawlerProcess
from selectolax.lexbor import LexborHTMLParser

from benchmarks.peers.fetch_scrapy import SETTINGS


class Crawl(scrapy.Spider):
    name = "crawl"
    handle_httpstatus_list = (404,)
    pages = files = dead = 0
    seen: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        yield scrapy.Request(sys.argv[1], callback=self.parse)

    def parse(self, response: Any, **_: Any) -> Iterator[Any]:
        if response.status != 200:
            Crawl.dead += 1
            return
        Crawl.pages += 1
        for node in LexborHTMLParser(response.text).css("a[href]"):
            url = urljoin(response.url, node.attributes["href"] or "").partition("#")[0]
            if url in self.seen or not url.startswith("http"):
                continue
            self.seen.add(url)
            if url.endswith(".pdf"):
                yield scrapy.Request(url, method="HEAD", callback=self.checked)
            else:
                yield scrapy.Request(url, callback=self.parse)

    def checked(self, response: Any) -> None:
        if response.status == 200:
            Crawl.files += 1
        else:
            Crawl.dead += 1


if __name__ == "__main__":
    at_once = int(sys.argv[3])
    process = CrawlerProcess(SETTINGS | {"CONCURRENT_REQUESTS": at_once, "CONCURRENT_REQUESTS_PER_DOMAIN": at_once})
    process.crawl(Crawl)
    process.start()
    print(Crawl.pages, Crawl.files, Crawl.dead)
