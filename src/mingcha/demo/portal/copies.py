"""The portal many times over, for measuring how a collection grows: the same pages again under /copy2/, /copy3/ …"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from mingcha.demo.portal.portal import Answer, Portal

_COPY = re.compile(r"/copy(\d{1,3})(/.*)")
# Where pages and records name a path of the portal.
_PATH = re.compile(rb"""((?:href|src|proxyUrl)\s?[=:]\s?["'])/(?=[a-z?]|["'])""")
_TEXT = ("text/", "application/xml")


class Copies:
    """`count` times the portal; the first has the usual addresses and its home page leads to the others."""

    def __init__(self, day: date, *, count: int) -> None:
        self._portal = Portal(day)
        self._count = count

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """As Portal.answer, with the copy's name before every path."""
        found = _COPY.fullmatch(target)
        copy = int(found[1]) if found else 1
        if found is None and target != "/":
            return self._portal.answer(method, target, headers, body)
        if not 1 <= copy <= self._count or (found and copy == 1):
            return self._portal.answer(method, "/no-such-copy", headers)
        # Validators are those of the first copy: the rest of the bytes follows from the address.
        answer = self._portal.answer(method, found[2] if found else target, headers, body)
        if not dict(answer.headers).get("Content-Type", "").startswith(_TEXT):
            return answer
        if found is None:
            links = "".join(f'<a href="/copy{number}/">/copy{number}/</a> ' for number in range(2, self._count + 1))
            return answer._replace(body=answer.body.replace(b"</body>", f"<p>{links}</p></body>".encode()))
        prefix = b"/copy%d" % copy
        host = headers.get("host", "www.yangli.example").encode("latin-1")
        rewritten = _PATH.sub(rb"\1" + prefix + b"/", answer.body)
        return answer._replace(body=rewritten.replace(b"http://%s/" % host, b"http://%s%s/" % (host, prefix)))
