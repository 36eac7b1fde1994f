"""Names to addresses, looked up beside the fetching so that a slow name server holds nobody up."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from mingcha.model.fetch import FetchOutcome

Resolve = Callable[[str], Sequence[str]]

_NO_SUCH_NAME = {
    getattr(socket, code) for code in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, code)
}
# getaddrinfo may hang for half a minute on a dead name server, and cannot be called off.
_LOOKERS = 8
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Found:
    """The addresses of a name, or how the look-up failed."""

    addresses: tuple[str, ...] = ()
    failure: FetchOutcome | None = None
    detail: str = ""


def resolve_by_system(name: str) -> tuple[str, ...]:
    """Every address the system knows for a name, in its order of preference. Raises OSError."""
    answers = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


class Names:
    """A look-up is asked for again and again until it is there: `None` means not yet."""

    def __init__(self, resolve: Resolve | None, *, patience: float, believed: float) -> None:
        self._resolve = resolve or resolve_by_system
        self._patience = patience
        self._believed = believed
        self._known: dict[str, tuple[float, Found]] = {}
        self._asked: dict[str, float] = {}
        self._work: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[str, Found]] = queue.SimpleQueue()
        self._lookers = 0

    def of(self, name: str, *, at: float) -> Found | None:
        """What is known of a name at the moment `at` (monotonic); a failure is told once and then looked up anew."""
        if (known := self._known.get(name)) is not None:
            until, found = known
            if at < until:
                return found
            del self._known[name]
        if _is_address(name):
            return self._keep(name, Found((name,)), until=float("inf"))
        self._gather(at)
        if name in self._known:
            return self._known[name][1]
        asked = self._asked.get(name)
        if asked is None:
            self._asked[name] = at
            self._look_up(name)
            return None
        if at - asked < self._patience:
            return None
        del self._asked[name]
        return Found(failure=FetchOutcome.DNS_FAILED, detail="name server does not answer")

    def close(self) -> None:
        for _ in range(self._lookers):
            self._work.put(None)
        self._lookers = 0

    def _gather(self, at: float) -> None:
        while not self._done.empty():
            name, found = self._done.get_nowait()
            self._asked.pop(name, None)
            # A passing failure is believed just long enough to be told; a name that does not exist stays so.
            passing = found.failure is FetchOutcome.DNS_FAILED
            self._keep(name, found, until=at + (0.1 if passing else self._believed))

    def _keep(self, name: str, found: Found, *, until: float) -> Found:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[name] = until, found
        return found

    def _look_up(self, name: str) -> None:
        self._work.put(name)
        if self._lookers < _LOOKERS:
            self._lookers += 1
            threading.Thread(target=self._serve, name="look-up", daemon=True).start()

    def _serve(self) -> None:
        while (name := self._work.get()) is not None:
            self._done.put((name, self._found(name)))

    def _found(self, name: str) -> Found:
        try:
            addresses = tuple(self._resolve(name))
        except socket.gaierror as error:
            gone = error.errno in _NO_SUCH_NAME
            return Found(
                failure=FetchOutcome.NO_SUCH_HOST if gone else FetchOutcome.DNS_FAILED, detail=str(error.strerror)
            )
        except (OSError, ValueError) as error:
            return Found(failure=FetchOutcome.DNS_FAILED, detail=str(error))
        return Found(addresses) if addresses else Found(failure=FetchOutcome.NO_SUCH_HOST, detail="no address")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
