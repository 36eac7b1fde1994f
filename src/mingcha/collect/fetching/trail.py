"""Knows when a chain of redirects goes round in circles."""

from __future__ import annotations

_ASKED_TWICE = 2


class Trail:
    """What one request was led through, to know a loop when it closes.

    A firewall that sets a cookie and sends back to where one came from is no loop: after a cookie the same may be asked
    once more.
    """

    __slots__ = ("_asked", "_cookies")

    def __init__(self, method: str, url: str) -> None:
        self._asked = {(method, url): (1, 0)}
        self._cookies = 0

    def closes(self, method: str, url: str, *, cookie: bool) -> bool:
        """Whether asking this would only repeat what was; `cookie`: the answer that sends there sets one."""
        self._cookies += cookie
        times, cookies_then = self._asked.get((method, url), (0, -1))
        if times >= _ASKED_TWICE or cookies_then >= self._cookies:
            return True
        self._asked[method, url] = times + 1, self._cookies
        return False
