"""What the ledger's services say when they cannot do what was asked: in Chinese, with the next step."""

from __future__ import annotations


class Refused(Exception):
    """Nothing was changed; the message says why and what to do next."""
