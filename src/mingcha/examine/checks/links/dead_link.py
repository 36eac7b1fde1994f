"""A link whose target does not open.

Looks for: a target that answers with an error, whose domain does not resolve, that refuses the connection, breaks it
off or is not done in time, whose encryption nobody can set up any more, that says in words that there is nothing, is
for sale, empty, or a page where a file should be. It counts after three looks at least six hours apart with the same
end; before that it is suspected.
Matters because: a reader is sent into the void, and every dead link costs points in an inspection.
To fix: ask for the new address and change the link, or remove it.
Cannot see: targets that open for the program and not for a reader's browser; sites that turn programs away, which are
not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.links.reasons import dead
from mingcha.model.fetch import FetchOutcome
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_link import LinkedFrom, Look, LookedLink, Standing
from mingcha.text.masking import scrubbed

_PAGES = (LinkedFrom("http://www.yangli.gov.cn/tzgg/t1.html", "办事指南"),)
_AT = datetime(2023, 12, 1, 8, tzinfo=timezone(timedelta(hours=8)))


def _example(
    address: str,
    *outcomes: FetchOutcome,
    hours: int = 8,
    standing: Standing = Standing.OWN,
    content: str = "",
    size: int | None = None,
) -> LookedLink:
    looks = tuple(
        Look(_AT + timedelta(hours=hours * place), outcome, final=address, content=content, size=size)
        for place, outcome in enumerate(outcomes)
    )
    return LookedLink(address, "www.yangli.gov.cn", standing, _PAGES, 12, looks)


_OWN = "http://www.yangli.gov.cn"


@check(
    severity=Severity.MEDIUM,
    clauses=["SITE-LINKS", "INSPECT-USABLE"],
    message="链接打不开：{quote}",
    advice="更换为能打开的网址，或删除链接；同一网址在其他网页上的链接一并处理。",
    bad=[
        _example(f"{_OWN}/bszn/old.html", FetchOutcome.GONE, FetchOutcome.GONE, FetchOutcome.GONE),
        _example(f"{_OWN}/bszn/new.html", FetchOutcome.OK, FetchOutcome.GONE),
        _example("http://gone.example.com/", *[FetchOutcome.NO_SUCH_HOST] * 3, standing=Standing.UNKNOWN),
        _example(f"{_OWN}/files/1.xlsx", *[FetchOutcome.OK] * 3, content="html", size=900),
        _example(f"{_OWN}/files/2.pdf", *[FetchOutcome.OK] * 3, content="empty", size=0),
    ],
    good=[
        _example(f"{_OWN}/bszn/", FetchOutcome.GONE, FetchOutcome.GONE, FetchOutcome.OK),
        _example(f"{_OWN}/files/1.xlsx", FetchOutcome.OK, content="zip", size=90_000),
        _example("http://www.people.com.cn/", *[FetchOutcome.FORBIDDEN] * 3, standing=Standing.APPROVED),
        _example(f"{_OWN}/rest.html", *[FetchOutcome.HOST_RESTING] * 3),
        _example(f"{_OWN}/never.html"),
    ],
)
def dead_link(link: LookedLink) -> Iterator[Evidence]:
    known = dead(link.looks, link.address, link.standing)
    if known is None:
        return
    say = found if known.is_sure else doubt
    yield say(
        quote=_quote(link),
        note=f"{known.reason.sentence}；{_pages(link)}，{known.told}",
        secret=link.address,
        confidence=1.0 if known.is_sure else 0.8 if known.looks == 2 else 0.5,
    )


def _pages(link: LookedLink) -> str:
    return f"{link.pages} 个网页链接到它" if link.pages > 1 else "1 个网页链接到它"


def _quote(link: LookedLink) -> str:
    address = link.address if len(link.address) <= 120 else link.address[:119] + "…"
    return scrubbed(f"“{link.words[:40]}” {address}" if link.words else address)
