"""Where a second opinion is asked: the office's own file says so, and an address outside the intranet is refused."""

from __future__ import annotations

import ipaddress
import os
import socket
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mingcha.model.plain import NotPlain, from_plain

FILE = "second_opinion.toml"


class NotInside(NotPlain):
    """The address is not inside the office's network; the message says so, in Chinese."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible service: `address` ends before /chat/completions.

    `key_variable` names the environment variable that holds the key, so that no file does. `seconds` is how long one
    request may take, `seconds_in_all` all of them together; `together` is how many doubts go into one request.
    """

    address: str
    model: str
    enabled: bool = False
    key_variable: str = ""
    seconds: float = 20.0
    seconds_in_all: float = 120.0
    together: int = 10

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(f"address 应是 http:// 或 https:// 开头的网址，现为“{self.address}”")
        if parts.username or parts.password:
            raise ValueError("address 里不要写口令，请用 key_variable 指明环境变量")
        if not self.model:
            raise ValueError("model 不能为空")
        if not (0 < self.seconds <= self.seconds_in_all) or not 1 <= self.together <= 50:
            raise ValueError("seconds 应大于 0 且不大于 seconds_in_all，together 应为 1 到 50")

    @property
    def key(self) -> str:
        return os.environ.get(self.key_variable, "") if self.key_variable else ""


def endpoint_in(home: Path) -> Endpoint | None:
    """The service the office's file names; None when there is no file, or it is turned off. Raises NotPlain."""
    file = home / FILE
    if not file.is_file():
        return None
    try:
        plain = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NotPlain(f"{file} 不是有效的 TOML：{error}") from error
    floats = {
        key: float(value) if key.startswith("seconds") and isinstance(value, int) else value
        for key, value in plain.items()
    }
    endpoint = from_plain(Endpoint, floats, where=str(file))
    return endpoint if endpoint.enabled else None


def inside_address(endpoint: Endpoint) -> str:
    """One address of the service's host, all of which lie inside. Raises NotInside.

    The request goes to this very address: a name that means another one a moment later leads nowhere.
    """
    parts = urlsplit(endpoint.address)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise NotInside(f"找不到主机 {host}，没有征询") from error
    if not found or any(not ipaddress.ip_address(one.partition("%")[0]).is_private for one in found):
        raise NotInside(f"{host} 不在内网，没有征询：存疑内容不得发往外网")
    return found[0]
