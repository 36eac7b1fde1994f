"""Answers of a made-up county's portal, for the tests of the archive."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from mingcha.archive.identity import CHINA
from mingcha.archive.store import Archive
from mingcha.model.fetch import FetchOutcome, Request, Response

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
