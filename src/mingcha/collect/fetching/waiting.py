"""Who is next: the hosts with something to ask now, and those whose time comes later."""

from __future__ import annotations

import heapq
import itertools
from collections import deque
from collections.abc import Callable

from mingcha.collect.fetching.exchange import Exchange
from mingcha.collect.fetching.hosts import Slot

# A round of link checks meets very many hosts, most of them once.
_SLOTS_KEPT = 4096


class Waiting:
    """All times monotonic. A slot is either ready, or waits for its time, or for something of its own to end."""

    def __init__(self, new_slot: Callable[[str], Slot]) -> None:
        self._new_slot = new_slot
        self._slots: dict[str, Slot] = {}
        self._tidy_at = _SLOTS_KEPT
        self._ready: deque[Slot] = deque()
        self._timers: list[tuple[float, int, Slot, Exchange | None]] = []
        self._order = itertools.count()

    @property
    def ready(self) -> int:
        return len(self._ready)

    def slot(self, host: str, *, at: float) -> Slot:
        slot = self._slots.get(host)
        if slot is None:
            if len(self._slots) >= self._tidy_at:
                self._slots = {name: kept for name, kept in self._slots.items() if not kept.is_forgettable(at)}
                self._tidy_at = max(_SLOTS_KEPT, 2 * len(self._slots))
            slot = self._slots[host] = self._new_slot(host)
        return slot

    def now(self, slot: Slot) -> None:
        """Let the slot have its turn as soon as one is free."""
        if not slot.scheduled:
            slot.scheduled = True
            self._ready.append(slot)

    def later(self, slot: Slot, when: float) -> None:
        slot.scheduled = True
        heapq.heappush(self._timers, (when, next(self._order), slot, None))

    def again(self, exchange: Exchange, slot: Slot, when: float) -> None:
        """Put a request back at the head of its host's queue at that time."""
        slot.returning += 1
        heapq.heappush(self._timers, (when, next(self._order), slot, exchange))

    def wake(self, at: float) -> None:
        while self._timers and self._timers[0][0] <= at:
            _, _, slot, exchange = heapq.heappop(self._timers)
            if exchange is None:
                self._ready.append(slot)
            else:
                slot.returning -= 1
                slot.put_first(exchange)
                self.now(slot)

    def next(self) -> Slot:
        slot = self._ready.popleft()
        slot.scheduled = False
        return slot

    def seconds(self, at: float) -> float | None:
        """Until the next time something is due; None when nothing is."""
        return max(0.0, self._timers[0][0] - at) if self._timers else None

    def forget(self) -> None:
        """Drop everything that waits; what was learned of the hosts stays."""
        for slot in self._slots.values():
            slot.forget()
        self._ready.clear()
        self._timers.clear()
