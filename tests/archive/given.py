"""Answers of a made-up county's portal, for the tests of the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from mingcha.archive.identity import CHINA
from mingcha.archive.store import Archive
from mingcha.model.fetch import FetchOutcome, Hop, Request, Response

SITE = "样例县人民政府门户网站"
HOME = "http://www.yangli.test/"
NOON = datetime(2023, 12, 1, 12, 0, 0, 123456, tzinfo=CHINA)


def now() -> datetime:
    return NOON


def opened(folder: Path, **options: Any) -> Archive:
    return Archive.open(folder, **{"site": SITE, "now": now} | options)


def page(text: str) -> bytes:
    return f"<!DOCTYPE html><html><body><p>{text}</p></body></html>".encode()


def answer(path: str = "", body: bytes | str = "", *, minute: int = 0, **facts: Any) -> Response:
    """An answer that is as good as any, unless said otherwise."""
    url = facts.pop("url", HOME + path)
    request = facts.pop("request", None) or Request(url, kind="post")
    body = page(body) if isinstance(body, str) else body
    stated: dict[str, Any] = {
        "outcome": FetchOutcome.OK,
        "at": NOON + timedelta(minutes=minute),
        "status": 200,
        "reason": "OK",
        "headers": ((b"Content-Type", b"text/html; charset=utf-8"), (b"Server", b"nginx")),
        "body": body,
    } | facts
    return Response(request, url, **stated)


def facts_of(response: Response) -> dict[str, Any]:
    """All of an answer, to compare: responses themselves are equal only to themselves."""
    return {name: getattr(response, name) for name in Response.__dataclass_fields__}


def redirected() -> Response:
    """An answer that came by two redirects."""
    first, second, third = (HOME + path for path in ("old", "moved", "new"))
    hops = (
        Hop(first, 302, second, ((b"Location", b"/moved"),)),
        Hop(second, 301, third, ((b"Location", b"/new"), (b"Server", b"nginx"))),
    )
    return answer(url=third, request=Request(first, kind="list", tag=3), body="新的地址", hops=hops)


def appended() -> list[Response]:
    """A day of answers of every kind, always the same."""
    random, answers = Random(20231201), list[Response]()
    for number in range(120):
        which = number % 8
        if which < 4:
            one = answer(f"{number}.html", random.randbytes(random.randrange(3000)), minute=number)
        elif which == 4:
            one = answer(f"{number}.html", "到处都一样" * 50, minute=number)
        elif which == 5:
            one = answer(f"{number - 5}.html", b"", minute=number, status=304, outcome=FetchOutcome.NOT_MODIFIED)
        elif which == 6:
            one = answer(f"{number}.html", b"", minute=number, status=0, reason="", outcome=FetchOutcome.RESET)
            one = replace(one, headers=())
        elif number % 16 == 7:
            one = replace(redirected(), body=random.randbytes(90))
        else:
            form = Request(HOME + "form", "POST", f"page={number}".encode(), kind="list")
            one = answer(url=HOME + "form", request=form, body=f"第{number}页", minute=number)
        answers.append(one)
    return answers


def work(folder: Path, told: Connection) -> None:
    """Append what is still missing of `appended`, telling after each commit how far it is durable."""
    told.send(0)
    with opened(folder, largest=30_000) as archive:
        told.send(archive.last_number)
        for number, one in enumerate(appended()[archive.last_number :], archive.last_number + 1):
            archive.append(one)
            if number % 7 == 0:
                archive.commit()
                told.send(number)
        archive.commit()
        told.send(archive.last_number)
