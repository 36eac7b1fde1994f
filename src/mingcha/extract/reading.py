"""A file read with everything inside it: the reader is chosen by content, and what it finds within is read too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module

from mingcha.extract.contents import Contents, Gap, Unreadable
from mingcha.extract.kinds import Kind, kind_of
from mingcha.extract.limits import MEGABYTE, Limits
from mingcha.extract.office_program import remade
from mingcha.model.document import Document, NotExamined, Outcome, Reading
from mingcha.pages.page import Page

Reader = Callable[[bytes, Limits], Contents]

# Loaded when the first such file comes: a folder of pages needs no PDF library.
_READERS = {
    Kind.HTML: "html",
    Kind.TEXT: "text",
    Kind.CSV: "text",
    Kind.RTF: "rtf",
    Kind.DOCX: "docx",
    Kind.DOC: "doc",
    Kind.WORKBOOK: "workbook",
    Kind.OLD_WORKBOOK: "old_workbook",
    Kind.SLIDES: "slides",
    Kind.OPEN_DOCUMENT: "open_document",
    Kind.PDF: "pdf",
    Kind.OFD: "ofd",
    Kind.PICTURE: "picture",
    Kind.ZIP: "archive",
    Kind.GZIP: "archive",
    Kind.SEVEN_ZIP: "seven_zip",
    Kind.RAR: "rar",
    Kind.COMPOUND: "compound",
    Kind.LETTER_PAGE: "letter_page",
    Kind.FLAT_OFFICE: "flat_office",
}
# What we leave to an office program, and the format it shall make of it.
_REMADE = {Kind.OLD_SLIDES: ("ppt", "pptx"), Kind.BINARY_WORKBOOK: ("xlsb", "xlsx"), Kind.DOC: ("doc", "docx")}
_UNREADABLE = {
    Kind.EMPTY: (Outcome.EMPTY, ""),
    Kind.ENCRYPTED_OFFICE: (Outcome.ENCRYPTED, "请取消打开密码后保存，再检查"),
    Kind.UNKNOWN: (Outcome.UNKNOWN_FORMAT, ""),
}


_LONG_NUMBER = re.compile(r"[0-9０-９]{9}")


@dataclass(frozen=True, slots=True)
class Opening:
    """The file about to be opened: how many were met before it, and its path inside the one asked for."""

    number: int
    member: str


@dataclass(slots=True)
class Progress:
    """Where a run is, so that it can be taken up again after a file killed the process that read it.

    Files are numbered as they are met. `answered` of them were read before and are only opened again for what is
    inside them; those in `fatal` are not opened at all.
    """

    answered: int = 0
    fatal: frozenset[int] = frozenset()
    met: int = field(default=0)
    unpacked: int = field(default=0)  # bytes of the files found inside


def pieces(
    data: bytes, *, source: str, name: str, limits: Limits, progress: Progress | None = None
) -> Iterator[Opening | Reading]:
    """What is about to be opened, then what was read of it; first the file itself, then all inside it."""
    yield from _read(data, source, name, "", limits, 0, progress or Progress())


def _read(
    data: bytes, source: str, name: str, member: str, limits: Limits, depth: int, progress: Progress
) -> Iterator[Opening | Reading]:
    number = progress.met
    progress.met += 1
    if number in progress.fatal:
        return
    again = number < progress.answered
    if not again:
        yield Opening(number, member)
    if number >= limits.members:
        if not again:
            reason = f"内含文件超过 {limits.members} 个，其余没有读取"
            yield Reading(not_examined=(NotExamined(source, Outcome.PARTLY_READ, member, reason=reason),))
        return
    try:
        contents = read_contents(data, name=name, limits=limits)
    except Unreadable as fault:
        if not again:
            yield Reading(not_examined=(NotExamined(source, fault.outcome, member, reason=fault.reason),))
        return
    del data
    if not again:
        found = Reading(_documents(contents, source, member), _gaps(contents.gaps, source, member))
        contents = replace(contents, assembly=None)  # its text need not be held while what is inside is read
        yield found
        del found
    if contents.inside:
        yield from _inside(contents, source, member, limits, depth, progress)


def read_contents(data: bytes, *, name: str, limits: Limits) -> Contents:
    """One file, without what is inside it. Raises Unreadable and nothing else."""
    kind = kind_of(data, name=name)
    if kind in _UNREADABLE:
        raise Unreadable(*_UNREADABLE[kind])
    with _only_unreadable(kind):
        try:
            return reader(kind)(data, limits) if kind in _READERS else _remade(kind, data, limits)
        except Unreadable as fault:
            if fault.outcome is Outcome.UNSUPPORTED and kind is Kind.DOC:
                return _remade(kind, data, limits)
            raise


def read_parsed(page: Page, *, source: str, limits: Limits) -> Reading:
    """A web page that somebody has parsed already and needs no longer."""
    module = import_module(f"mingcha.extract.readers.{_READERS[Kind.HTML]}")
    try:
        with _only_unreadable(Kind.HTML):
            contents: Contents = module.read_parsed(page, limits)
    except Unreadable as fault:
        return Reading(not_examined=(NotExamined(source, fault.outcome, reason=fault.reason),))
    return Reading(_documents(contents, source, ""), _gaps(contents.gaps, source, ""))


@contextmanager
def _only_unreadable(kind: Kind) -> Iterator[None]:
    """Whatever goes wrong in a reader becomes Unreadable."""
    try:
        yield
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable(Outcome.OUT_OF_MEMORY) from None
    except RecursionError:
        raise Unreadable(Outcome.BROKEN, "内部结构嵌套过深") from None
    except Exception as error:
        # The kind of the error and never its words: they may quote the file.
        raise Unreadable(Outcome.READER_FAILED, f"{kind} 文件内部结构异常（{type(error).__name__}）") from None


def _remade(kind: Kind, data: bytes, limits: Limits) -> Contents:
    old, new = _REMADE[kind]
    made = remade(data, old=old, new=new, limits=limits)
    made_kind = kind_of(made)
    if made_kind not in _READERS or made_kind in _REMADE:
        raise Unreadable(Outcome.UNSUPPORTED)
    return replace(reader(made_kind)(made, limits), kind=old)


@cache
def reader(kind: Kind) -> Reader:
    module = import_module(f"mingcha.extract.readers.{_READERS[kind]}")
    found: Reader = module.read_csv if kind is Kind.CSV else module.read
    return found


def _inside(
    contents: Contents, source: str, member: str, limits: Limits, depth: int, progress: Progress
) -> Iterator[Opening | Reading]:
    remaining = iter(contents.inside)
    while True:
        try:
            inner = next(remaining, None)
        except Unreadable as fault:
            if progress.met >= progress.answered:
                yield Reading(not_examined=(NotExamined(source, fault.outcome, member, reason=fault.reason),))
            return
        if inner is None:
            return
        path = f"{member}/{inner.name}" if member else inner.name
        outcome, reason = None, ""
        progress.unpacked += len(inner.data)
        if inner.fault is not None:
            outcome, reason = inner.fault.outcome, inner.fault.reason
        elif depth + 1 > limits.depth:
            outcome, reason = Outcome.TOO_DEEP, f"超过 {limits.depth} 层"
        elif progress.unpacked > limits.unpacked:
            outcome, reason = Outcome.EXPANDS, f"内含文件合计超过 {limits.unpacked // MEGABYTE} MB"
        if outcome is None:
            yield from _read(inner.data, source, inner.name, path, limits, depth + 1, progress)
        else:
            if progress.met >= progress.answered:
                yield Opening(progress.met, path)
                yield Reading(not_examined=(NotExamined(source, outcome, path, reason=reason),))
            progress.met += 1


def _documents(contents: Contents, source: str, member: str) -> tuple[Document, ...]:
    if contents.assembly is None:
        return ()
    for name in contents.assembly.sheets:
        if _LONG_NUMBER.search(name):  # other names of sheets are said with every place in them
            contents.assembly.add(name, "工作表名称")
    title, tags, links = contents.title, contents.tags, contents.links
    return (contents.assembly.document(source, member=member, kind=contents.kind, title=title, tags=tags, links=links),)


def _gaps(gaps: Iterable[Gap], source: str, member: str) -> tuple[NotExamined, ...]:
    return tuple(NotExamined(source, gap.outcome, member, gap.place, gap.reason) for gap in gaps)
