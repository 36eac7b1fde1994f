"""The only room that knows the order of the stages: a ledger, a collection, a bulletin, an examination."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

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
from mingcha.extract.readers import spreadsheet
from mingcha.model.bulletin import Bulletin
from mingcha.model.case_evidence import CaseEvidence
from mingcha.model.collected import CollectedPost
from mingcha.model.ledger import LedgerReading
from mingcha.model.post import Post
from mingcha.model.round import Completeness, RoundState
from mingcha.model.site import Site
from mingcha.model.unit import Unit
from mingcha.pipeline.collected import Collection, examine_collected
from mingcha.pipeline.files import examine_files
from mingcha.text.unit_names import UnitNames

__all__ = [
    "FORMS",
    "Collection",
    "collect_site",
    "compose",
    "evidence_file",
    "examine_collected",
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
    only: Iterable[str] = (),
    advance: Callable[[RoundState], None] = lambda state: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Completeness:
    """One round over a portal into an archive folder; an unfinished one of the same name goes on where it was.

    `only` is for a round over a part: the addresses of its lists, posts and files.
    """
    plan = Plan(RoundName(round_name), since=since, most=most, audit=audit, browser=browser, only=tuple(only))
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


def evidence_file(
    bulletin: Bulletin, posts: Iterable[Post], unit_names: Mapping[str, str], cases: CaseEvidence | None = None
) -> bytes:
    """evidence.xlsx: every figure with the rows it counts."""
    return evidence.write(bulletin, posts, unit_names, cases)
