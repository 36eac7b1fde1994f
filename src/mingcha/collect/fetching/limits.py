"""How much time, room and patience a fetch gets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Times in seconds, sizes in bytes. Each bound holds for one try; a request has 1 + `retries` of them.

    A transfer slower than `slow_speed` bytes a second for `slow_time` is given up, as is one that takes `total`.
    `body` is the most that is kept of an answer, sent and unpacked; `probe` the same where only headers are wanted.
    `held` is the most all unfinished answers together may fill before the younger ones are made to wait.
    A response header of more than 300 kB ends the fetch (fixed in libcurl).
    """

    connect: float = 10.0
    total: float = 300.0
    slow_speed: int = 100
    slow_time: float = 20.0
    body: int = 64 * 2**20
    probe: int = 64 * 2**10
    held: int = 128 * 2**20
    hops: int = 8

    # The wait before the first retry; it doubles with each. A server may ask for more, up to `retry_after`: a host
    # that wants to be left alone for longer is left alone for the rest of the run.
    retry_wait: float = 0.5
    retry_after: float = 120.0

    # A host that says it is too much gets this much more between two requests; it doubles up to `slowest` each time it
    # says so again, and halves with every good answer.
    slowdown: float = 0.5
    slowest: float = 15.0

    # Connections at a time over all hosts, and requests taken in hand over all hosts and for one.
    connections: int = 64
    in_hand: int = 1024
    in_hand_for_host: int = 64

    # After so many requests to a host failed in a row it rests: `rest` seconds, then twice, then four times as long,
    # with one try between; after `rests` of them nothing more is asked of it in this run.
    failures: int = 20
    rest: float = 30.0
    rests: int = 3

    # How long what was learned of a host is believed.
    names: float = 300.0
    robots: float = 86_400.0
    robots_missing: float = 600.0
    robots_body: int = 512 * 2**10

    # When told to stop: how long answers under way are still waited for.
    farewell: float = 2.0
