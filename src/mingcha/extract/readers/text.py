"""Plain text and text tables, in any encoding Chinese offices send."""

from __future__ import annotations

import csv
import io

from mingcha.extract.contents import Contents, Gap
from mingcha.extract.limits import Limits
from mingcha.extract.readers.delimited import SHEET_NAME, separator_of
from mingcha.model.assembly import Assembly
from mingcha.model.document import Outcome
from mingcha.text.encodings import decode

_TOO_LONG = "文字超过 {} 万字，其后没有读取"


def read(data: bytes, limits: Limits) -> Contents:
    """A text by its lines, which keep the numbers they have in the file."""
    text, gaps = _text(data, limits)
    assembly = Assembly()
    assembly.add_lines(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n"))
    return Contents("txt", assembly, gaps=gaps)


def read_csv(data: bytes, limits: Limits) -> Contents:
    """A text table by its cells; when its quotes do not match, by its lines."""
    text, gaps = _text(data, limits)
    assembly = Assembly()
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=separator_of(text), strict=True))
    except csv.Error:
        assembly.add_lines(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n"))
    else:
        assembly.add_table(rows, SHEET_NAME)
    return Contents("csv", assembly, gaps=gaps)


def _text(data: bytes, limits: Limits) -> tuple[str, tuple[Gap, ...]]:
    text, _ = decode(data)
    if len(text) <= limits.characters:
        return text, ()
    reason = _TOO_LONG.format(limits.characters // 10_000)
    return text[: limits.characters], (Gap(Outcome.PARTLY_READ, reason=reason),)
