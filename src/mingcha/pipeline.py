"""The only file that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from mingcha import extract
from mingcha.assess.reconciliation import reconcile
from mingcha.assess.statistics import month_statistics
from mingcha.bulletin.compose import compose
from mingcha.bulletin.forms import docx, evidence, html, pdf, xlsx
from mingcha.collect import rounds
from mingcha.collect.due import Plan, RoundName
from mingcha.collect.frontier_file import reading
from mingcha.collect.gathered import Gathered
from mingcha.collect.ledger import understand
from mingcha.collect.posts_file import collected_posts, write_posts
from mingcha.collect.site_file import read_site, site_of_address
from mingcha.examine.candidates import candidates
from mingcha.examine.catalogue import named
from mingcha.examine.declaration import Check, Corpus
from mingcha.examine.masked import may_be_masked
from mingcha.examine.runner import Result, examine
from mingcha.extract.readers import spreadsheet
from mingcha.model.bulletin import Bulletin
from mingcha.model.collected import CollectedPost
from mingcha.model.document import Document, NotExamined, Passage
from mingcha.model.ledger import LedgerReading
from mingcha.model.post import Post
from mingcha.model.round import Completeness, RoundState
from mingcha.model.site import Site
from mingcha.model.unit import Unit
from mingcha.text.unit_names import UnitNames

__all__ = [
    "FORMS",
    "collect_site",
    "compose",
    "evidence_file",
    "examine_files",
    "month_statistics",
    "posts_collected",
    "read_ledger",
    "reconcile",
    "site_from",
    "write_collected_posts",
    "write_forms",
]

# The four forms a bulletin is issued in, each from the same value.
FORMS: Mapping[str, Callable[[Bulletin], bytes]] = {
    "docx": docx.write,
    "pdf": pdf.write,
    "html": html.write,
    "xlsx": xlsx.write,
}


def read_ledger(
    path: Path, *, units: Sequence[Unit], today: date, only_unit: str | None = None, county: str = ""
) -> LedgerReading:
    """A ledger file understood row by row; raises model.ledger.FileFault when it cannot be read at all.

    `county` is the county's own name, which units may stand under (样例县财政局).
    """
    names = UnitNames(units, county=county)
    return understand(spreadsheet.read(path), names=names, today=today, only_unit=only_unit)


def site_from(told: str, *, rate: float | None = None, parallel: int | None = None) -> Site:
    """The site of an address or of a TOML file, asked as hard as said here if anything is. Raises SiteFault."""
    is_file = told.lower().endswith(".toml") or ("://" not in told and Path(told).is_file())
    site = read_site(Path(told)) if is_file else site_of_address(told)
    politeness = site.politeness
    if rate is not None:
        politeness = replace(politeness, rate=rate)
    if parallel is not None:
        politeness = replace(politeness, parallel=parallel)
    return replace(site, politeness=politeness)


def collect_site(
    site: Site,
    folder: Path,
    *,
    round_name: str,
    now: Callable[[], datetime],
    since: date | None = None,
    most: int | None = None,
    audit: bool = False,
    browser: bool = False,
    advance: Callable[[RoundState], None] = lambda state: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Completeness:
    """One round over a portal into an archive folder; an unfinished one of the same name goes on where it was."""
    plan = Plan(RoundName(round_name), since=since, most=most, audit=audit, browser=browser)
    return rounds.collect(site, folder, plan=plan, now=now, advance=advance, should_stop=should_stop)


def posts_collected(site: Site, folder: Path, *, since: date | None = None) -> Iterator[CollectedPost]:
    """What the rounds left in the folder: each post once, with its column and unit, one at a time."""
    with reading(folder) as stored:
        yield from collected_posts(Gathered(stored), site, since=since)


def write_collected_posts(site: Site, folder: Path, out: TextIO, *, since: date | None = None) -> int:
    """posts.jsonl; returns how many lines."""
    return write_posts(posts_collected(site, folder, since=since), out)


def write_forms(bulletin: Bulletin, folder: Path, *, name: str = "") -> tuple[Path, ...]:
    """Write the four forms into the folder; the file name is the bulletin's title unless given."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for form, write in FORMS.items():
        file = folder / f"{name or bulletin.title}.{form}"
        file.write_bytes(write(bulletin))
        files.append(file)
    return tuple(files)


def evidence_file(bulletin: Bulletin, posts: Iterable[Post], unit_names: Mapping[str, str]) -> bytes:
    """evidence.xlsx: every figure with the rows it counts."""
    return evidence.write(bulletin, posts, unit_names)


# Where a file is, or what is in it, and what it is called.
Source = tuple[Path | bytes, str]
# Files a worker takes at a time: enough to scan short posts together, few enough to share the work evenly.
SHARD = 400


def examine_files(
    files: Sequence[Source],
    checks: Sequence[Check],
    *,
    key: bytes,
    today: date,
    own: Path | None = None,
    processes: int = 1,
    advance: Callable[[int], None] = lambda steps: None,
) -> Iterator[Result]:
    """Read and examine files; results come in the order of the files, those that compare documents last.

    Each worker process reads its own files and gives back findings, and of the documents only those with numbers or
    masks in them, since comparing needs no others. `own` is the folder of the county's own cards: workers find a check
    by its name.
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
            partial(_examined_shard, names=alone, own=own, keep=bool(across), key=key, last_day=last_day),
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
    if processes == 1 or len(shards) == 1:
        yield from map(examined, shards)
        return
    with ProcessPoolExecutor(max_workers=min(processes, len(shards))) as pool:
        rounds = [pool.submit(examined, shard) for shard in shards]
        for one in rounds:
            yield one.result()


def _examined_shard(
    files: Sequence[Source], *, names: Sequence[str], own: Path | None, keep: bool, key: bytes, last_day: int
) -> Shard:
    missed: list[NotExamined] = []
    seen: list[Document] = []

    def documents() -> Iterator[Document]:
        for where, name in files:
            reading = extract.read(where, name=name)
            missed.extend(reading.not_examined)
            for document in (*reading.documents, *_name_of(name)):
                yield document
                if keep:
                    seen.append(document)

    result = examine(documents(), [named(name, own=own) for name in names], key=key, last_day=last_day)
    # Only now: the run has scanned the documents together, which is many times as fast as one by one.
    return result + Result(not_examined=tuple(missed)), [one for one in seen if _can_be_compared(one)]


def _name_of(name: str) -> tuple[Document, ...]:
    """A file's own name is published as well."""
    own = Path(name).name
    if sum(c.isdigit() for c in own) < 11:
        return ()
    return (Document(name, own, (Passage(0, len(own), "文件名"),), kind="name"),)


def _can_be_compared(document: Document) -> bool:
    seen = document.once(candidates)
    return may_be_masked(document) or any(
        map(len, (seen.eighteen, seen.split_id_numbers, seen.certificates, seen.cards, seen.mobiles))
    )
