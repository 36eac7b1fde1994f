"""One request on its way: where it has got to through redirects, retries and repeats."""

from __future__ import annotations

from mingcha.collect.fetching.aim import Aim
from mingcha.collect.fetching.trail import Trail
from mingcha.model.fetch import Hop, Remark, Request


class Exchange:
    """Changes as the request is led about; the request itself stays as it was asked.

    `robots_of` is the origin when this asks for its robots.txt. `mend`: the server's head is so broken that it has to
    be mended before curl sees it. `probe`: a HEAD was refused and is repeated as a GET, of which only the head is
    wanted. `tries` counts those that failed and are to be repeated.
    """

    __slots__ = (
        "aim",
        "began",
        "body",
        "cuts",
        "hops",
        "mend",
        "method",
        "probe",
        "remarks",
        "request",
        "robots_of",
        "trail",
        "tries",
    )

    def __init__(self, request: Request, aim: Aim, *, robots_of: str = "") -> None:
        self.request = request
        self.aim = aim
        self.method = request.method
        self.body = request.body
        self.robots_of = robots_of
        self.trail = Trail(request.method, aim.url)
        self.hops: list[Hop] = []
        self.remarks: dict[Remark, None] = {}
        self.tries = 0
        self.cuts = 0
        self.began = 0.0
        self.mend = False
        self.probe = False

    @property
    def is_conditional(self) -> bool:
        return bool(self.request.etag or self.request.modified)

    def move(self, aim: Aim, hop: Hop, *, method: str) -> None:
        """Follow a redirect."""
        self.hops.append(hop)
        if method != self.method:
            self.body = b""
        self.method = method
        self.aim = aim
        self.mend = False
        self.cuts = 0
