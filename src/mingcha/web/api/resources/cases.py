"""Cases of rectification, and what units answer about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from mingcha.model.finding import Severity
from mingcha.web.accounts.models import Role
from mingcha.web.answers import answering
from mingcha.web.answers.access import own_cases
from mingcha.web.answers.models import Answer
from mingcha.web.api.doors import speaker
from mingcha.web.api.faults import FAULTS
from mingcha.web.api.paging import Day, Key, Paged, Paging, Words, paged
from mingcha.web.api.resources.units import code_of
from mingcha.web.cases.access import visible_cases
from mingcha.web.cases.models import Case
from mingcha.web.units.access import visible_units

router = Router(tags=["整改事项"])

_SEVERITIES = list(Severity)
State = Literal["confirmed", "told", "answered", "rechecked", "closed", "withdrawn"]
Result = Literal["", "fixed", "not_fixed", "partly", "page_gone", "context_gone", "broke", "not_looked"]


class CaseOut(Schema):
    """A case."""

    id: int = Field(description="编号")
    unit: str | None = Field(description="单位代码；不明的为空")
    unit_name: str = Field(description="单位")
    check: str = Field(description="检查项")
    family: str = Field(description="类别")
    severity: Literal["low", "medium", "high", "critical"] = Field(description="程度")
    about: str = Field(description="问题")
    number: int = Field(description="问题数")
    places: int = Field(description="处数")
    state: State = Field(
        description="confirmed 已确认、told 已交办、answered 已答复、rechecked 已复核、closed 已销号、withdrawn 已撤销"
    )
    result: Result = Field(
        description="最近一次复核：fixed 已整改、not_fixed 未整改、partly 不到位、page_gone 页面已撤下、"
        "context_gone 找不到原处、broke 整改后出现新问题、not_looked 未能复核；没有复核过的为空"
    )
    due: date | None = Field(description="整改期限")
    confirmed_at: datetime = Field(description="确认时间")
    told_at: datetime | None = Field(description="交办时间")
    answered_at: datetime | None = Field(description="答复时间")
    rechecked_at: datetime | None = Field(description="复核时间")
    closed_at: datetime | None = Field(description="销号时间")
    closed_why: str = Field(description="销号或撤销说明")
    relapse_of: int | None = Field(description="再犯于哪个事项")
    brought_by: int | None = Field(description="由哪个事项的整改引起")


class CaseAsked(Schema):
    """Which cases."""

    state: State | None = Field(None, description="状态")
    unit: Words = Field("", max_length=20, description="单位代码")
    family: Words = Field("", max_length=30, description="类别")
    due_until: Day | None = Field(None, description="期限不晚于")
    open: bool | None = Field(None, description="true 只要未办结的，false 只要已办结的")


class AnswerIn(Schema, extra="forbid"):
    """What a unit answers."""

    kind: Literal["done", "appeal", "more_time"] = Field(
        description="done 已整改，appeal 申请认定误报，more_time 申请延期"
    )
    text: Words = Field(min_length=1, max_length=2000, description="说明")
    due: Day | None = Field(None, description="申请延至哪一天，申请延期必填")


class AnswerOut(Schema):
    """An answer."""

    id: int = Field(description="编号")
    case: int = Field(description="整改事项的编号")
    kind: Literal["done", "appeal", "more_time"] = Field(description="类型")
    text: str = Field(description="说明；个人信息已遮盖")
    state: Literal["open", "accepted", "refused", "withdrawn"] = Field(
        description="open 待处理、accepted 同意、refused 未同意、withdrawn 已撤回"
    )
    wanted_due: date | None = Field(description="申请延至")
    given_due: date | None = Field(description="延至")
    at: datetime = Field(description="时间")
    reply: str = Field(description="办理意见")


@router.get("/cases", response={200: Paged[CaseOut], **FAULTS}, summary="整改事项列表", operation_id="cases")
def cases(request: HttpRequest, asked: Query[CaseAsked], paging: Query[Paging]) -> Any:
    """整改事项，新的在前。单位只看到交办给本单位的。"""
    user = speaker(request)
    found = visible_cases(user).select_related("unit").order_by("-pk")
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.unit:
        unit = visible_units(user).filter(code=asked.unit).first()
        if unit is None:
            raise Http404
        found = found.filter(unit=unit)
    if asked.family:
        found = found.filter(family=asked.family)
    if asked.due_until:
        found = found.filter(due__lte=asked.due_until)
    if asked.open is not None:
        over = {"state__in": ["closed", "withdrawn"]}
        found = found.exclude(**over) if asked.open else found.filter(**over)
    return paged(found, paging, to=case_out)


@router.get("/cases/{key}", response={200: CaseOut, **FAULTS}, summary="一个整改事项", operation_id="case")
def case(request: HttpRequest, key: Key) -> Any:
    """按编号查一个整改事项。"""
    found = visible_cases(speaker(request)).select_related("unit").filter(pk=key).first()
    if found is None:
        raise Http404
    return case_out(found)


@router.get(
    "/cases/{key}/answers", response={200: Paged[AnswerOut], **FAULTS}, summary="单位的答复", operation_id="answers"
)
def answers(request: HttpRequest, key: Key, paging: Query[Paging]) -> Any:
    """一个整改事项的全部答复，新的在前。"""
    if not visible_cases(speaker(request)).filter(pk=key).exists():
        raise Http404
    return paged(Answer.objects.filter(case=key).order_by("-pk"), paging, to=_answer_out)


@router.post("/cases/{key}/answers", response={201: AnswerOut, **FAULTS}, summary="答复", operation_id="answer")
def answer(request: HttpRequest, key: Key, given: AnswerIn) -> Any:
    """单位对本单位的整改事项答复：已整改、申请认定误报，或申请延期。佐证文件请在网页上传。"""
    user, at = speaker(request, Role.UNIT), timezone.now()
    found = own_cases(user).filter(pk=key)
    if not found:
        raise Http404
    if given.kind == "done":
        (made,) = answering.reply(found, text=given.text, by=user, at=at)
    elif given.kind == "appeal":
        (made,) = answering.appeal(found, text=given.text, by=user, at=at)
    else:
        (made,) = answering.ask_for_time(found, due=given.due, text=given.text, by=user, at=at)
    return Status(201, _answer_out(made))


def case_out(row: Case) -> dict[str, Any]:
    return {
        "id": row.pk,
        "unit": code_of(row.unit),
        "unit_name": row.unit.name if row.unit else "",
        "check": row.check_name,
        "family": row.family,
        "severity": _SEVERITIES[row.severity].value,
        "about": row.about,
        "number": row.number,
        "places": row.places,
        "state": row.state,
        "result": row.result,
        "due": row.due,
        "confirmed_at": row.confirmed_at,
        "told_at": row.told_at,
        "answered_at": row.answered_at,
        "rechecked_at": row.rechecked_at,
        "closed_at": row.closed_at,
        "closed_why": row.closed_why,
        "relapse_of": row.relapse_of_id,
        "brought_by": row.brought_by_id,
    }


def _answer_out(row: Answer) -> dict[str, Any]:
    return {
        "id": row.pk,
        "case": row.case_id,
        "kind": row.kind,
        "text": row.text,
        "state": row.state,
        "wanted_due": row.wanted_due,
        "given_due": row.given_due,
        "at": row.at,
        "reply": row.reply,
    }
