"""Findings, their causes, and what people decided about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from ninja.errors import HttpError

from mingcha.examine.catalogue import called, catalogue, family_label
from mingcha.model.finding import Severity
from mingcha.web.accounts.access import COUNTY
from mingcha.web.accounts.models import Role
from mingcha.web.api.doors import speaker
from mingcha.web.api.faults import FAULTS
from mingcha.web.api.paging import Day, Key, Paged, Paging, Words, page_at, paged, told
from mingcha.web.api.resources.units import code_of
from mingcha.web.cases import deciding, queries
from mingcha.web.cases.access import visible_findings
from mingcha.web.cases.county import own_cards
from mingcha.web.cases.models import Decision, Finding
from mingcha.web.cases.places import with_places
from mingcha.web.units.access import visible_units

router = Router(tags=["问题"])

_SEVERITIES = list(Severity)
SeverityName = Literal["low", "medium", "high", "critical"]
State = Literal["waiting", "confirmed", "dismissed", "gone"]


class FindingOut(Schema):
    """A fault at one place."""

    id: int = Field(description="编号")
    cause: str = Field(description="起因；起因相同的问题可以一次判断")
    check: str = Field(description="检查项")
    check_name: str = Field(description="检查项名称")
    family: str = Field(description="类别")
    family_name: str = Field(description="类别名称")
    severity: SeverityName = Field(description="程度：low 轻微、medium 一般、high 严重、critical 特别严重")
    verdict: Literal["found", "doubt"] = Field(description="found 发现，doubt 存疑")
    unit: str | None = Field(description="单位代码；不明的为空")
    message: str = Field(description="问题；个人信息已遮盖")
    quote: str = Field(description="原文；个人信息已遮盖")
    suggestion: str = Field(description="改为")
    source: str = Field(description="所在网址；新媒体账号的问题为账号代码")
    place: str = Field(description="所在账号和信息（只有新媒体账号的问题有）")
    post_url: str = Field(description="所属信息的网址")
    file: str = Field(description="压缩包内的文件")
    locator: str = Field(description="位置")
    places: int = Field(description="处数")
    persons: int = Field(description="涉及人数")
    first_seen: datetime = Field(description="首次发现")
    last_seen: datetime = Field(description="最近一次发现")
    gone_at: datetime | None = Field(description="哪次检查发现已没有")
    decision: int | None = Field(description="判断的编号；没有判断的为空")
    case: int | None = Field(description="整改事项的编号")


class CauseOut(Schema):
    """Findings with one cause."""

    cause: str = Field(description="起因")
    number: int = Field(description="问题数")
    units: int = Field(description="涉及单位数")
    places: int = Field(description="处数")
    first: FindingOut = Field(description="其中一个")


class FindingAsked(Schema):
    """Which findings."""

    state: State | None = Field(
        None, description="waiting 待判断（默认）、confirmed 已确认、dismissed 误报、gone 已没有；单位默认为已确认"
    )
    family: Words = Field("", max_length=30, description="类别")
    check: Words = Field("", max_length=60, description="检查项")
    verdict: Literal["", "found", "doubt"] = Field("", description="结论")
    severity: SeverityName | None = Field(None, description="程度不低于")
    unit: Words = Field("", max_length=20, description="单位代码")
    words: Words = Field("", max_length=100, description="问题中的文字")


class DecisionOut(Schema):
    """What somebody decided about findings of one cause."""

    id: int = Field(description="编号")
    kind: Literal["confirmed", "dismissed", "proposed"] = Field(
        description="confirmed 确认，dismissed 误报，proposed 待第二人确认"
    )
    cause: str = Field(description="起因")
    check: str = Field(description="检查项")
    about: str = Field(description="内容")
    number: int = Field(description="问题数")
    reason: str = Field(description="理由")
    expires: date | None = Field(description="误报有效至")
    by: str = Field(description="经办人")
    at: datetime = Field(description="时间")
    undone_at: datetime | None = Field(description="撤销时间")


class DecisionIn(Schema, extra="forbid"):
    """A decision about every waiting finding of a cause."""

    kind: Literal["confirmed", "dismissed"] = Field(description="confirmed 确认，dismissed 误报")
    cause: Words = Field(min_length=1, max_length=32, description="起因")
    reason: Words = Field("", max_length=300, description="理由，误报必填")
    expires: Day | None = Field(None, description="误报有效至，不填为一年")


@router.get("/findings", response={200: Paged[FindingOut], **FAULTS}, summary="问题列表", operation_id="findings")
def findings(request: HttpRequest, asked: Query[FindingAsked], paging: Query[Paging]) -> Any:
    """逐处列出的问题，按登记先后。单位只看到本单位已确认的。"""
    found = _asked_for(request, asked).select_related("unit").order_by("pk")
    page = page_at(paging, found.count())
    return told(_out(list(found[page.start : page.stop])), page)


@router.get("/findings/{key}", response={200: FindingOut, **FAULTS}, summary="一处问题", operation_id="finding")
def finding(request: HttpRequest, key: Key) -> Any:
    """按编号查一处问题。"""
    found = list(visible_findings(speaker(request)).select_related("unit").filter(pk=key))
    if not found:
        raise Http404
    return _out(found)[0]


@router.get("/causes", response={200: Paged[CauseOut], **FAULTS}, summary="按起因归类的问题", operation_id="causes")
def causes(request: HttpRequest, asked: Query[FindingAsked], paging: Query[Paging]) -> Any:
    """问题按起因归类，程度重的、处数多的在前；与“问题”页相同。"""
    found = _asked_for(request, asked)
    page = page_at(paging, queries.cause_count(found))
    rows = queries.causes(found, start=page.start, stop=page.stop)
    firsts = _out([row.first for row in rows])
    return told(
        (
            {"cause": row.cause, "number": row.number, "units": row.units, "places": row.places, "first": first}
            for row, first in zip(rows, firsts, strict=True)
        ),
        page,
    )


@router.get("/decisions", response={200: Paged[DecisionOut], **FAULTS}, summary="判断记录", operation_id="decisions")
def decisions(request: HttpRequest, paging: Query[Paging]) -> Any:
    """全县的判断记录，新的在前；单位不能查看。"""
    speaker(request, *COUNTY)
    return paged(Decision.objects.select_related("by").order_by("-pk"), paging, to=decision_out)


@router.post("/decisions", response={201: DecisionOut, **FAULTS}, summary="判断", operation_id="decide")
def decide(request: HttpRequest, given: DecisionIn) -> Any:
    """判断一个起因下全部待判断的问题：确认的形成整改事项，误报的须写理由。"""
    user = speaker(request, Role.OPERATOR)
    if not Finding.objects.filter(cause=given.cause).exists():
        raise Http404
    (made,) = deciding.decide(
        Finding.objects.filter(cause=given.cause),
        kind=given.kind,
        by=user,
        at=timezone.now(),
        reason=given.reason,
        expires=given.expires,
    )
    return Status(201, decision_out(made))


@router.post(
    "/decisions/{key}/undo", response={200: DecisionOut, **FAULTS}, summary="撤销判断", operation_id="undo_decision"
)
def undo(request: HttpRequest, key: Key) -> Any:
    """撤销一个判断，其问题重新待判断；已交办的不能撤销。"""
    user = speaker(request, Role.OPERATOR)
    found = Decision.objects.select_related("by").filter(pk=key).first()
    if found is None:
        raise Http404
    deciding.undo(found, by=user, at=timezone.now())
    found.refresh_from_db()
    return decision_out(found)


def decision_out(row: Decision) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "cause": row.cause,
        "check": row.check_name,
        "about": row.about,
        "number": row.number,
        "reason": row.reason,
        "expires": row.expires,
        "by": str(row.by or ""),
        "at": row.at,
        "undone_at": row.undone_at,
    }


def _asked_for(request: HttpRequest, asked: FindingAsked) -> Any:
    user = speaker(request)
    given = asked.dict()
    given["state"] = asked.state or ("waiting" if user.role in COUNTY else "confirmed")
    if asked.unit:
        given["unit"] = visible_units(user).filter(code=asked.unit).first()
        if given["unit"] is None:
            raise Http404
    if asked.family and asked.family not in {check.family for check in catalogue(own_cards()).values()}:
        raise HttpError(422, f"没有“{asked.family}”这一类检查项。")
    return queries.asked_for(visible_findings(user), given)


def _out(rows: list[Finding]) -> list[dict[str, Any]]:
    with_places(rows)
    own = own_cards()
    names = {name: called(name, own=own) for name in {row.check_name for row in rows}}
    return [
        {
            "id": row.pk,
            "cause": row.cause,
            "check": row.check_name,
            "check_name": names[row.check_name],
            "family": row.family,
            "family_name": family_label(row.family),
            "severity": _SEVERITIES[row.severity].value,
            "verdict": row.verdict,
            "unit": code_of(row.unit),
            "message": row.message,
            "quote": row.quote,
            "suggestion": row.suggestion,
            "source": row.source,
            "place": str(row.place) if row.place else "",  # type: ignore[attr-defined]
            "post_url": row.post_url,
            "file": row.member,
            "locator": row.locator,
            "places": row.places,
            "persons": row.persons,
            "first_seen": row.first_seen,
            "last_seen": row.last_seen,
            "gone_at": row.gone_at,
            "decision": row.decision_id,
            "case": row.case_id,
        }
        for row in rows
    ]
