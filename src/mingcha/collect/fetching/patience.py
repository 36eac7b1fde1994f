"""How long a server asks to be left alone (Retry-After), in seconds or by date."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mingcha.collect.fetching.head import Head, header

_A_WEEK = 7 * 86_400.0


def asked_to_wait(head: Head, *, now: datetime) -> float:
    """Seconds, 0 when it does not say or says nonsense. A date counts from the server's own Date where it sends one."""
    stated = header(head.headers, b"retry-after").decode("latin-1").strip()
    if not stated:
        return 0.0
    if stated.isascii() and stated.isdigit():
        return min(float(stated[:9]), _A_WEEK)
    until = _moment(stated)
    if until is None:
        return 0.0
    since = _moment(header(head.headers, b"date").decode("latin-1")) or now.astimezone(UTC)
    return min(max(0.0, (until - since).total_seconds()), _A_WEEK)


def _moment(stated: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
