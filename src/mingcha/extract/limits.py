"""How much one file may ask of the machine before it is given up, with a reason."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of the file, bytes unpacked in all, members and their depth, characters of text, memory (bytes), seconds.

    The seconds count for each file found, so that one bad member does not cost the good ones their time. `traced`
    asks readers of pages and pictures to keep where every letter stands, which costs time and memory.
    """

    size: int = 512 * MEGABYTE
    unpacked: int = 2048 * MEGABYTE
    members: int = 5000
    depth: int = 6
    characters: int = 100_000_000
    memory: int = 2048 * MEGABYTE
    seconds: float = 120
    traced: bool = False
