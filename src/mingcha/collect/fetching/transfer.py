"""One of curl's handles, used over and over: set up for a request, read out when it has ended."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from typing import Any

import pycurl

from mingcha.collect.fetching.aim import Aim
from mingcha.collect.fetching.answer import Answer, Encrypted
from mingcha.collect.fetching.exchange import Exchange
from mingcha.collect.fetching.head import read_head
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.collect.fetching.rungs import LAX_CIPHERS, Rung, trusted
from mingcha.collect.fetching.tunnel import Tunnel

_ROOM = 128 * 2**10
_PLAIN_GET = ("GET", Rung.STRICT, False, False)


class Transfer:
    """`exchange` is what it works on, None between two. `held` bytes have come in so far."""

    def __init__(
        self, *, limits: FetchLimits, agent: str, share: object, may_connect: Callable[[str, str], bool]
    ) -> None:
        self.exchange: Exchange | None = None
        self.tunnel: Tunnel | None = None
        self.rung = Rung.STRICT
        self.refused = False
        self.paused = False
        self.on_sent: Callable[[], None] | None = None
        self._limits = limits
        self._may_connect = may_connect
        self._lines: list[bytes] = []
        self._parts: list[bytes] = []
        self._tls_notes: list[str] = []
        self._lent: list[socket.socket] = []
        self._state: tuple[object, ...] = _PLAIN_GET
        self._headers: tuple[str, ...] = ()
        self._pinned = ""
        self.curl: Any = pycurl.Curl()
        self._common = (
            f"User-Agent: {agent}",
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language: zh-CN,zh;q=0.9",
            "Accept-Encoding: gzip, deflate",
            "Expect:",
        )
        self._set_up(share)

    def _set_up(self, share: object) -> None:
        limits, set_ = self._limits, self.curl.setopt
        self.curl.transfer = self
        set_(pycurl.NOSIGNAL, 1)
        # A proxy would look names up and connect for us, where nobody checks the address.
        set_(pycurl.PROXY, "")
        set_(pycurl.NOPROXY, "*")
        set_(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        set_(pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1)
        set_(pycurl.HTTP09_ALLOWED, 1)
        set_(pycurl.FOLLOWLOCATION, 0)
        set_(pycurl.BUFFERSIZE, _ROOM)
        set_(pycurl.CONNECTTIMEOUT_MS, _milliseconds(limits.connect))
        set_(pycurl.TIMEOUT_MS, _milliseconds(limits.total))
        set_(pycurl.LOW_SPEED_LIMIT, limits.slow_speed)
        set_(pycurl.LOW_SPEED_TIME, max(1, round(limits.slow_time)))
        set_(pycurl.MAXFILESIZE_LARGE, limits.body)
        set_(pycurl.SHARE, share)
        set_(pycurl.COOKIEFILE, "")
        set_(pycurl.OPENSOCKETFUNCTION, self._open_socket)
        set_(pycurl.PREREQFUNCTION, self._about_to_send)
        set_(pycurl.HEADERFUNCTION, self._lines.append)
        set_(pycurl.WRITEFUNCTION, self._parts.append)
        set_(pycurl.DEBUGFUNCTION, self._note)
        for option, value in trusted():
            set_(option, value)
        self._set_headers(())

    def begin(self, exchange: Exchange, *, rung: Rung, addresses: tuple[str, ...]) -> None:
        """Make ready to ask; `addresses` are the only ones that may be connected to."""
        self.exchange = exchange
        self.rung = rung
        self.refused = self.paused = False
        self._lines.clear()
        self._parts.clear()
        self._tls_notes.clear()
        aim = exchange.aim
        through = exchange.mend or rung is Rung.LEGACY
        if aim.name not in addresses and self._pinned != (pin := _pin(aim, addresses)):
            self.curl.setopt(pycurl.RESOLVE, [pin])
            self._pinned = pin
        state = (exchange.method, rung, exchange.probe, through)
        if state != self._state or exchange.body:
            self._set_state(exchange, rung=rung, through=through)
            self._state = state if not exchange.body else ()
        if through:
            self._dig(exchange, rung=rung, addresses=addresses)
        else:
            self.curl.setopt(pycurl.URL, aim.url)
        request = exchange.request
        if request.headers or exchange.is_conditional or through or exchange.body or self._headers:
            self._set_headers(self._own_headers(exchange, through=through))

    def end(self, code: int, message: str) -> Answer:
        """What came in, with curl's error (0: none); the handle is free again."""
        exchange, tunnel = self.exchange, self.tunnel
        assert exchange is not None
        head = read_head(self._lines)
        body = b"".join(self._parts)
        self._parts.clear()
        info = self.curl.getinfo
        connected, version = True, ""
        notes: tuple[str, ...] = ()
        certificates: tuple[tuple[tuple[str, str], ...], ...] = ()
        if tunnel is not None:
            connected, version = tunnel.connected, tunnel.version
            if tunnel.failure is not None and not head.status:
                code, message = _as_code(tunnel.failure), str(tunnel.failure)
        elif code:
            done = pycurl.APPCONNECT_TIME if exchange.aim.scheme == "https" else pycurl.CONNECT_TIME
            connected = bool(head.status) or info(done) > 0
        if self.rung is Rung.LAX and tunnel is None:
            notes, certificates = tuple(self._tls_notes), tuple(info(pycurl.INFO_CERTINFO))
        address = tunnel.address if tunnel else info(pycurl.PRIMARY_IP)
        self._take_back()
        self.exchange = self.tunnel = self.on_sent = None
        if tunnel is not None:
            tunnel.close()
        return Answer(
            code,
            message,
            head,
            body,
            connected,
            self.refused,
            address,
            Encrypted(self.rung, version, notes, certificates),
        )

    def drop(self) -> None:
        """Give up what it was at."""
        if self.tunnel is not None:
            self.tunnel.close()
        self._take_back()
        self.exchange = self.tunnel = self.on_sent = None

    @property
    def held(self) -> int:
        return sum(map(len, self._parts))

    def pause(self) -> None:
        self.curl.pause(pycurl.PAUSE_RECV)
        self.paused = True

    def go_on(self) -> None:
        self.curl.pause(pycurl.PAUSE_CONT)
        self.paused = False

    def _set_state(self, exchange: Exchange, *, rung: Rung, through: bool) -> None:
        set_ = self.curl.setopt
        method = exchange.method
        if method == "HEAD":
            set_(pycurl.NOBODY, 1)
        else:
            set_(pycurl.NOBODY, 0)
            set_(pycurl.HTTPGET, 1)
        if method == "POST":
            set_(pycurl.POST, 1)
            set_(pycurl.POSTFIELDSIZE_LARGE, len(exchange.body))
            set_(pycurl.POSTFIELDS, exchange.body)
        set_(pycurl.MAXFILESIZE_LARGE, self._limits.probe if exchange.probe else self._limits.body)
        lax = rung is not Rung.STRICT
        set_(pycurl.SSL_VERIFYPEER, 0 if lax else 1)
        set_(pycurl.SSL_VERIFYHOST, 0 if lax else 2)
        set_(pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_0 if lax else pycurl.SSLVERSION_TLSv1_2)
        set_(pycurl.OPT_CERTINFO, 1 if lax else 0)
        set_(pycurl.VERBOSE, 1 if lax else 0)
        if lax:
            set_(pycurl.SSL_CIPHER_LIST, LAX_CIPHERS)
        else:
            self.curl.unsetopt(pycurl.SSL_CIPHER_LIST)
        set_(pycurl.FRESH_CONNECT, 1 if through else 0)
        set_(pycurl.FORBID_REUSE, 1 if through else 0)
        if through:
            set_(pycurl.SOCKOPTFUNCTION, _already_connected)
        else:
            set_(pycurl.SOCKOPTFUNCTION, None)

    def _dig(self, exchange: Exchange, *, rung: Rung, addresses: tuple[str, ...]) -> None:
        """Let a tunnel do the encryption or the mending: curl speaks plain HTTP into it."""
        aim = exchange.aim
        self.tunnel = Tunnel(
            addresses,
            aim.port,
            name=aim.name,
            rung=rung if aim.scheme == "https" else None,
            mend=exchange.mend,
            limits=self._limits,
        )
        _, _, path = aim.url.partition("://")
        host, slash, rest = path.partition("/")
        inner = host if host.endswith(f":{aim.port}") else f"{host}:{aim.port}"
        self.curl.setopt(pycurl.URL, f"http://{inner}{slash}{rest}")

    def _own_headers(self, exchange: Exchange, *, through: bool) -> tuple[str, ...]:
        request = exchange.request
        moved = bool(exchange.hops)
        own = [f"{name}: {value}" for name, value in request.headers if not (moved and _is_secret(name))]
        # An ETag names one content wherever it lies; a date would let another page claim to be unchanged.
        if request.etag:
            own.append(f"If-None-Match: {request.etag}")
        if request.modified and not moved:
            own.append(f"If-Modified-Since: {request.modified}")
        if exchange.body and not any(name.lower() == "content-type" for name, _ in request.headers):
            own.append("Content-Type: application/x-www-form-urlencoded")
        if through:
            own += [f"Host: {exchange.aim.host}", "Connection: close"]
        return tuple(own)

    def _set_headers(self, own: tuple[str, ...]) -> None:
        if own == self._headers and own:
            return
        stated = {line.partition(":")[0].lower() for line in own}
        common = [line for line in self._common if line.partition(":")[0].lower() not in stated]
        lines = [line.translate(_NO_LINE_BREAKS) for line in (*common, *own)]
        self.curl.setopt(pycurl.HTTPHEADER, [line.encode("utf-8") for line in lines])
        self._headers = own

    def _open_socket(self, purpose: int, address: Any) -> Any:
        if self.tunnel:
            return self._lend(self.tunnel.enter())
        # The last word on where a connection goes: whatever name servers and redirects have said before.
        assert self.exchange is not None
        if not self._may_connect(self.exchange.aim.host, str(address.addr[0])):
            self.refused = True
            return pycurl.SOCKET_BAD
        return self._lend(socket.socket(address.family, address.socktype, address.protocol))

    def _lend(self, opened: socket.socket) -> socket.socket:
        # Curl works with a copy of its own; ours must only live until that is made.
        self._lent.append(opened)
        return opened

    def _take_back(self) -> None:
        for opened in self._lent:
            opened.close()
        self._lent.clear()

    def _about_to_send(self, *_: object) -> int:
        if self.on_sent:
            self.on_sent()
        return int(pycurl.PREREQFUNC_OK)

    def _note(self, kind: int, data: bytes) -> None:
        if kind == pycurl.INFOTYPE_TEXT and b"SSL" in data:
            self._tls_notes.append(data.decode("utf-8", "replace").strip())


def _as_code(failure: Exception) -> int:
    if isinstance(failure, ssl.SSLError) and not isinstance(failure, TimeoutError):
        return int(pycurl.E_SSL_CONNECT_ERROR)
    if isinstance(failure, TimeoutError):
        return int(pycurl.E_OPERATION_TIMEDOUT)
    if isinstance(failure, ConnectionRefusedError):
        return int(pycurl.E_COULDNT_CONNECT)
    return int(pycurl.E_RECV_ERROR)


_NO_LINE_BREAKS = {ord("\r"): None, ord("\n"): None, 0: None}


def _pin(aim: Aim, addresses: tuple[str, ...]) -> str:
    stated = ",".join(f"[{address}]" if ":" in address else address for address in addresses)
    return f"{aim.name}:{aim.port}:{stated}"


def _already_connected(*_: object) -> int:
    return int(pycurl.SOCKOPT_ALREADY_CONNECTED)


def _is_secret(name: str) -> bool:
    return name.lower() in ("authorization", "cookie")


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
