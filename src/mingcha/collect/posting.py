"""Posting one message to a registered host: no redirect is followed, no other host asked, no inner address unless registered."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pycurl

from mingcha.collect.fetching.aim import Aim, aim
from mingcha.collect.fetching.private import is_public
from mingcha.collect.fetching.rungs import trusted


class NotPosted(Exception):
    """The message did not arrive, or nobody knows; the sentence says why. `lasting` faults do not pass by themselves."""

    def __init__(self, told: str, *, lasting: bool = False) -> None:
        super().__init__(told)
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class PostLimits:
    """Times in seconds, sizes in bytes. Of an answer no more than `answer` is read."""

    connect: float = 5.0
    total: float = 20.0
    message: int = 10 * 2**20
    answer: int = 64 * 2**10


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    hosts: Mapping[str, bool],
    limits: PostLimits = PostLimits(),
) -> str:
    """Post the body; returns what the receiver calls it (the `id` of a JSON answer), or nothing. Raises NotPosted.

    `hosts` are those registered, with port, each with whether it may lie at an inner address.
    """
    to = _permitted(url, hosts)
    if len(body) > limits.message:
        raise NotPosted(f"内容有 {len(body) // 2**20} MB，超过 {limits.message // 2**20} MB 的上限。", lasting=True)
    status, answer = _Post(to, private=hosts[to.host], limits=limits).send(body, headers)
    if 300 <= status < 400:
        raise NotPosted(f"对方要求转到别的地址（{status}），没有跟随；请把接口地址改为最终地址。", lasting=True)
    if status in (408, 425, 429) or status >= 500:
        raise NotPosted(f"对方暂时不能接收（{status}）。")
    if not 200 <= status < 300:
        raise NotPosted(f"对方不接收（{status}），请核对接口地址和签名密钥。", lasting=True)
    return _called(answer)


def permitted(url: str, hosts: Mapping[str, bool]) -> str:
    """Why an address may not be posted to, as a sentence; nothing when it may."""
    try:
        _permitted(url, hosts)
    except NotPosted as fault:
        return str(fault)
    return ""


def host_of(url: str) -> str:
    """The host of an address as it is registered, with its port where that is not the usual one; nothing if it is none."""
    to = aim(url)
    return to.host if isinstance(to, Aim) else ""


def _permitted(url: str, hosts: Mapping[str, bool]) -> Aim:
    to = aim(url)
    if not isinstance(to, Aim) or "@" in url.partition("://")[2].partition("/")[0]:
        raise NotPosted("接口地址应以 http:// 或 https:// 开头，且不含用户名和口令。", lasting=True)
    if to.host not in hosts:
        raise NotPosted(f"主机 {to.host} 没有登记，请系统管理员先登记。", lasting=True)
    return to


def _called(answer: bytes) -> str:
    try:
        told = json.loads(answer)
    except ValueError:
        return ""
    called = told.get("id", "") if isinstance(told, dict) else ""
    return str(called)[:100] if isinstance(called, str | int) else ""


class _Post:
    """One exchange over one handle that is thrown away afterwards."""

    def __init__(self, to: Aim, *, private: bool, limits: PostLimits) -> None:
        self.to, self.private, self.limits = to, private, limits
        self.refused = ""
        self.lent: list[socket.socket] = []
        self.parts: list[bytes] = []
        self.size = 0

    def send(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        curl: Any = pycurl.Curl()
        try:
            self._set_up(curl, body, headers)
            curl.perform()
            return int(curl.getinfo(pycurl.RESPONSE_CODE)), b"".join(self.parts)
        except pycurl.error as error:
            status = int(curl.getinfo(pycurl.RESPONSE_CODE))
            if status and self.size > self.limits.answer:
                return status, b""  # it has said whether it took the message; how long it talks is its own matter
            raise self._fault(int(error.args[0])) from error
        finally:
            curl.close()
            for opened in self.lent:
                opened.close()

    def _set_up(self, curl: Any, body: bytes, headers: Mapping[str, str]) -> None:
        set_ = curl.setopt
        set_(pycurl.NOSIGNAL, 1)
        # A proxy would look names up and connect for us, where nobody checks the address.
        set_(pycurl.PROXY, "")
        set_(pycurl.NOPROXY, "*")
        set_(pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS)
        set_(pycurl.FOLLOWLOCATION, 0)
        set_(pycurl.CONNECTTIMEOUT_MS, round(self.limits.connect * 1000))
        set_(pycurl.TIMEOUT_MS, round(self.limits.total * 1000))
        set_(pycurl.SSL_VERIFYPEER, 1)
        set_(pycurl.SSL_VERIFYHOST, 2)
        set_(pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2)
        for option, value in trusted():
            set_(option, value)
        set_(pycurl.OPENSOCKETFUNCTION, self._open)
        set_(pycurl.WRITEFUNCTION, self._take)
        set_(pycurl.URL, self.to.url)
        set_(pycurl.POST, 1)
        set_(pycurl.POSTFIELDSIZE_LARGE, len(body))
        set_(pycurl.POSTFIELDS, body)
        lines = [f"{name}: {value}".translate(_NO_LINE_BREAKS) for name, value in headers.items()]
        set_(pycurl.HTTPHEADER, [line.encode() for line in (*lines, "Expect:")])

    def _open(self, purpose: int, address: Any) -> Any:
        # The last word on where a connection goes, whatever a name server has said before.
        where = str(address.addr[0])
        if not self.private and not is_public(where):
            self.refused = where
            return pycurl.SOCKET_BAD
        # Curl works with a copy of its own; ours lives until the exchange is over.
        self.lent.append(socket.socket(address.family, address.socktype, address.protocol))
        return self.lent[-1]

    def _take(self, data: bytes) -> int | None:
        self.size += len(data)
        if self.size > self.limits.answer:
            return -1
        self.parts.append(data)
        return None

    def _fault(self, code: int) -> NotPosted:
        host = self.to.host
        if self.refused:
            return NotPosted(
                f"{host} 指向内网地址 {self.refused}，而登记时没有注明是内网主机，没有发送。", lasting=True
            )
        return NotPosted(_FAULTS.get(code, f"与 {host} 的连接中断（错误 {code}）。").format(host=host))


_NO_LINE_BREAKS = {ord("\r"): None, ord("\n"): None, 0: None}
_FAULTS = {
    pycurl.E_COULDNT_RESOLVE_HOST: "找不到主机 {host}，请核对地址或检查域名解析。",
    pycurl.E_COULDNT_CONNECT: "连不上 {host}，对方可能没有开机或端口不对。",
    pycurl.E_OPERATION_TIMEDOUT: "{host} 在规定时间内没有答复。",
    pycurl.E_SSL_CONNECT_ERROR: "与 {host} 建立加密连接失败。",
    pycurl.E_PEER_FAILED_VERIFICATION: "{host} 的证书不可信，没有发送；请对方换用受信任的证书，或把它的根证书装进本机。",
    pycurl.E_GOT_NOTHING: "{host} 没有答复就断开了连接。",
}
