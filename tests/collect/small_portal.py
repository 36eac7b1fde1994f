"""A portal of a few pages in memory, and a fetcher that asks it: rounds are told apart from the network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from hashlib import sha256

from mingcha.model.fetch import FetchOutcome, Request, Response
from mingcha.model.guise import Guise

HOME = "http://www.yangli.example/"


def page(title: str, body: str, *, tags: str = "") -> str:
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}-样例县人民政府网</title>{tags}</head>'
        f'<body><div class="nav"><a href="/">首页</a><a href="/tzgg/">通知公告</a><a href="/gzdt/">工作动态</a></div>'
        f'{body}<div class="foot"><p>主办：样例县人民政府办公室</p></div></body></html>'
    )


def listing(name: str, lines: Sequence[tuple[str, str, str]], *, pager: str = "") -> str:
    """A list page of (address, title, date)."""
    items = "".join(f'<li><a href="{url}">{title}</a><span>{day}</span></li>' for url, title, day in lines)
    tags = f'<meta name="ColumnName" content="{name}">'
    return page(name, f'<div class="list"><ul>{items}</ul></div>{pager}', tags=tags)


def post(title: str, day: str, *, source: str = "县财政局", column: str = "", attachments: str = "") -> str:
    tags = (
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">'
        f'<meta name="ContentSource" content="{source}"><meta name="ColumnName" content="{column}">'
    )
    words = f"<p>{title}。为做好有关工作，现将具体事项通知如下，请各单位结合实际认真抓好落实。</p>" * 4
    body = f'<h1>{title}</h1><div class="info">发布时间：{day} 来源：{source}</div><div class="content">{words}'
    return page(title, f"{body}{attachments}</div>", tags=tags)


class SmallPortal:
    """Pages by address. `asked` are the requests in order, those in another's guise aside, which are in `as_others`;
    `down` makes every request fail while it is set, `shown` may give who asks something else than the page."""

    def __init__(self, pages: dict[str, str | bytes | int]) -> None:
        self.pages = pages
        self.asked: list[Request] = []
        self.as_others: list[Request] = []
        self.down: FetchOutcome | None = None
        self.shown: Callable[[Request, str | bytes], str | bytes] = lambda request, held: held

    def answer(self, request: Request, at: datetime) -> Response:
        (self.as_others if request.kind in tuple(Guise) else self.asked).append(request)
        if self.down is not None:
            return Response(request, request.url, self.down, at)
        held = self.pages.get(request.url.removeprefix(HOME.rstrip("/")), 404)
        if isinstance(held, int):
            outcome = FetchOutcome.GONE if held == 404 else FetchOutcome.SERVER_ERROR
            return Response(request, request.url, outcome, at, status=held)
        held = self.shown(request, held)
        body = held.encode() if isinstance(held, str) else held
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        if request.etag == etag:
            return Response(request, request.url, FetchOutcome.NOT_MODIFIED, at, status=304)
        kind = b"text/html; charset=utf-8" if isinstance(held, str) else b"application/octet-stream"
        headers = ((b"Content-Type", kind), (b"ETag", etag.encode()))
        return Response(request, request.url, FetchOutcome.OK, at, status=200, headers=headers, body=body)


class SmallFetcher:
    """Asks a SmallPortal one request after the other; `now` stamps the answers, `after` is called after each."""

    def __init__(
        self, portal: SmallPortal, now: Callable[[], datetime], after: Callable[[int], None] = lambda number: None
    ) -> None:
        self._portal, self._now, self._after = portal, now, after

    def run(
        self,
        supply: Callable[[int, Collection[str]], Sequence[Request]],
        deliver: Callable[[Response], None],
        *,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> None:
        while not should_stop() and (requests := supply(4, frozenset())):
            for request in requests:
                deliver(self._portal.answer(request, self._now()))
                self._after(len(self._portal.asked))
