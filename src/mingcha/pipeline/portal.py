"""A portal as its rounds saw it, turned into what the checks look at besides pages: columns, home page, leaders,
platform, links, late arrivals. Nothing is asked of the network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from mingcha.archive.store import Archive
from mingcha.collect.addresses import host_of
from mingcha.collect.arrivals import arrivals
from mingcha.collect.column_states import column_states, site_state, unseen_columns
from mingcha.collect.disclosure_platforms import disclosure_platforms
from mingcha.collect.frontier_file import reading
from mingcha.collect.home_states import home_state
from mingcha.collect.kept_pages import kept_page
from mingcha.collect.leader_pages import leader_pages
from mingcha.examine.leaders.roster import roster
from mingcha.examine.page_foot.reading import foot_of
from mingcha.model.collected import CollectedPost
from mingcha.model.document import NotExamined, Outcome
from mingcha.model.page_foot import PageFoot
from mingcha.model.site import Site
from mingcha.model.subject import Subject
from mingcha.model.unit import Unit
from mingcha.model.unit_disclosure import UnitDisclosure, UnitKind
from mingcha.standards.profiles import profile

# The county's own thresholds, beside its other files.
OWN_PROFILE = "profile.toml"
# What tells a town from a bureau where the office's groups do not.
_TOWN = "town"


@dataclass(frozen=True)
class PortalSubjects:
    """What can be looked at of a portal as a whole, and what of it could not be."""

    subjects: tuple[Subject, ...]
    not_examined: tuple[NotExamined, ...]


def portal_subjects(
    site: Site, folder: Path, posts: Sequence[CollectedPost], *, today: date, county: Path | None = None
) -> PortalSubjects:
    """Everything told of a portal as of its last round up to `today`. `county` is the folder of the county's own files."""
    by = profile(county=_file(county, OWN_PROFILE))
    subjects: list[Subject] = []
    with reading(folder) as db, Archive.open(folder, site=host_of(site.home), now=never, readonly=True) as archive:
        states = tuple(column_states(db, site, profile=by, on=today, look=lambda number: kept_page(archive, number)))
        subjects += [*states, site_state(states, site, profile=by, on=today)]
        home = home_state(db, archive, site, profile=by, on=today)
        subjects += [home, *arrivals(db, archive, site)]
        missed = list(unseen_columns(states))
        subjects.append(_foot(archive, home.source))
        subjects += disclosure_platforms(db, archive, site)
        for some in leader_pages(db, archive, site, on=today):
            missed += [NotExamined(url, Outcome.MISSING, reason="领导信息页没有取到") for url in some.unread]
            subjects.append(
                roster(some.pages, called=some.called, on=some.on, unit=some.unit, url=some.url, unread=some.unread)
            )
        subjects += _disclosures(site, posts, today=today)
    return PortalSubjects(tuple(subjects), tuple(missed))


def never() -> datetime:
    """For an archive that is only read."""
    raise AssertionError("who only reads an archive needs no clock")


def _file(county: Path | None, name: str) -> Path | None:
    path = county / name if county is not None else None
    return path if path is not None and path.is_file() else None


def _foot(archive: Archive, home: str) -> PageFoot:
    snapshot = archive.latest(home, with_content=True)
    page = kept_page(archive, snapshot.number) if snapshot is not None else None
    return foot_of(page) if page is not None else PageFoot(home, unread="首页没有取到")


def _disclosures(site: Site, posts: Sequence[CollectedPost], *, today: date) -> Iterator[UnitDisclosure]:
    """What each unit has disclosed: its columns and the titles of its posts."""
    columns: dict[str, dict[str, None]] = {}
    titles: dict[str, list[str]] = {}
    for column in site.columns:
        if column.unit:
            columns.setdefault(column.unit, {})[column.name] = None
    for post in posts:
        if post.unit:
            columns.setdefault(post.unit, {})[post.column] = None
            titles.setdefault(post.unit, []).append(post.title)
    for unit in site.units:
        yield UnitDisclosure(
            unit.code,
            unit.in_prose,
            _kind(unit),
            site.home,
            today,
            tuple(name for name in columns.get(unit.code, ()) if name),
            titles.get(unit.code, ()),
        )


def _kind(unit: Unit) -> UnitKind:
    return UnitKind.TOWN if unit.group == _TOWN else UnitKind.BUREAU
