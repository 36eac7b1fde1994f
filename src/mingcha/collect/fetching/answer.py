"""What one try brought in, in curl's words and in bytes, before anybody judges it."""

from __future__ import annotations

from typing import NamedTuple

from mingcha.collect.fetching.head import Head
from mingcha.collect.fetching.rungs import Rung


class Encrypted(NamedTuple):
    """How the connection was encrypted: by which step of the ladder, and what is known of it when that was a lax one."""

    rung: Rung
    version: str = ""
    notes: tuple[str, ...] = ()
    certificates: tuple[tuple[tuple[str, str], ...], ...] = ()


class Answer(NamedTuple):
    """`code` and `message` are curl's error, 0 for none. `connected`: there was a connection, encrypted if it should be.

    `refused`: the name had come to lead to an address that must not be connected to.
    """

    code: int
    message: str
    head: Head
    body: bytes
    connected: bool
    refused: bool
    address: str
    encrypted: Encrypted
