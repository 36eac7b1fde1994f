"""A second way to a server curl cannot talk to: a thread that encrypts for it, or mends the head of the answer.

Curl speaks plain HTTP into one end of a pair of sockets; the thread passes it on. So every oddity of HTTP is still met
in one place, whichever way the bytes came.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading

from mingcha.collect.fetching.limits import FetchLimits
from mingcha.collect.fetching.mending import Mender
from mingcha.collect.fetching.rungs import Rung, lax_context, strict_context

_CHUNK = 64 * 2**10


class Tunnel:
    """One connection. `failure` says why there was none; `version` what encryption it has."""

    def __init__(
        self, addresses: tuple[str, ...], port: int, *, name: str, rung: Rung | None, mend: bool, limits: FetchLimits
    ) -> None:
        self.address = ""
        self.connected = False
        self.version = ""
        self.failure: Exception | None = None
        self._addresses = addresses
        self._port = port
        self._name = name
        self._rung = rung
        self._mender = Mender() if mend else None
        self._limits = limits
        self._inner: socket.socket | None = None

    def enter(self) -> socket.socket:
        """Open it: curl's end, while the other is served."""
        ours, curls = socket.socketpair()
        self._inner = ours
        threading.Thread(target=self._serve, args=(ours,), name="tunnel", daemon=True).start()
        return curls

    def close(self) -> None:
        if self._inner is not None:
            with contextlib.suppress(OSError):
                self._inner.shutdown(socket.SHUT_RDWR)

    def _serve(self, inner: socket.socket) -> None:
        try:
            with self._connect() as outer:
                self._pass_on(inner, outer)
        except (OSError, ValueError) as error:
            self.failure = error
        finally:
            # Only now: curl sees the end, and whoever hears of it looks for the failure.
            inner.close()

    def _connect(self) -> socket.socket:
        problem: OSError = OSError("no address")
        for address in self._addresses:
            try:
                plain = socket.create_connection((address, self._port), timeout=self._limits.connect)
            except OSError as error:
                problem = error
                continue
            self.address = address
            return self._encrypt(plain)
        raise problem

    def _encrypt(self, plain: socket.socket) -> socket.socket:
        if self._rung is None:
            self.connected = True
            return plain
        context = strict_context() if self._rung is Rung.STRICT else lax_context()
        try:
            encrypted = context.wrap_socket(plain, server_hostname=self._name)
        except BaseException:
            plain.close()
            raise
        self.version = encrypted.version() or ""
        self.connected = True
        return encrypted

    def _pass_on(self, inner: socket.socket, outer: socket.socket) -> None:
        outer.settimeout(self._limits.slow_time)
        inner.settimeout(self._limits.total)
        while True:
            waiting = isinstance(outer, ssl.SSLSocket) and outer.pending()
            ready = [outer] if waiting else select.select([inner, outer], [], [], self._limits.total)[0]
            if not ready:
                return
            if inner in ready:
                if not (data := inner.recv(_CHUNK)):
                    return
                outer.sendall(data)
            if outer in ready:
                data = _received(outer)
                if self._mender:
                    data = self._mender.feed(data) if data else self._mender.finish()
                    inner.sendall(data)
                    if self._mender.ended:
                        return
                elif data:
                    inner.sendall(data)
                else:
                    return


def _received(outer: socket.socket) -> bytes:
    try:
        return outer.recv(_CHUNK)
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
        return b""  # closed without saying goodbye, as old servers do
