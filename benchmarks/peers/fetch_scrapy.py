"""Scrapy set up for speed: one task an answer, no middlewares nobody needs, uvloop."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess

_OFF = (
    "downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware",
    "downloadermiddlewares.httpauth.HttpAuthMiddleware",
    "downloadermiddlewares.httpproxy.HttpProxyMiddleware",
    "downloadermiddlewares.offsite.OffsiteMiddleware",
    "downloadermiddlewares.stats.DownloaderStats",
)
_OFF_FOR_SPIDERS = (
    "spidermiddlewares.depth.DepthMiddleware",
    "spidermiddlewares.referer.RefererMiddleware",
    "spidermiddlewares.urllength.UrlLengthMiddleware",
)
SETTINGS = {
    "CONCURRENT_ITEMS": 1,
    "CONCURRENT_REQUESTS": 32,
    "DOWNLOAD_DELAY": 0,
    "DOWNLOADER_MIDDLEWARES": {f"scrapy.{name}": None for name in _OFF},
    "SPIDER_MIDDLEWARES": {f"scrapy.{name}": None for name in _OFF_FOR_SPIDERS},
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
    "LOG_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    "ASYNCIO_EVENT_LOOP": "uvloop.Loop",
}


class Fetch(scrapy.Spider):
    name = "fetch"
    fetched = 0

    async def start(self) -> AsyncIterator[Any]:
        for url in Path(sys.argv[1]).read_text(encoding="utf-8").split():
            yield scrapy.Request(url, callback=self.parse)

    def parse(self, response: Any, **_: Any) -> None:
        Fetch.fetched += len(response.body) > 10_000


if __name__ == "__main__":
    at_once = int(sys.argv[2])
    process = CrawlerProcess(SETTINGS | {"CONCURRENT_REQUESTS": at_once, "CONCURRENT_REQUESTS_PER_DOMAIN": at_once})
    process.crawl(Fetch)
    process.start()
    print(Fetch.fetched)
