"""Where in a text table the cells stand, so that a mask goes into its cell and every other sign stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

QUOTE = '"'


def said(written: str) -> str:
    """What a cell says, without the quotes around it and the doubled ones in it."""
    if len(written) > 1 and written[0] == QUOTE == written[-1]:
        return written[1:-1].replace(QUOTE * 2, QUOTE)
    return written


def rewritten(written: str, words: str, separator: str) -> str:
    """The cell with other words, in quotes where it had them or now needs them."""
    if written[:1] == QUOTE or any(sign in words for sign in (QUOTE, separator, "\r", "\n")):
        return QUOTE + words.replace(QUOTE, QUOTE * 2) + QUOTE
    return words


def rows_of(text: str, separator: str) -> Iterator[list[tuple[int, int]]]:
    """Start and end of every cell with its quotes, row by row; a line without words is a row of one empty cell."""
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(separator)}\r\n]*')
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        found = cell.match(text, at)
        end = found.end() if found else at
        places.append((at, end))
        at = end + 1
        if text[end : end + 1] == separator:
            if at == len(text):
                places.append((at, at))
            else:
                continue
        elif text[end : end + 2] == "\r\n":
            at += 1
        elif text[end : end + 1] not in ("\r", "\n", ""):  # words behind a closed quote
            continue
        yield places
        places = []
