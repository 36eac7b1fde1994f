"""What the ladder calls for today, as drafts; and drafts whose reason is gone. Doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mingcha.model.case import CaseState
from mingcha.model.escalation import Ladder, Rung, Step
from mingcha.rectify import ladder as rules
from mingcha.rectify.letters.drafting import draft as letter_of
from mingcha.standards.load import clauses
from mingcha.web.accounts.models import User
from mingcha.web.answers import answering
from mingcha.web.audit.services import record
from mingcha.web.cases.models import Case
from mingcha.web.escalation.histories import histories
from mingcha.web.escalation.models import Proposal, ProposalCase
from mingcha.web.escalation.rules import ladder, signing
from mingcha.web.publishing.matching import chunks
from mingcha.web.units.models import Unit
from mingcha.web.workdays import calendar

_LATE = (CaseState.TOLD.value, CaseState.RECHECKED.value)


@transaction.atomic
def propose(at: datetime, *, by: User | None = None) -> list[Proposal]:
    """Drafts of every step that is called for and not drafted yet, one for each unit and rung; the new ones.

    First answers that re-checks have settled are settled, and drafts lose the cases that call for them no more.
    """
    answering.settle(at=at)
    today = timezone.localtime(at).date()
    lapse(at)
    found = Case.objects.filter(state__in=_LATE, told_at__isnull=False, unit__isnull=False, due__isnull=False)
    found = found.filter(Q(due__lt=today) | Q(relapse_of__isnull=False) | Q(reopened__gt=0))
    # Two who do this at the same moment do it one after the other.
    keys = list(found.order_by("pk").select_for_update().values_list("pk", flat=True))
    steps: dict[tuple[str, str], list[Step]] = {}
    now = ladder()
    for part in chunks(keys):
        cases = Case.objects.filter(pk__in=part).select_related("unit").order_by("-severity", "pk")
        for history in histories(cases).values():
            step = rules.next_step(history, today=today, calendar=calendar(), ladder=now)
            if step is not None:
                steps.setdefault((step.unit, step.rung.name), []).append(step)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={code for code, _ in steps})}
    made = []
    for (code, _), some in sorted(steps.items()):
        standing = _untouched(units[code], some[0].rung)
        one = standing or Proposal(unit=units[code], rung=some[0].rung.name, drafted_at=at)
        _add(one, some, today=today)
        record(actor=by, action="起草督办文书", target=str(one), detail=f"{len(some)} 件整改事项，待签发")
        made += [] if standing else [one]
    return made


@transaction.atomic
def lapse(at: datetime) -> int:
    """Take cases out of drafts that no longer call for them; a draft with none left has lapsed. Returns how many cases."""
    today = timezone.localtime(at).date()
    lines = list(
        ProposalCase.objects.filter(proposal__state=Proposal.State.DRAFT, left_at=None)
        .select_related("proposal")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    gone: list[ProposalCase] = []
    for part in chunks(lines):
        cases = Case.objects.filter(pk__in={line.case_id for line in part}).select_related("unit")
        known = histories(cases, except_drafts=True)
        for line in part:
            history = known[line.case_id]
            if history.due != line.occasion or not rules.is_late_or_again(history, today=today):
                line.left_at, line.left_why = at, _why(history.due, line.occasion, CaseState(history.state))
                gone.append(line)
    ProposalCase.objects.bulk_update(gone, ["left_at", "left_why"], batch_size=200)
    steps = ladder()
    for proposal in Proposal.objects.filter(pk__in={line.proposal_id for line in gone}).select_for_update():
        _without(proposal, steps=steps, at=at, today=today)
    return len(gone)


def _why(due: date | None, occasion: date, state: CaseState) -> str:
    if due != occasion:
        return f"整改期限已改为{due}" if due else "整改期限已撤销"
    return f"事项现为“{state.label}”" if state.value not in _LATE else "单位的申请待处理，或复核已有结果"


def _without(proposal: Proposal, *, steps: Ladder, at: datetime, today: date) -> None:
    """What is left of a draft after cases left it: written anew by the rules that hold now, unless a person has had a
    hand in it."""
    left = list(proposal.lines.filter(left_at=None).select_related("case").order_by("pk"))
    if not left:
        proposal.state, proposal.ended_at, proposal.ended_why = Proposal.State.LAPSED, at, "所涉事项都已不需要这一步"
        proposal.save(update_fields=["state", "ended_at", "ended_why"])
    elif proposal.changed_at is None and proposal.signed_at is None:
        place = steps.place(proposal.rung)
        if place >= 0:
            rung = steps.rungs[place]
            _write(proposal, rung, [_step_of(line, rung) for line in left], today=today)
            proposal.save()
            told = f"有事项退出，剩 {len(left)} 件，按现行设定改写：{signing(rung)}"
            record(actor=None, action="改写督办文书草稿", target=str(proposal), detail=told)


def _step_of(line: ProposalCase, rung: Rung) -> Step:
    unit = line.proposal.unit.code
    reasons = tuple(line.reasons.splitlines())
    return Step(rung, line.case_id, unit, line.case.about, line.occasion, line.times, line.overdue, reasons)


def _untouched(unit: Unit, rung: Rung) -> Proposal | None:
    """A draft of the same step that nobody has had a hand in: it takes in what is late today, too."""
    drafts = Proposal.objects.filter(unit=unit, rung=rung.name, state=Proposal.State.DRAFT)
    return drafts.filter(changed_at=None, signed_at=None).select_for_update().first()


def _add(proposal: Proposal, steps: Sequence[Step], *, today: date) -> None:
    rung = steps[0].rung
    lines = proposal.lines.filter(left_at=None).select_related("case").order_by("pk") if proposal.pk else ()
    _write(proposal, rung, [*(_step_of(line, rung) for line in lines), *steps], today=today)
    proposal.save()
    ProposalCase.objects.bulk_create(
        ProposalCase(
            proposal=proposal,
            case_id=step.case,
            rung=rung.name,
            occasion=step.occasion,
            times=step.times,
            overdue=step.overdue,
            reasons="\n".join(step.reasons),
        )
        for step in steps
    )


def _write(proposal: Proposal, rung: Rung, steps: Sequence[Step], *, today: date) -> None:
    """The words and who signs them, both as the ladder says now: a letter goes by the rules of one day."""
    unit = proposal.unit
    proposal.label, proposal.signers, proposal.by_leader = rung.label, rung.signers, rung.by_leader
    letter = letter_of(
        rung,
        steps,
        unit=unit.prose_name or unit.name,
        is_vertical=unit.vertical,
        county=settings.COUNTY,
        sender=sender(),
        today=today,
        calendar=calendar(),
        clauses=clauses(),
    )
    proposal.title, proposal.addressed, proposal.copies = (
        letter.title[:120],
        letter.addressed[:200],
        letter.copies[:300],
    )
    proposal.text, proposal.sender, proposal.dated = "\n".join(letter.paragraphs), letter.sender, letter.dated
    proposal.to_unit = (rung.vertical if unit.vertical else rung.letter).to_unit


def sender() -> str:
    """The competent office of the Regulation; a person may write another into the draft."""
    return f"{settings.COUNTY}人民政府办公室"


def of_cases(cases: Iterable[int]) -> list[ProposalCase]:
    """What was taken or drafted for these cases, the oldest first."""
    found: list[ProposalCase] = []
    for part in chunks(sorted(set(cases))):
        found += ProposalCase.objects.filter(case__in=part).select_related("proposal__unit").order_by("pk")
    return found
