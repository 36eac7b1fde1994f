"""How an errand may end besides being done: put back into its row, or told to people in Chinese."""

from __future__ import annotations


class PutBack(Exception):
    """It cannot be done just now: it waits so many seconds more. The message says why."""

    def __init__(self, why: str, *, seconds: float = 0) -> None:
        super().__init__(why)
        self.seconds = seconds


class WorkFault(Exception):
    """It cannot be done; the message says why and what to do next."""
