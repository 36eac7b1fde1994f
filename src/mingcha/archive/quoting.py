"""Where a quote stands in a text whose spaces and line breaks differ from the quote's."""

from __future__ import annotations

_MOST = 200


def passages(text: str, quote: str) -> list[tuple[int, int]]:
    """Begin and end of each occurrence, from left to right, none over another; at most 200."""
    wanted = "".join(quote.split())
    if not wanted:
        return []
    positions = [at for at, character in enumerate(text) if not character.isspace()]
    squeezed = "".join(text[at] for at in positions)
    found: list[tuple[int, int]] = []
    at = squeezed.find(wanted)
    while at >= 0 and len(found) < _MOST:
        found.append((positions[at], positions[at + len(wanted) - 1] + 1))
        at = squeezed.find(wanted, at + len(wanted))
    return found
