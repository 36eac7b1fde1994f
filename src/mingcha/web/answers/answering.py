"""Answering, appealing, asking for more time, and what the office decides on it; every change of a case goes by its life.

Each function does all cases or none, and raises Refused, which says what stands in the way and what to do instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from mingcha.model.case import CaseState, RecheckResult
from mingcha.rectify.life import is_settled
from mingcha.text.masking import scrubbed
from mingcha.web.accounts.models import User
from mingcha.web.answers import proofs
from mingcha.web.answers.models import Answer, AnswerFile
from mingcha.web.answers.proofs import Proof
from mingcha.web.audit.services import record
from mingcha.web.cases import life, rechecking
from mingcha.web.cases.models import Case
from mingcha.web.publishing.refusals import Refused

Kind, State = Answer.Kind, Answer.State
# Where a unit may still appeal or ask: told, and not settled.
_ASKABLE = (CaseState.TOLD, CaseState.ANSWERED, CaseState.RECHECKED)
_LONGEST = 2000


@transaction.atomic
def reply(
    cases: Iterable[Case], *, text: str, proofs: Sequence[Proof] = (), by: User | None, at: datetime
) -> list[Answer]:
    """已整改: the cases wait for a re-check from now on."""
    said = _said(text, "请写明怎样整改的，如“已删除原附件，重新上传脱敏后的表格”。")
    held = _locked(cases)
    for case in held:
        _settle(case, at=at)
        if case.state == CaseState.ANSWERED:
            raise Refused(
                f"“{case.about[:40]}”已经答复过，正等待复核，不能重复答复。要补充的，请联系政务公开办退回后重新答复。"
            )
        life.answer(case, by=by, at=at)
    return _write(held, Kind.DONE, said, given=proofs, by=by, at=at)


@transaction.atomic
def appeal(
    cases: Iterable[Case], *, text: str, proofs: Sequence[Proof] = (), by: User | None, at: datetime
) -> list[Answer]:
    """The unit holds that there is no fault; the office decides."""
    said = _said(text, "请写明为什么不是问题，如“原文为引用，出处见附图”。")
    held = _askable(cases, "申请认定误报")
    return _write(held, Kind.APPEAL, said, given=proofs, by=by, at=at)


@transaction.atomic
def ask_for_time(
    cases: Iterable[Case], *, due: date | None, text: str, proofs: Sequence[Proof] = (), by: User | None, at: datetime
) -> list[Answer]:
    """The unit wants a later last day; the office decides. Until then the deadline is what it was."""
    said = _said(text, "请写明为什么需要延期、目前做到哪一步。")
    if due is None:
        raise Refused("请选择申请延至哪一天。")
    held = _askable(cases, "申请延期")
    for case in held:
        if case.due is not None and due <= case.due:
            raise Refused(f"“{case.about[:40]}”的期限是 {case.due}，申请的 {due} 并不更晚。请选择以后的日期。")
    if due <= timezone.localdate(at):
        raise Refused(f"申请延至的 {due} 已经过去，请选择以后的工作日。")
    return _write(held, Kind.MORE_TIME, said, given=proofs, by=by, at=at, wanted_due=due)


@transaction.atomic
def take_back(answer: Answer, *, by: User | None, at: datetime) -> None:
    """The unit withdraws what it asked. That something was put right cannot be unsaid: the re-check looks anyway."""
    held = Answer.objects.select_for_update().get(pk=answer.pk)
    if held.state != State.OPEN:
        raise Refused(f"这一条已经处理（{held.get_state_display()}），不能撤回。")
    if held.kind == Kind.DONE:
        raise Refused("“已整改”的答复提交后即等待复核，不能撤回；有补充的，可联系政务公开办退回后重新答复。")
    held.state, held.decided_by, held.decided_at = State.WITHDRAWN, by, at
    held.save(update_fields=["state", "decided_by", "decided_at"])
    _log(by, f"撤回{held.get_kind_display()}", [held])


@transaction.atomic
def decide_on(
    answers: Iterable[Answer], *, accept: bool, reply: str = "", due: date | None = None, by: User | None, at: datetime
) -> int:
    """The office's word on open answers, all or none; returns how many. A refusal needs a reply.

    Accepted, an appeal withdraws its case and a request moves the deadline (to `due`, else to the day asked for); an
    answer is taken as read and waits for its re-check. Refused, an answer counts as re-checked by this person and not
    put right, so that the unit can answer again.
    """
    words = scrubbed(reply.strip())[:500]
    if not accept and not words:
        raise Refused("不同意或退回时请写明理由，单位会看到。")
    keys = sorted({one.pk for one in answers})
    held = list(
        Answer.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",)).select_related("case")
    )
    held.sort(key=lambda one: (one.kind != Kind.APPEAL, one.pk))
    if not held:
        raise Refused("没有选择要处理的答复。")
    dropped: set[int] = set()
    for one in held:
        if one.state != State.OPEN:
            raise Refused(f"“{one.case.about[:40]}”的这条已经处理（{one.get_state_display()}），请刷新页面。")
        if one.case_id in dropped:  # what else was asked about a case that is no fault needs no answer of its own
            one.state, one.reply, one.decided_by, one.decided_at = State.ACCEPTED, "事项已按误报撤销", by, at
            continue
        if accept and one.kind == Kind.APPEAL:
            dropped.add(one.case_id)
        _take_effect(one, accept=accept, words=words, due=due, by=by, at=at)
        one.state = State.ACCEPTED if accept else State.REFUSED
        one.reply, one.decided_by, one.decided_at = words, by, at
    Answer.objects.bulk_update(held, ["state", "reply", "decided_by", "decided_at", "given_due"], batch_size=200)
    _log(by, "处理单位答复：同意" if accept else "处理单位答复：不同意", held, more=words)
    return len(held)


@transaction.atomic
def settle(*, at: datetime) -> int:
    """Close the answers that re-checks, or the end of their case, have settled since; returns how many. Doing it twice
    changes nothing."""
    is_open = Answer.objects.filter(state=State.OPEN)
    waiting = is_open.filter(kind=Kind.DONE).exclude(case__state=CaseState.ANSWERED)
    ended = is_open.filter(case__state__in=(CaseState.CLOSED, CaseState.WITHDRAWN))
    keys = sorted({*waiting.values_list("case_id", flat=True), *ended.values_list("case_id", flat=True)})
    return sum(_settle(case, at=at) for case in Case.objects.filter(pk__in=keys).order_by("pk").select_for_update())


def _take_effect(one: Answer, *, accept: bool, words: str, due: date | None, by: User | None, at: datetime) -> None:
    case = one.case
    if one.kind == Kind.APPEAL and accept:
        life.withdraw(case, why=words or f"单位申请：{one.text}"[:300], by=by, at=at)
        # What else was open about it has nothing to be decided any more.
        others = Answer.objects.filter(case=case, state=State.OPEN).exclude(pk=one.pk)
        others.update(state=State.ACCEPTED, decided_by=by, decided_at=at, reply="事项已按误报撤销")
    elif one.kind == Kind.MORE_TIME and accept:
        given = due or one.wanted_due
        if given is None:
            raise Refused("请选择延至哪一天。")
        life.give_time(case, due=given, by=by, at=at)
        one.given_due = given
    elif one.kind == Kind.DONE and not accept and case.state == CaseState.ANSWERED:
        rechecking.looked_myself(case, result=RecheckResult.NOT_FIXED, note=words, by=by, at=at)


def _settle(case: Case, *, at: datetime) -> int:
    """An open 已整改 of a case that was looked at since is answered by what was seen; when the case has ended, what was
    asked about it needs no answer any more."""
    if case.state == CaseState.ANSWERED:
        return 0
    result = RecheckResult(case.result) if case.result else None
    done = case.state == CaseState.CLOSED or is_settled(result)
    words = f"复核结果：{result.label}" if result else "已复核"
    found = Answer.objects.filter(case=case, state=State.OPEN)
    if case.state == CaseState.WITHDRAWN:
        ended = found.exclude(kind=Kind.MORE_TIME)
        number = ended.update(state=State.ACCEPTED, decided_at=at, reply=f"事项已撤销：{case.closed_why}"[:500])
    else:
        number = found.filter(kind=Kind.DONE).update(
            state=State.ACCEPTED if done else State.REFUSED, decided_at=at, reply=words
        )
    if case.state in (CaseState.CLOSED, CaseState.WITHDRAWN):
        number += found.update(state=State.WITHDRAWN, decided_at=at, reply="事项已了结，不再处理")
    return number


def _said(text: str, wanted: str) -> str:
    said = text.strip()
    if not said:
        raise Refused(wanted)
    if len(said) > _LONGEST:
        raise Refused(f"内容有 {len(said)} 字，最多 {_LONGEST} 字。较长的说明请作为附件提交。")
    return scrubbed(said)


def _askable(cases: Iterable[Case], what: str) -> list[Case]:
    held = _locked(cases)
    for case in held:
        if case.state not in _ASKABLE:
            raise Refused(f"“{case.about[:40]}”现为“{case.get_state_display()}”，不能{what}。")
    return held


def _locked(cases: Iterable[Case]) -> list[Case]:
    keys = sorted({case.pk for case in cases})
    if not keys:
        raise Refused("请先勾选要答复的事项。")
    return list(Case.objects.filter(pk__in=keys).order_by("pk").select_for_update())


def _write(
    cases: list[Case],
    kind: Answer.Kind,
    text: str,
    *,
    given: Sequence[Proof],
    by: User | None,
    at: datetime,
    wanted_due: date | None = None,
) -> list[Answer]:
    standing = Answer.objects.filter(case__in=cases, kind=kind, state=State.OPEN).select_related("case").first()
    if standing is not None:
        raise Refused(f"“{standing.case.about[:40]}”已有一条“{kind.label}”待处理，不能重复提交。可先撤回再提交。")
    stored = [(proof, proofs.keep(proof)) for proof in given]
    try:
        with transaction.atomic():
            made = [
                Answer.objects.create(case=case, kind=kind, text=text, by=by, at=at, wanted_due=wanted_due)
                for case in cases
            ]
    except IntegrityError:
        raise Refused("其中有的事项刚刚已经提交过，没有重复提交。请刷新页面。") from None
    AnswerFile.objects.bulk_create(
        AnswerFile(
            answer=answer,
            name=proof.name,
            kind=proof.kind,
            size=len(proof.content),
            sha256=proof.sha256,
            stored=name,
            note=proof.note,
        )
        for answer in made
        for proof, name in stored
    )
    _log(by, f"单位答复：{kind.label}", made, more=f"附件 {len(stored)} 个" if stored else "")
    return made


def _log(by: User | None, action: str, answers: Sequence[Answer], *, more: str = "") -> None:
    first = answers[0].case
    numbers = "、".join(str(one.case_id) for one in answers[:50]) + ("等" if len(answers) > 50 else "")
    target = first.about[:200] if len(answers) == 1 else f"{len(answers)} 件整改事项"
    record(actor=by, action=action, target=target, detail=f"事项编号 {numbers}" + (f"；{more}" if more else ""))
