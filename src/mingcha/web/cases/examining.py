"""An examination of what a site's rounds have collected: run, and its findings taken in beside those known already."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from mingcha import pipeline
from mingcha.archive.faults import ArchiveError
from mingcha.archive.lock import Lock
from mingcha.collect.frontier_file import FrontierFault
from mingcha.examine.catalogue import chosen
from mingcha.examine.runner import Result
from mingcha.model.document import NotExamined
from mingcha.model.finding import Finding as Told
from mingcha.model.finding import Severity
from mingcha.web.audit.services import record
from mingcha.web.cases import opening, precision, rechecking, repeats
from mingcha.web.cases.accounts_examined import AccountsExamined, examine_accounts, told_with
from mingcha.web.cases.county import home, own_cards
from mingcha.web.cases.models import Decision, Examination, Finding
from mingcha.web.cases.own_counts import own_counts
from mingcha.web.cases.owners import Owners
from mingcha.web.publishing.undisturbed import undisturbed
from mingcha.web.rounds import sites
from mingcha.web.rounds.models import Round, Site
from mingcha.web.rounds.running import is_held

log = logging.getLogger(__name__)

_FAULTS = (ArchiveError, FrontierFault)
LOCK = "examine.lock"
_TOGETHER = 500
_GAPS_KEPT = 200


def examine_site(
    site: Site,
    *,
    run: Round | None = None,
    now: Callable[[], datetime],
    processes: int = 1,
    advance: Callable[[int, int], None] = lambda done, of: None,
) -> Examination:
    """Examine everything the rounds left of the site, here and now, and take the findings in.

    What people can do something about is told on the examination; an interrupted one leaves all findings as they were,
    since what it did not look at it cannot judge. Raises ArchiveLocked when another process examines the site.
    """
    folder = sites.folder_of(site)
    folder.mkdir(parents=True, exist_ok=True)
    lock = Lock(folder / LOCK)
    try:
        return _examined(site, folder, run=run, now=now, processes=processes, advance=advance)
    finally:
        lock.release()


def is_running(item: Examination) -> bool:
    """Whether a process still works on it: one that was killed leaves the state and not the lock."""
    return item.state == Examination.State.RUNNING and is_held(sites.folder_of(item.site), LOCK)


def _examined(
    site: Site,
    folder: Path,
    *,
    run: Round | None,
    now: Callable[[], datetime],
    processes: int,
    advance: Callable[[int, int], None],
) -> Examination:
    started = now()
    item = Examination.objects.create(site=site, run=run, started_at=started)
    demoted = precision.demoted(at=started)
    try:
        collection = pipeline.Collection.opened(sites.value_of(site), folder)
        item.posts = len(collection.posts)

        def step(number: int) -> None:
            item.done += number
            Examination.objects.filter(pk=item.pk).update(done=item.done, posts=item.posts)
            advance(item.done, item.posts)

        result, twice = Result(), dict[str, str]()
        checks, key, today = chosen(own=own_cards()), settings.SECRET_KEY.encode(), started.date()
        for part in pipeline.examine_collected(
            collection,
            checks,
            key=key,
            today=today,
            own=own_cards(),
            county=home(),
            counts=own_counts(today=today),
            processes=processes,
            advance=step,
            counted_twice=twice.update,
        ):
            result += part
        accounts = AccountsExamined(Result())
        if told_with(site):
            accounts = examine_accounts(checks, key=key, today=today)
    except _FAULTS as fault:
        item.state, item.ended_at, item.message = Examination.State.FAILED, now(), str(fault)
        item.save()
        return item
    with undisturbed(), transaction.atomic():
        take_in(
            result + accounts.result,
            item=item,
            at=now(),
            demoted=demoted,
            owners=accounts.units,
            unknown=accounts.unknown,
            counted_twice=twice,
        )
    return item


def take_in(
    result: Result,
    *,
    item: Examination,
    at: datetime,
    demoted: Mapping[str, str] | None = None,
    owners: Mapping[str, int] | None = None,
    unknown: Collection[str] = (),
    counted_twice: Mapping[str, str] | None = None,
) -> None:
    """Findings known already are seen again, new ones come in, and those looked for in vain are gone.

    A finding is only gone where its place was examined: what could not be examined keeps its findings. `owners` are the
    keys of the units that own accounts and their posts, by what their findings bear as their post; `unknown` are those
    of which nothing can be said this time. `counted_twice` is which post repeats
    which, by their addresses; it takes effect where a person confirms it (see repeats).
    """
    site, demoted = item.site, demoted or {}
    known = dict(Finding.objects.filter(site=site).values_list("fingerprint", "pk"))
    told = {one.fingerprint: one for one in result.findings}
    whose = Owners.of(site, told.values(), owners=owners or {})
    seen = [known[fingerprint] for fingerprint in told if fingerprint in known]
    fresh = [
        _row(one, site=site, at=at, unit=whose.unit(one), demoted=demoted)
        for fingerprint, one in told.items()
        if fingerprint not in known
    ]
    with_decision = _standing_decisions({row.cause for row in fresh}, at.date())
    for row in fresh:
        row.decision_id = with_decision.get(row.cause)
    Finding.objects.bulk_create(fresh, batch_size=_TOGETHER)
    unseen = _unexamined(result.not_examined)
    gone = [
        pk
        for pk, fingerprint, source, post in Finding.objects.filter(site=site, gone_at=None).values_list(
            "pk", "fingerprint", "source", "post_url"
        )
        if fingerprint not in told and source not in unseen and post not in unknown
    ]
    for some in _slices(seen):
        Finding.objects.filter(pk__in=some).update(last_seen=at, gone_at=None)
    moved = _follow(site, told, whose=whose, demoted=demoted)
    for some in _slices(gone):
        Finding.objects.filter(pk__in=some).update(gone_at=at)
    _expire(at.date())
    repeats.propose(site, counted_twice or {}, at=at)
    item.state, item.ended_at = Examination.State.FINISHED, at
    item.brought, item.standing, item.gone = len(fresh), len(seen), len(gone)
    item.missed = len(result.not_examined)
    item.gaps = "\n".join(str(one) for one in result.not_examined[:_GAPS_KEPT])
    item.demoted = "、".join(sorted(demoted))
    item.save()
    opening.follow_unit(moved, at=at)
    rechecking.after_examination(site, examination=item, at=at)
    record(
        actor=None,
        action="检查网站",
        target=site.name,
        detail=f"新问题 {len(fresh)} 处，仍在 {len(seen)} 处，不再有 {len(gone)} 处，未能检查 {item.missed} 处",
    )


def _follow(site: Site, told: Mapping[str, Told], *, whose: Owners, demoted: Mapping[str, str]) -> list[Finding]:
    """What is known already, as it was told this time; returns the findings that now belong to another unit.

    A fault told once for many pages spreads or shrinks. What nobody has decided about says what was seen last: a doubt
    may have become certain. Whose a fault is follows the posts' attribution until its unit was told.
    """
    names = ("pk", "fingerprint", "unit", "places", "verdict", "message", "decision", "case__told_at")
    changed: dict[int, Told] = {}
    for pk, fingerprint, unit, places, verdict, message, decision, told_at in (
        Finding.objects.filter(site=site).values_list(*names).iterator(chunk_size=5000)
    ):
        if (one := told.get(fingerprint)) is None:
            continue
        new = whose.unit(one)
        moves = told_at is None and new is not None and new != unit
        says = decision is None and (one.message != message or _verdict(one, demoted) != verdict)
        if moves or says or one.places != places:
            changed[pk] = one
    moved = []
    for some in _slices(sorted(changed)):
        rows = list(Finding.objects.filter(pk__in=some).select_related("case"))
        for row in rows:
            one = changed[row.pk]
            row.places, row.more_places = one.places, "\n".join(one.more_places)
            if row.decision_id is None:
                row.message, row.verdict, row.confidence = one.message, _verdict(one, demoted), one.confidence
                row.basis = (one.basis + demoted.get(one.check, ""))[:500]
            unit = whose.unit(one)
            if (row.case is None or row.case.told_at is None) and unit is not None and unit != row.unit_id:
                row.unit_id = unit
                moved.append(row)
        fields = ["places", "more_places", "message", "verdict", "confidence", "basis", "unit"]
        Finding.objects.bulk_update(rows, fields, batch_size=100)
    return moved


def _verdict(one: Told, demoted: Mapping[str, str]) -> str:
    return Finding.Verdict.DOUBT.value if one.check in demoted else one.verdict.value


def cause_of(one: Told) -> str:
    """What findings with one cause have in common: the check, the words found and what to write instead. The faults of
    an account are another matter than those of the portal: other people mend them."""
    account = () if "/" in one.source else (one.source,)
    words = "\x1f".join((one.check, one.quote, one.suggestion, *account))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _row(one: Told, *, site: Site, at: datetime, unit: int | None, demoted: Mapping[str, str]) -> Finding:
    return Finding(
        site=site,
        fingerprint=one.fingerprint,
        cause=cause_of(one),
        check_name=one.check,
        family=one.family,
        severity=list(Severity).index(one.severity),
        verdict=_verdict(one, demoted),
        unit_id=unit,
        post_url=one.post[:2100],
        source=one.source[:2100],
        member=one.member[:300],
        locator=one.locator[:300],
        quote=one.quote[:500],
        message=one.message,
        suggestion=one.suggestion[:500],
        basis=(one.basis + demoted.get(one.check, ""))[:500],
        confidence=one.confidence,
        places=one.places,
        persons=one.persons,
        more_places="\n".join(one.more_places),
        first_seen=at,
        last_seen=at,
    )


def _standing_decisions(causes: set[str], today: date) -> dict[str, int]:
    """Dismissals that still hold for a cause: the same false alarm is not asked about again."""
    found: dict[str, int] = {}
    for some in _slices(sorted(causes)):
        rows = Decision.objects.filter(
            cause__in=some, kind=Decision.Kind.DISMISSED, undone_at=None, expires__gte=today, is_narrow=False
        ).values_list("cause", "pk")
        found |= dict(rows.order_by("pk"))
    return found


def _expire(today: date) -> None:
    """A dismissal that has expired holds no longer: its findings wait again."""
    Finding.objects.filter(decision__kind=Decision.Kind.DISMISSED, decision__expires__lt=today).update(decision=None)


def _unexamined(missed: Iterable[NotExamined]) -> frozenset[str]:
    return frozenset(one.source for one in missed)


def _slices(some: Sequence[object]) -> Iterator[list[object]]:
    rest = iter(some)
    while part := list(islice(rest, _TOGETHER)):
        yield part
