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
from mingcha.examine.links.reasons import Reason, State, state_of
from mingcha.model.fetch import FetchOutcome
from mingcha.model.finding import Evidence, Severity
from mingcha.model.looked_link import LinkedFrom, Look, LookedLink, Standing
from mingcha.text.masking import scrubbed

# Looks that agree, and how far apart they must be: a server that restarts is not a dead one.
LOOKS, APART = 3, timedelta(hours=6)
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
    dead: list[tuple[Look, Reason]] = []
    for look in link.looks:
        state, reason = state_of(look, link)
        if state is State.ALIVE:
            dead.clear()
        elif reason is not None:
            dead.append((look, reason))
    if not dead:
        return
    looks = _apart([look.at for look, _ in dead])
    reason = dead[-1][1]
    first = dead[0][0].at
    told = f"{reason.sentence}；{_pages(link)}"
    if looks >= LOOKS:
        told += f"，{first.year}年{first.month}月{first.day}日起 {looks} 次查看都打不开。{reason.fix}"
        yield found(quote=_quote(link), note=told, secret=link.address)
        return
    told += f"，已查看 {looks} 次，疑似失效（相隔 6 小时以上的三次查看都打不开才算）。{reason.fix}"
    yield doubt(quote=_quote(link), note=told, secret=link.address, confidence=0.5 if looks < LOOKS - 1 else 0.8)


def _apart(moments: list[datetime]) -> int:
    """How many of the looks are far enough from the one counted before."""
    counted, last = 0, None
    for at in moments:
        if last is None or at - last >= APART:
            counted, last = counted + 1, at
    return counted


def _pages(link: LookedLink) -> str:
    return f"{link.pages} 个网页链接到它" if link.pages > 1 else "1 个网页链接到它"


def _quote(link: LookedLink) -> str:
    address = link.address if len(link.address) <= 120 else link.address[:119] + "…"
    return scrubbed(f"“{link.words[:40]}” {address}" if link.words else address)
