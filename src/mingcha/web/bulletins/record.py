"""The record of cases of a month as the engine's value, for the bulletin that tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Min
from django.utils import timezone

from mingcha.model.case import CaseFact, RecheckResult
from mingcha.model.case_record import CaseRecord, NoticeFact, RecheckFact
from mingcha.model.month import Month
from mingcha.rectify.life import Step
from mingcha.web.cases import record as cases
from mingcha.web.cases.models import Case, CaseStep, Examination, Recheck
from mingcha.web.escalation.models import Proposal, ProposalCase
from mingcha.web.media import queries as media
from mingcha.web.media.models import Account
from mingcha.web.notices.models import Notice, NoticeLine
from mingcha.web.publishing.matching import chunks
from mingcha.web.units.models import Unit


def record_of(month: Month, *, known_to: date) -> CaseRecord:
    """All that the sentences of this month may tell, as far as it had happened by the day the bulletin bears."""
    first, last = month.first, month.last
    facts = {fact.key: fact for fact in cases.facts(first=first, last=last)}
    notices = _notices(facts, known_to=known_to)
    missing = sorted({key for notice in notices for key, _ in notice.lines} - facts.keys())
    for part in chunks(missing):
        facts |= {fact.key: fact for fact in cases.facts_of(Case.objects.filter(pk__in=part))}
    return CaseRecord(
        first=first,
        last=last,
        known_to=known_to,
        cases=_in_official_order(_with_platforms(facts.values())),
        removed=cases.removed(first=first, last=last),
        notices=notices,
        rechecks=tuple(_rechecks(sorted(facts), known_to=known_to)),
        examined=_examined(first, known_to),
        reminders=tuple(_reminders(sorted(facts), known_to=known_to)),
        begun=_begun(),
    )


def moment(day: date) -> datetime:
    """The beginning of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)


def day_of(at: datetime) -> date:
    return timezone.localtime(at).date()


def _notices(keys: Iterable[int], *, known_to: date) -> tuple[NoticeFact, ...]:
    """The issued notices that told any of these cases, each with all it told; and those they follow up."""
    issued = Notice.objects.filter(state=Notice.State.ISSUED, dated__lte=known_to)
    wanted: set[int] = set()
    for part in chunks(sorted(keys)):
        wanted |= set(issued.filter(copies__lines__case__in=part).values_list("pk", flat=True))
    wanted |= set(Notice.objects.filter(pk__in=wanted, repeats__isnull=False).values_list("repeats", flat=True))
    lines: dict[int, list[tuple[int, date]]] = {}
    told = NoticeLine.objects.filter(copy__notice__in=wanted).order_by("copy__notice", "case")
    for notice, case, due, all_due in told.values_list("copy__notice", "case", "due", "copy__notice__due"):
        lines.setdefault(notice, []).append((case, due or all_due))
    return tuple(
        NoticeFact(row.pk, row.number or 0, row.dated, row.due, tuple(lines.get(row.pk, ())), row.repeats_id)
        for row in issued.filter(pk__in=wanted).order_by("dated", "number", "pk")
    )


def _rechecks(keys: list[int], *, known_to: date) -> Iterable[RecheckFact]:
    """Every re-check up to the day; that a closed case lives again is one as well: its fault was seen."""
    over = moment(known_to + timedelta(days=1))
    found = []
    for part in chunks(keys):
        rows = Recheck.objects.filter(case__in=part, at__lt=over).order_by("at", "pk")
        found += [
            (at, RecheckFact(case, day_of(at), RecheckResult(result)))
            for case, at, result in rows.values_list("case", "at", "result")
        ]
        again = CaseStep.objects.filter(case__in=part, what=Step.REOPEN.value, at__lt=over).order_by("at", "pk")
        found += [
            (at, RecheckFact(case, day_of(at), RecheckResult.NOT_FIXED)) for case, at in again.values_list("case", "at")
        ]
    return [fact for _, fact in sorted(found, key=lambda one: one[0])]


def _reminders(keys: list[int], *, known_to: date) -> Iterable[tuple[int, date]]:
    """Letters of the ladder that were signed: they remind a unit, or its leaders, of these cases."""
    for part in chunks(keys):
        signed = ProposalCase.objects.filter(
            case__in=part, left_at=None, proposal__state=Proposal.State.SIGNED, proposal__dated__lte=known_to
        )
        yield from signed.order_by("proposal__dated", "pk").values_list("case", "proposal__dated")


def _examined(first: date, last: date) -> tuple[date, ...]:
    rows = Examination.objects.filter(
        state=Examination.State.FINISHED, started_at__gte=moment(first), started_at__lt=moment(last + timedelta(days=1))
    )
    return tuple(sorted({day_of(at) for at in rows.values_list("started_at", flat=True)}))


def _begun() -> date | None:
    begun = Examination.objects.filter(state=Examination.State.FINISHED).aggregate(first=Min("started_at"))["first"]
    return day_of(begun) if begun else None


def _with_platforms(facts: Iterable[CaseFact]) -> list[CaseFact]:
    """Accounts called in full: “样例发布”微信公众号."""
    facts = list(facts)
    names = {fact.account for fact in facts if fact.account}
    if not names:
        return facts
    platforms = {platform.code: platform.name for platform in media.rules().platforms}
    called: Mapping[str, str] = {
        row.name: f"“{row.name}”{platforms.get(row.platform, '')}" for row in Account.objects.filter(name__in=names)
    }
    return [replace(fact, account=called.get(fact.account, fact.account)) for fact in facts]


def _in_official_order(facts: Iterable[CaseFact]) -> tuple[CaseFact, ...]:
    codes = Unit.objects.order_by("group__order", "order", "code").values_list("code", flat=True)
    place = {code: number for number, code in enumerate(codes)}
    return tuple(sorted(facts, key=lambda fact: (place.get(fact.unit, len(place)), fact.key)))
