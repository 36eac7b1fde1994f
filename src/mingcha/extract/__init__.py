"""Stage 2: the only folder that opens pages, Office files, PDF, pictures and archives.

`read` is the door for checks: every format, nothing hidden lost, a hostile file an outcome. The ledger importer has
its own, `readers.spreadsheet.read`, which gives typed cells.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mingcha.extract.child import Died, own_child
from mingcha.extract.child import close_children as close
from mingcha.extract.contents import Unreadable
from mingcha.extract.kinds import Kind, kind_of
from mingcha.extract.limits import MEGABYTE, Limits
from mingcha.extract.readers.archive import members_of
from mingcha.extract.reading import Opening, pieces, read_parsed
from mingcha.extract.renewed import NEWER, renewed
from mingcha.extract.worker import read_in
from mingcha.model.document import NotExamined, Outcome, Reading
from mingcha.pages.page import Page, decode_page
from mingcha.text.system_faults import why

__all__ = [
    "Died",
    "Limits",
    "Unreadable",
    "close",
    "in_child",
    "in_newer_format",
    "kind",
    "members",
    "read",
    "read_here",
    "read_page",
]

T = TypeVar("T")

# These readers are ours or lexbor's, and hold nothing that expands; all else is read in a child process.
_HARMLESS = {Kind.HTML, Kind.TEXT, Kind.CSV, Kind.EMPTY, Kind.UNKNOWN, Kind.ENCRYPTED_OFFICE}
_SMALL, _LONG_TEXT = 4 * MEGABYTE, 64 * MEGABYTE
_HEAD = 65536


def read(path: Path | bytes, *, name: str, limits: Limits | None = None) -> Reading:
    """Everything in a file, with what could not be examined; never raises for what a file holds.

    `name` is what the file is called; it becomes the documents' source.
    """
    limits = limits or Limits()
    try:
        size = path.stat().st_size if isinstance(path, Path) else len(path)
    except OSError:
        return _refused(name, Outcome.MISSING)
    if size > limits.size:
        return _refused(name, Outcome.TOO_LARGE, f"{size / MEGABYTE:.0f} MB，上限 {limits.size // MEGABYTE} MB")
    try:
        if size <= _SMALL or (size <= _LONG_TEXT and kind_of(_head(path), name=name) in (Kind.TEXT, Kind.CSV)):
            data = path.read_bytes() if isinstance(path, Path) else path
            if kind_of(data, name=name) in _HARMLESS:
                return read_here(data, name=name, limits=limits)
    except OSError as error:
        return _refused(name, Outcome.MISSING, f"无法打开（{why(error)}）")
    return _merged([*read_in(own_child(), path, source=name, name=name, limits=limits)])


def read_here(data: bytes, *, name: str, limits: Limits | None = None) -> Reading:
    """The same in this very process, which must itself be expendable: for children and for tests."""
    found = pieces(data, source=name, name=name, limits=limits or Limits())
    return _merged([piece for piece in found if not isinstance(piece, Opening)])


def read_page(page: Page, *, data: bytes, name: str, limits: Limits | None = None) -> Reading:
    """The same as `read` for a page that somebody has parsed already; its tree is used up.

    `data` is what the page was parsed from: what is no page after all, or was taken for another encoding, is read anew.
    """
    limits = limits or Limits()
    if len(data) > _SMALL or kind_of(data, name=name) is not Kind.HTML or decode_page(data)[0] != page.html:
        return read(data, name=name, limits=limits)
    return read_parsed(page, source=name, limits=limits)


def kind(data: bytes, *, name: str) -> str:
    """The format of a file by its content, as documents call it."""
    return kind_of(data, name=name).value


def members(data: bytes, *, limits: Limits | None = None) -> list[tuple[str, bytes]]:
    """The files in a zip by their names; what systems leave beside them is left out. Raises Unreadable and Died."""
    return in_child(members_of, data, limits or Limits())


def in_newer_format(data: bytes, *, kind: str, limits: Limits | None = None) -> tuple[bytes, str, str]:
    """An old binary file written anew: its bytes, the kind it is now, and the program that did it, if another's.

    Unchanged for kinds that need not be. Raises Unreadable and Died.
    """
    if kind not in NEWER:
        return data, kind, ""
    made, by = in_child(renewed, data, kind, limits or Limits())
    return made, NEWER[kind][1], by


def in_child(function: Callable[..., T], *arguments: object, limits: Limits | None = None) -> T:
    """What the function returns, run in this thread's child process within limits. Raises what it raises, and Died."""
    limits = limits or Limits()
    found: T = own_child().call(function, *arguments, memory=limits.memory, seconds=limits.seconds)
    return found


def _head(path: Path | bytes) -> bytes:
    if isinstance(path, bytes):
        return path[:_HEAD]
    with path.open("rb") as file:
        return file.read(_HEAD)


atexit.register(close)


def _merged(readings: list[Reading]) -> Reading:
    if len(readings) == 1:
        return readings[0]
    return Reading(
        tuple(document for reading in readings for document in reading.documents),
        tuple(missed for reading in readings for missed in reading.not_examined),
    )


def _refused(name: str, outcome: Outcome, reason: str = "") -> Reading:
    return Reading(not_examined=(NotExamined(name, outcome, reason=reason),))
