"""What makes two requests one, and a request as it is stored."""

from __future__ import annotations

import hashlib
import json
import re

from mingcha.model.fetch import Request

_SESSION = re.compile(r";jsessionid=[^?#]*", re.IGNORECASE)


def without_session(url: str) -> str:
    """The address without the visitor's session that some servers write into it."""
    return _SESSION.sub("", url) if ";" in url else url


def identity(request: Request) -> str:
    """What makes two requests one: the address without a session in it, and for a form what it sends."""
    url = without_session(request.url)
    if request.method == "GET" and not request.body:
        return url
    return f"{request.method} {url} {hashlib.sha256(request.body).hexdigest()[:16]}"


def packed(request: Request) -> str:
    """What a request says beside its address; empty for a plain page."""
    if request.method == "GET" and not request.headers:
        return ""
    told = [request.method, request.body.decode("latin-1"), [list(pair) for pair in request.headers]]
    return json.dumps(told, ensure_ascii=False)


def unpacked(number: int, url: str, kind: str, rest: str, etag: str, modified: str) -> Request:
    """The request again, conditional on what was kept of its last answer."""
    if not rest:
        return Request(url, kind=kind, tag=number, etag=etag, modified=modified)
    method, body, headers = json.loads(rest)
    pairs = tuple((name, value) for name, value in headers)
    return Request(url, method, body.encode("latin-1"), pairs, etag, modified, kind, number)
