"""Why a demo cannot be built."""

from __future__ import annotations


class DemoFault(Exception):
    """The demo cannot be built; the message says why and what to do, in Chinese."""
