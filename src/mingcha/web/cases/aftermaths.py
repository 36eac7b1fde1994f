"""New faults tied to the cases whose mending brought them about, untied by a person where it is chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from mingcha.model.case import CaseState, Relation
from mingcha.rectify.neighbourhood import Fault, Spot, tie
from mingcha.standards.rectification import rectification
from mingcha.web.accounts.models import User
from mingcha.web.cases import history
from mingcha.web.cases.models import Aftermath, Case, Decision, Finding
from mingcha.web.cases.sights import Looker, looking
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.models import Column
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds.models import CollectedPost, Site

# What stands as an aftermath: not untied, still on the site, no false alarm; a doubt only once somebody confirmed it.
STANDING = (
    Q(counts=True, untied_why="", finding__gone_at=None)
    & ~Q(finding__decision__kind=Decision.Kind.DISMISSED)
    & (Q(finding__verdict=Finding.Verdict.FOUND) | Q(finding__decision__kind=Decision.Kind.CONFIRMED))
)


@dataclass(frozen=True, slots=True)
class _Around:
    """A case with its spots and days, as the engine asks for it."""

    case: Case
    spots: tuple[Spot, ...]
    told: date
    closed: date | None


def counting(cases: Sequence[Case]) -> dict[int, int]:
    """How many faults that stand were brought about by the mending of each case."""
    found: dict[int, int] = {}
    for part in chunks([case.pk for case in cases]):
        # A finding nobody has decided about has no kind: the negation above must not lose it.
        rows = Aftermath.objects.filter(case__in=part).filter(STANDING).order_by().values_list("case")
        found |= dict(rows.annotate(number=Count("pk")))
    return found


def tie_new(site: Site, *, at: datetime) -> list[Aftermath]:
    """Tie what an examination told for the first time at this moment to the cases it came of.

    Only what came of mending is kept; what merely lies near is shown on the case's page. A fault told for the first time
    in a post that has not changed is one that nobody looked for before.
    """
    fresh = list(Finding.objects.filter(site=site, first_seen=at).order_by("pk"))
    if not fresh:
        return []
    days = timedelta(days=rectification().neighbourhood.after_closing)
    told = Case.objects.filter(site=site, told_at__lt=at).exclude(state=CaseState.WITHDRAWN.value)
    cases = list(told.filter(Q(closed_at=None) | Q(closed_at__gt=at - days)).order_by("pk"))
    if not cases:
        return []
    index = _Index(_around(cases))
    spots = spots_of(fresh)
    with looking(site, []) as looker:
        made = list(_made(fresh, spots, index, looker, at=at))
    Aftermath.objects.bulk_create(made, batch_size=500, ignore_conflicts=True)
    history.write_each(
        [(row.case, f"{row.get_relation_display()}：{row.finding.message}") for row in made],
        "aftermath",
        at=at,
        by=None,
    )
    return made


def _made(
    fresh: Sequence[Finding], spots: Mapping[int, Spot], index: _Index, looker: Looker, *, at: datetime
) -> Iterator[Aftermath]:
    for one in fresh:
        fault = Fault(one.check_name, one.family, spots[one.pk], _day(one.first_seen))
        for near in index.near(fault.spot):
            case = near.case
            found = tie(
                fault, near.spots, check=case.check_name, family=case.family, told=near.told, closed=near.closed
            )
            if found is None or not found.counts:
                continue
            since = case.told_at or case.confirmed_at
            if found.relation is Relation.SAME_POST and not looker.has_changed(one.source, since=since):
                continue
            yield Aftermath(case=case, finding=one, relation=found.relation.value, noticed_at=at)


@transaction.atomic
def untie(row: Aftermath, *, why: str, by: User | None, at: datetime) -> None:
    """It is chance after all: the fault stays a fault, and the case is not to blame for it."""
    if not why.strip():
        raise Refused("解除联系要写明理由。")
    held = Aftermath.objects.select_for_update().select_related("case", "finding").get(pk=row.pk)
    if held.untied_why:
        raise Refused("这一联系已经解除过了。")
    held.untied_by, held.untied_why = by, why.strip()[:300]
    held.save(update_fields=["untied_by", "untied_why"])
    Case.objects.filter(pk=held.finding.case_id, brought_by=held.case).update(brought_by=None)
    history.write([held.case], "untied", at=at, by=by, words=f"{held.finding.message[:150]}；理由：{why.strip()}")


def spots_of(findings: Sequence[Finding]) -> dict[int, Spot]:
    """Where the findings stand, by their keys; a constant number of queries for every 900 addresses."""
    urls = sorted({url for one in findings for url in (one.post_url, one.source) if url})
    posts = {row.url: row for part in chunks(urls) for row in CollectedPost.objects.filter(url__in=part)}
    lists = sorted({row.column_url for row in posts.values() if row.column_url})
    above = {
        url: path
        for part in chunks(lists)
        for url, path in Column.objects.filter(url__in=part).values_list("url", "path")
    }
    return {one.pk: _spot(one, posts.get(one.post_url) or posts.get(one.source), above) for one in findings}


def _spot(one: Finding, post: CollectedPost | None, above: dict[str, str]) -> Spot:
    unit = str(one.unit_id or "")
    if post is None:
        # A column, a page of the site, an account: its own address is the column it speaks of.
        return Spot(one.post_url or one.source, one.source, unit=unit, columns=frozenset({one.source}))
    return Spot(
        post=post.url,
        source=one.source,
        title=post.title,
        unit=unit or str(post.unit_key or ""),
        columns=frozenset({post.column_url} if post.column_url else ()),
        above=above.get(post.column_url, ""),
        files=frozenset({post.digest} if post.digest else ()),
        repeats=frozenset(_repeats(one)),
        published=post.day,
    )


def _repeats(one: Finding) -> Iterable[str]:
    """The posts that a finding about repeated posts says this one repeats."""
    if one.repeats_url:
        yield one.repeats_url
    if one.family == "duplicates":
        yield from (line for line in one.more_places.splitlines() if line.startswith("http"))


def _around(cases: Sequence[Case]) -> list[_Around]:
    by_case: dict[int, list[Finding]] = defaultdict(list)
    for part in chunks([case.pk for case in cases]):
        for one in Finding.objects.filter(case__in=part).order_by("pk"):
            by_case[one.case_id or 0].append(one)
    spots = spots_of([one for some in by_case.values() for one in some])
    return [
        _Around(
            case,
            tuple(spots[one.pk] for one in by_case[case.pk]),
            _day(case.told_at or case.confirmed_at),
            _day(case.closed_at) if case.closed_at else None,
        )
        for case in cases
    ]


class _Index:
    """Cases by what may lie near them, so that thousands of new faults need not be held against thousands of cases."""

    def __init__(self, around: Sequence[_Around]) -> None:
        self._near: dict[tuple[str, str], list[_Around]] = defaultdict(list)
        for one in around:
            for key in {key for spot in one.spots for key in _keys(spot)}:
                self._near[key].append(one)

    def near(self, spot: Spot) -> list[_Around]:
        found = {one.case.pk: one for key in _keys(spot) for one in self._near.get(key, ())}
        return [found[key] for key in sorted(found)]


def _keys(spot: Spot) -> Iterable[tuple[str, str]]:
    if spot.post:
        yield "post", spot.post
    if spot.title:
        yield "title", spot.title
    yield from (("post", url) for url in spot.repeats)
    yield from (("column", url) for url in spot.columns)
    yield from (("file", digest) for digest in spot.files)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
