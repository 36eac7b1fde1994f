"""What the rounds left of a portal as subjects for the checks of freshness and completeness, and what nobody saw."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from sqlite3 import Connection

from mingcha.archive.store import Archive
from mingcha.collect.addresses import host_of
from mingcha.collect.arrivals import arrivals
from mingcha.collect.column_states import column_states, site_state, unseen_columns
from mingcha.collect.disclosure_platforms import disclosure_platforms
from mingcha.collect.frontier_file import reading
from mingcha.collect.gathered import Gathered
from mingcha.collect.home_states import home_state
from mingcha.collect.kept_pages import kept_page
from mingcha.collect.leader_pages import leader_pages
from mingcha.collect.posts_file import collected_posts
from mingcha.collect.tagged_pages import tagged_pages
from mingcha.collect.unit_disclosures import unit_disclosures
from mingcha.examine.declaration import Check
from mingcha.examine.leaders.roster import roster
from mingcha.examine.page_foot.reading import foot_of
from mingcha.examine.page_tags.grouping import by_template
from mingcha.examine.runner import Result, examine_subjects
from mingcha.model.arrival import Arrival
from mingcha.model.collected import CollectedPost
from mingcha.model.column_state import ColumnState, Reminder
from mingcha.model.disclosure_platform import DisclosurePlatform
from mingcha.model.document import NotExamined, Outcome
from mingcha.model.home_state import HomeState
from mingcha.model.leader import Appointment, LeaderRoster
from mingcha.model.page_foot import PageFoot
from mingcha.model.page_tags import TaggedPage, TaggedPages
from mingcha.model.site import Site
from mingcha.model.site_state import SiteState
from mingcha.model.subject import Subject
from mingcha.model.unit_disclosure import UnitDisclosure
from mingcha.standards.profiles import Profile, profile

__all__ = ["examine_portal", "examine_tags", "never", "tags_beside_posts"]


def examine_portal(
    site: Site,
    folder: Path,
    checks: Sequence[Check],
    *,
    key: bytes,
    today: date,
    rules: Profile | None = None,
    posts: Sequence[CollectedPost] | None = None,
    reminders: Mapping[str, Sequence[Reminder]] | None = None,
    appointments: Mapping[str, Sequence[Appointment]] | None = None,
    advance: Callable[[str], None] = lambda what: None,
) -> Iterator[Result]:
    """Everything the checks say of columns, home page, leaders, tags, foot, platform and catalogue of a portal.

    Only what some chosen check looks at is worked out. `rules` is the county's profile, `posts` those already read out
    of the folder, `reminders` by the address of the column, `appointments` by the unit's code. Raises FrontierFault when nothing was
    collected into the folder.
    """
    asked = {check.looks_at for check in checks}
    rules = rules or profile()
    ask = partial(examine_subjects, checks=checks, key=key)
    with (
        reading(folder) as db,
        Archive.open(folder, site=host_of(site.home), now=never, readonly=True) as archive,
    ):
        look = partial(kept_page, archive)
        if asked & {ColumnState, SiteState}:
            advance("栏目")
            states = list(column_states(db, site, profile=rules, on=today, look=look, reminders=reminders))
            subjects: list[Subject] = [*states, site_state(states, site, profile=rules, on=today)]
            yield ask(subjects) + Result(not_examined=unseen_columns(states))
        if asked & {HomeState, PageFoot}:
            advance("首页")
            home = home_state(db, archive, site, profile=rules, on=today)
            yield ask([home]) + Result(not_examined=_unseen_home(home))
            number = db.execute(
                "select snapshot from address where kind = 'home' order by round desc limit 1"
            ).fetchone()
            if number is not None and (page := look(number[0])) is not None:
                yield ask([foot_of(page)])
        if Arrival in asked:
            advance("新出现的信息")
            yield ask(arrivals(db, archive, site))
        called: dict[str, set[str]] = {}
        if asked & {LeaderRoster, UnitDisclosure}:
            advance("领导信息")
            for found in leader_pages(db, archive, site, on=today):
                called.setdefault(found.unit, set()).add("领导信息")
                known = tuple((appointments or {}).get(found.unit, ()))
                one = roster(
                    found.pages,
                    called=found.called,
                    on=found.on,
                    unit=found.unit,
                    url=found.url,
                    unread=found.unread,
                    known=known,
                )
                yield ask([one]) + Result(not_examined=_unread_leaders(one))
        is_whole = _is_whole(db)
        if asked & {DisclosurePlatform, UnitDisclosure} and not is_whole:
            reason = "这次只采集了一部分，缺什么还说不准"
            gap = NotExamined(site.home, Outcome.UNSEEN, place="公开平台和法定主动公开内容", reason=reason)
            yield Result(not_examined=(gap,))
        if DisclosurePlatform in asked and is_whole:
            yield ask(disclosure_platforms(db, archive, site))
        if UnitDisclosure in asked and is_whole:
            advance("法定主动公开内容")
            every = posts if posts is not None else tuple(collected_posts(Gathered(db), site))
            yield ask(unit_disclosures(every, site, on=today, more_columns=called))
        if TaggedPages in asked:
            advance("网页标签")
            yield examine_tags(tagged_pages(db, archive), checks, site=site, key=key)


def tags_beside_posts(site: Site, folder: Path) -> tuple[TaggedPage, ...]:
    """The pages of a portal that are no posts, with their tags."""
    with reading(folder) as db, Archive.open(folder, site=host_of(site.home), now=never, readonly=True) as archive:
        return tuple(tagged_pages(db, archive, with_posts=False))


def examine_tags(pages: Iterable[TaggedPage], checks: Sequence[Check], *, site: Site, key: bytes) -> Result:
    """What the checks say of the tags of a portal's pages, one template at a time."""
    return examine_subjects(by_template(pages, site=site.home), checks, key=key)


def _is_whole(db: Connection) -> bool:
    """Whether some round without a first day has come to its end and nothing waits: what is not there is missing."""
    rounds = db.execute("select options from round where finished is not null").fetchall()
    (waiting,) = db.execute("select count(*) from queue").fetchone()
    return not waiting and any(not json.loads(options).get("since") for (options,) in rounds)


def _unseen_home(home: HomeState) -> tuple[NotExamined, ...]:
    return (NotExamined(home.url, Outcome.UNSEEN, place="首页", reason=home.unseen),) if home.unseen else ()


def _unread_leaders(one: LeaderRoster) -> tuple[NotExamined, ...]:
    """Pages that could not be had, and a page of leaders on which nobody was recognised: a picture, or a new shape."""
    missing = [NotExamined(url, Outcome.UNSEEN, place="领导信息", reason="没有取到") for url in one.unread]
    if not any(leader.is_certain for leader in one.leaders):
        missing.append(NotExamined(one.url, Outcome.PARTLY_READ, place="领导信息", reason="没有认出领导的姓名和职务"))
    return tuple(missing)


def never() -> datetime:
    """For an archive that is only read."""
    raise AssertionError("who only reads an archive needs no clock")
