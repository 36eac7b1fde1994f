"""The open connections: curl's own loop over all transfers under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pycurl

from mingcha.collect.fetching.answer import Answer
from mingcha.collect.fetching.exchange import Exchange
from mingcha.collect.fetching.hosts import Slot
from mingcha.collect.fetching.limits import FetchLimits
from mingcha.collect.fetching.rungs import Rung
from mingcha.collect.fetching.transfer import Transfer

_ROOM_AGAIN = 0.8


class Lines:
    """One for the life of a fetcher: connections stay open between requests, cookies and sessions are shared."""

    def __init__(self, *, limits: FetchLimits, agent: str, may_connect: Callable[[str, str], bool]) -> None:
        self._limits = limits
        self._agent = agent
        self._may_connect = may_connect
        self._share = pycurl.CurlShare()
        self._share.setopt(pycurl.SH_SHARE, pycurl.LOCK_DATA_COOKIE)
        self._share.setopt(pycurl.SH_SHARE, pycurl.LOCK_DATA_SSL_SESSION)
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, limits.connections)
        self._free: list[Transfer] = []
        self._active: dict[Transfer, Slot] = {}
        # Too much has come in: nothing new is begun until there is room again.
        self._crowded = False

    @property
    def active(self) -> int:
        return len(self._active)

    @property
    def is_full(self) -> bool:
        return self._crowded or len(self._active) >= self._limits.connections

    def begin(
        self,
        exchange: Exchange,
        slot: Slot,
        *,
        rung: Rung,
        addresses: tuple[str, ...],
        on_sent: Callable[[], None] | None,
    ) -> None:
        """Start asking. Raises ValueError when curl cannot even be told what to ask."""
        transfer = self._free.pop() if self._free else self._new()
        try:
            transfer.begin(exchange, rung=rung, addresses=addresses)
        except (pycurl.error, ValueError) as error:
            transfer.drop()
            transfer.curl.close()
            raise ValueError(str(error)) from error
        transfer.on_sent = on_sent
        self._active[transfer] = slot
        self._multi.add_handle(transfer.curl)

    def ended(self) -> Iterator[tuple[Exchange, Slot, Answer]]:
        """Move everything on and give what has ended."""
        self._multi.perform()
        while True:
            left, good, bad = self._multi.info_read()
            for curl in good:
                yield self._end(curl.transfer, 0, "")
            for curl, code, message in bad:
                yield self._end(curl.transfer, code, message)
            if not left:
                return

    def sleep(self, seconds: float) -> None:
        """Until something comes in or curl has something due, at most so long. There must be something active."""
        due = self._multi.timeout()
        wait = seconds if due < 0 else min(seconds, due / 1000)
        self._multi.select(max(wait, 0.001))

    def mind_memory(self) -> None:
        """When unfinished answers fill too much, let only the longest go on until it is done."""
        held = {transfer: transfer.held for transfer in self._active}
        room = self._limits.held * (_ROOM_AGAIN if self._crowded else 1)
        self._crowded = bool(held) and sum(held.values()) > room
        longest = max(held, key=held.__getitem__) if self._crowded else None
        for transfer in held:
            waits = longest is not None and transfer is not longest
            if waits and not transfer.paused:
                transfer.pause()
            elif transfer.paused and not waits:
                transfer.go_on()

    def abandon(self) -> None:
        """Cut off everything under way."""
        for transfer in self._active:
            self._multi.remove_handle(transfer.curl)
            transfer.drop()
            self._free.append(transfer)
        self._active.clear()
        self._crowded = False

    def close(self) -> None:
        self.abandon()
        for transfer in self._free:
            transfer.curl.close()
        self._free.clear()
        self._multi.close()
        self._share.close()

    def _new(self) -> Transfer:
        return Transfer(limits=self._limits, agent=self._agent, share=self._share, may_connect=self._may_connect)

    def _end(self, transfer: Transfer, code: int, message: str) -> tuple[Exchange, Slot, Answer]:
        exchange = transfer.exchange
        assert exchange is not None
        self._multi.remove_handle(transfer.curl)
        answer = transfer.end(code, message)
        self._free.append(transfer)
        return exchange, self._active.pop(transfer), answer
