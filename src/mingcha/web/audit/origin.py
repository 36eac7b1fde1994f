"""Where the one who acts sits: the source address of the request that is being answered, for the operation log.

Kept beside the request and not passed along: every service logs, and none of them should have to know of requests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

# As long as an IPv6 address with an IPv4 one inside can be written.
LONGEST = 45
_address: ContextVar[str] = ContextVar("address", default="")


def remembered(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what is logged while this request is answered bears its source address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _address.set(address_of(request))
        try:
            return get_response(request)
        finally:
            _address.reset(token)

    return middleware


def address_of(request: HttpRequest) -> str:
    """The address the request came from; behind a reverse proxy the server has put the visitor's there already."""
    return str(request.META.get("REMOTE_ADDR", ""))[:LONGEST]


def address() -> str:
    """The address of the request being answered; empty for commands and background work."""
    return _address.get()


@contextmanager
def of_the_system() -> Iterator[None]:
    """What is logged inside was done by nobody at any address, though a request brought it about."""
    token = _address.set("")
    try:
        yield
    finally:
        _address.reset(token)
