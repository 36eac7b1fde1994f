"""Re-checks: cases judged anew after an examination, from every place and from what appeared around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mingcha.model.case import CaseState, RecheckResult
from mingcha.rectify.life import Step, is_settled, moves_on
from mingcha.rectify.recheck import Judgement, Sight, judge
from mingcha.web.accounts.models import User
from mingcha.web.cases import aftermaths, history, life
from mingcha.web.cases.models import Case, Examination, Finding, Recheck
from mingcha.web.cases.practice import practice
from mingcha.web.cases.sights import looking
from mingcha.web.publishing.matching import chunks
from mingcha.web.publishing.refusals import Refused
from mingcha.web.rounds.models import Site

LOOKED_AT = (CaseState.TOLD.value, CaseState.ANSWERED.value, CaseState.RECHECKED.value)


def recheck_due(site: Site, at: datetime) -> QuerySet[Case]:
    """The cases of a site that an examination at this moment has to judge: told before it, and not settled."""
    return Case.objects.filter(site=site, state__in=LOOKED_AT, told_at__lt=at)


@transaction.atomic
def recheck(
    cases: Iterable[Case], *, examination: Examination, at: datetime, by: User | None = None, note: str = ""
) -> list[Recheck]:
    """Judge those of these cases that were told and not settled by an examination that has been taken in; returns the
    re-checks that were written down.

    One that says the same as the last one before it is not written again, unless a person asked for it. A case only goes
    on where that follows (see rectify.life.moves_on); where the office wants it so, one that is settled is closed.
    """
    held = [case for case in life.locked(cases) if case.state in LOOKED_AT]
    broke = aftermaths.counting(held)
    seen = _sights(held, examination=examination, at=at)
    last = _last(held)
    today = timezone.localtime(at).date()
    made, moved = [], []
    for case in held:
        sights, less = seen[case.pk]
        judged = judge(sights, broke=broke.get(case.pk, 0), fewer_places=less)
        is_over = case.due is not None and today > case.due
        moves = moves_on(CaseState(case.state), judged.result, is_over=is_over) and not (
            case.state == CaseState.RECHECKED and case.result == judged.result
        )
        if not (moves or by is not None or note or _is_news(judged, last.get(case.pk))):
            continue
        made.append(_row(case, judged, examination=examination, at=at, is_late=is_over, by=by, note=note))
        if judged.result is not RecheckResult.NOT_LOOKED or not case.result:
            case.result = judged.result.value
        case.rechecked_at = at
        if moves:
            case.state = CaseState.RECHECKED.value
            moved.append(case)
    Recheck.objects.bulk_create(made, batch_size=500)
    life.save([row.case for row in made], "state", "result", "rechecked_at")
    for result in RecheckResult:
        some = [row.case for row in made if row.result == result]
        history.write(some, Step.RECHECK.value, at=at, by=by, words=result.label + (f"；{note}" if note else ""))
    _close(moved, made, at=at)
    return made


@transaction.atomic
def looked_myself(case: Case, *, result: RecheckResult, note: str, by: User, at: datetime, left: int = 0) -> Recheck:
    """A person looked for themselves and says what they saw; the note says where and how."""
    if not note.strip():
        raise Refused("人工复核要写明看了哪里、看到什么。")
    if result is RecheckResult.NOT_LOOKED:
        raise Refused("没有看到的不必登记。")
    (held,) = life.locked([case])
    life.step([held], Step.RECHECK)
    places = Finding.objects.filter(case=held).count()
    made = Recheck.objects.create(
        case=held,
        at=at,
        result=result.value,
        places=places,
        left=min(left, places),
        is_late=held.due is not None and timezone.localtime(at).date() > held.due,
        note=note.strip(),
        by=by,
    )
    held.result, held.rechecked_at = result.value, at
    life.save([held], "state", "result", "rechecked_at")
    history.write([held], Step.RECHECK.value, at=at, by=by, words=f"{result.label}；{note.strip()}")
    case.refresh_from_db()
    return made


def after_examination(site: Site, *, examination: Examination, at: datetime) -> None:
    """All that an examination that was just taken in means for the cases of its site. Call it in its transaction."""
    _relapse(site, at=at)
    aftermaths.tie_new(site, at=at)
    _settle_untold(site, examination=examination, at=at)
    recheck(recheck_due(site, at), examination=examination, at=at)


def _relapse(site: Site, *, at: datetime) -> None:
    """Faults that stand again after their case was closed make it live again."""
    back = Case.objects.filter(
        site=site, state=CaseState.CLOSED.value, findings__gone_at=None, findings__last_seen=at, closed_at__lt=at
    ).distinct()
    # A person who closed a case whose fault still stands knew why; only what had gone can come back.
    last = _last(list(back))
    again = [case for case in back if (row := last.get(case.pk)) is None or _had_gone(row)]
    if again:
        life.reopen_all(again, why="销号后在原处再次出现（反弹）", by=None, at=at)


def _had_gone(row: Recheck) -> bool:
    if row.by_id is not None:
        return is_settled(RecheckResult(row.result))
    return not row.left and not row.unseen


def _settle_untold(site: Site, *, examination: Examination, at: datetime) -> None:
    """Confirmed faults that went before anybody was told of them: the case says so, and a person closes it.

    As in a re-check, what was not looked at since it was confirmed has not gone.
    """
    waiting = Case.objects.filter(site=site, state=CaseState.CONFIRMED.value)
    standing = waiting.filter(findings__gone_at=None).values("pk")
    went = list(waiting.exclude(pk__in=standing).filter(result="", findings__isnull=False).distinct().order_by("pk"))
    seen = _sights(went, examination=examination, at=at)
    settled = [case for case in went if is_settled(judge(seen[case.pk][0]).result)]
    for case in settled:
        case.result, case.rechecked_at = judge(seen[case.pk][0]).result.value, at
    life.save(settled, "result", "rechecked_at")
    waiting.filter(pk__in=standing).exclude(result="").update(result="")


def _sights(cases: Sequence[Case], *, examination: Examination, at: datetime) -> dict[int, tuple[list[Sight], bool]]:
    """What was seen of each case, and whether what stands is at fewer places than the unit was told of."""
    by_case = {case.pk: case for case in cases}
    findings = [one for part in chunks(by_case) for one in Finding.objects.filter(case__in=part).order_by("case", "pk")]
    examined = examination.ended_at or at
    sights: dict[int, list[Sight]] = defaultdict(list)
    places: dict[int, int] = defaultdict(int)
    sites: dict[int, list[Finding]] = defaultdict(list)
    for one in findings:
        sites[one.site_id].append(one)
    for some in sites.values():
        with looking(some[0].site, some) as looker:
            for one in some:
                case = by_case[one.case_id or 0]
                is_settled_now = case.state == CaseState.RECHECKED and case.result == RecheckResult.FIXED
                seen = looker.sight(
                    one,
                    told=case.told_at or case.confirmed_at,
                    examined=examined,
                    known_gone=case.rechecked_at if is_settled_now else None,
                )
                sights[case.pk].append(seen)
                places[case.pk] += one.places
    return {key: (sights[key], places[key] < case.places) for key, case in by_case.items()}


def _last(cases: Sequence[Case]) -> dict[int, Recheck]:
    """The last re-check of each case since it was told last."""
    found: dict[int, Recheck] = {}
    for part in chunks([case.pk for case in cases]):
        found |= {row.case_id: row for row in Recheck.objects.filter(case__in=part).order_by("pk")}
    return found


def _is_news(judged: Judgement, last: Recheck | None) -> bool:
    told = (judged.result.value, judged.places, judged.left, judged.unseen)
    return last is None or told != (last.result, last.places, last.left, last.unseen)


def _row(
    case: Case,
    judged: Judgement,
    *,
    examination: Examination,
    at: datetime,
    is_late: bool,
    by: User | None,
    note: str,
) -> Recheck:
    return Recheck(
        case=case,
        examination=examination,
        at=at,
        result=judged.result.value,
        places=judged.places,
        left=judged.left,
        unseen=judged.unseen,
        is_late=is_late,
        note=note,
        by=by,
    )


def _close(moved: Sequence[Case], made: Sequence[Recheck], *, at: datetime) -> None:
    """Where the office wants it, what is mended at every place is closed at once."""
    complete = {row.case_id for row in made if not row.left and not row.unseen}
    settled = [case for case in moved if case.pk in complete and is_settled(RecheckResult(case.result))]
    if settled and practice().closes_itself:
        life.close_all(settled, why="复核已整改，自动销号", by=None, at=at)
