"""The line and the sentence around one place of a text, looked up there and then.

Asking for one place costs what is around it; whoever needs every sentence of a document asks its prose.
"""

from __future__ import annotations

import re

_LINE_ENDS = "\n\t\v\f\r"
# Nobody writes a longer line by hand; a text without line breaks must not cost the square of its length.
REACH = 2000
_LINE_END = re.compile(f"[{_LINE_ENDS}]")
_SENTENCE_END = re.compile("[。！？!?；;]")


def line_at(text: str, at: int, *, reach: int = REACH) -> tuple[int, int]:
    """Start and end of the line or table cell that holds the place, cut at `reach` to both sides."""
    floor, top = max(0, at - reach), min(len(text), at + reach)
    start = max(text.rfind(end, floor, at) for end in _LINE_ENDS) + 1
    match = _LINE_END.search(text, at, top)
    return max(start, floor), match.start() if match else top


def sentence_at(text: str, at: int, *, reach: int = 600) -> tuple[int, int]:
    """Start and end of the sentence that holds the place, its mark in it; it stays in its line."""
    first, last = line_at(text, at, reach=reach)
    start = max(text.rfind(end, first, at) for end in "。！？!?；;") + 1
    match = _SENTENCE_END.search(text, at, last)
    return max(start, first), match.end() if match else last
