"""Files read and examined, in as many processes as are wanted; results come in the order of the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from mingcha import extract
from mingcha.examine.candidates import candidates
from mingcha.examine.catalogue import named
from mingcha.examine.declaration import Check, Corpus
from mingcha.examine.masked import may_be_masked
from mingcha.examine.runner import Result, examine, examine_subjects
from mingcha.model.document import Document, NotExamined, Outcome, Passage
from mingcha.model.looked_link import LookedLink
from mingcha.model.page_source import PageSource
from mingcha.model.subject import Subject
from mingcha.pipeline.county import at_home
from mingcha.pipeline.links import page_subjects
from mingcha.pipeline.shards import Unfinished, back_end_of, run_shards
from mingcha.text.dates import NotADate, read_date

# Where a file is, or what is in it, and what it is called.
Source = tuple[Path | bytes, str]
# Files a worker takes at a time: enough to scan short posts together, few enough to share the work evenly.
SHARD = 400
# What a document of a web page calls its kind.
PAGE = "html"


def examine_files(
    files: Sequence[Source],
    checks: Sequence[Check],
    *,
    key: bytes,
    today: date,
    own: Path | None = None,
    county: Path | None = None,
    posted: date | None = None,
    processes: int = 1,
    advance: Callable[[int], None] = lambda steps: None,
) -> Iterator[Result]:
    """Read and examine files; results come in the order of the files, those that compare documents last.

    Each worker process reads its own files and gives back findings, and of the documents only those with numbers or
    masks in them, since comparing needs no others. `own` is the folder of the county's own cards, `county` that of its
    other files: workers find a check by its name. `posted` is the day the files were or will be published, where a page
    does not tell its own: by it is judged what was right then.
    """
    alone = [check.name for check in checks if check.looks_at is not Corpus]
    across = [check for check in checks if check.looks_at is Corpus]
    last_day = int(f"{today:%Y%m%d}")
    size = max(1, min(SHARD, -(-len(files) // processes)))
    shards = [files[start : start + size] for start in range(0, len(files), size)]
    kept: list[Document] = []
    for shard, (result, documents) in zip(
        shards,
        _examined_shards(
            shards,
            partial(
                _examined_shard,
                names=alone,
                own=own,
                county=county,
                posted=posted,
                keep=bool(across),
                key=key,
                last_day=last_day,
            ),
            processes,
        ),
        strict=True,
    ):
        kept += documents
        advance(len(shard))
        yield result
    if kept:
        yield examine(kept, across, key=key, last_day=last_day)


Shard = tuple[Result, list[Document]]


def _examined_shards(
    shards: Sequence[Sequence[Source]], examined: Callable[[Sequence[Source]], Shard], processes: int
) -> Iterator[Shard]:
    for shard, one in zip(shards, run_shards(examined, shards, back_end=back_end_of(processes)), strict=True):
        if isinstance(one, Unfinished):
            missed = tuple(NotExamined(name, Outcome.CHECK_FAILED, reason=one.why) for _, name in shard)
            one = Result(not_examined=missed), []
        yield one


def _examined_shard(
    files: Sequence[Source],
    *,
    names: Sequence[str],
    own: Path | None,
    county: Path | None,
    posted: date | None,
    keep: bool,
    key: bytes,
    last_day: int,
) -> Shard:
    at_home(county)
    missed: list[NotExamined] = []
    seen: list[Document] = []
    subjects: list[Subject] = []
    checks = [named(name, own=own) for name in names]
    on_pages = any(check.looks_at in (PageSource, LookedLink) for check in checks)

    def documents() -> Iterator[Document]:
        for where, name in files:
            reading = extract.read(where, name=name)
            missed.extend(reading.not_examined)
            if on_pages and any(one.kind == PAGE and not one.member for one in reading.documents):
                subjects.extend(page_subjects(where.read_bytes() if isinstance(where, Path) else where, name))
            day = _published(reading.documents) or posted
            for document in (*reading.documents, *_name_of(name)):
                if day is not None:
                    document = replace(document, posted=day)
                yield document
                if keep:
                    seen.append(document)

    result = examine(documents(), checks, key=key, last_day=last_day)
    result += examine_subjects(subjects, checks, key=key)
    # Only now: the run has scanned the documents together, which is many times as fast as one by one.
    return result + Result(not_examined=tuple(missed)), [one for one in seen if can_be_compared(one)]


def _published(documents: Sequence[Document]) -> date | None:
    """The day a page tells of itself."""
    for document in documents:
        for name, value in document.tags:
            if name == "PubDate":
                try:
                    return read_date(value)
                except NotADate:
                    continue
    return None


def _name_of(name: str) -> tuple[Document, ...]:
    """A file's own name is published as well."""
    own = Path(name).name
    if sum(c.isdigit() for c in own) < 11:
        return ()
    return (Document(name, own, (Passage(0, len(own), "文件名"),), kind="name"),)


def can_be_compared(document: Document) -> bool:
    seen = document.once(candidates)
    return may_be_masked(document) or seen.has_numbers
