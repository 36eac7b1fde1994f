"""Rounds of collecting, and what each could not see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from mingcha.web.accounts.access import COUNTY
from mingcha.web.api.doors import speaker
from mingcha.web.api.faults import FAULTS
from mingcha.web.api.paging import Key, Paged, Paging, paged
from mingcha.web.rounds import statement
from mingcha.web.rounds.models import Round

router = Router(tags=["采集轮次"])


class RoundOut(Schema):
    """A round."""

    id: int = Field(description="编号")
    site: str = Field(description="网站")
    name: str = Field(description="轮次：daily 日常、weekly 每周、monthly 每月、full 全面、unit 单位、places 复核")
    state: str = Field(description="状态")
    state_name: str = Field(description="状态名称")
    started_at: datetime = Field(description="开始时间")
    ended_at: datetime | None = Field(description="结束时间")
    done: int = Field(description="已访问")
    waiting: int = Field(description="待访问")
    brought: int = Field(description="新入台账")
    known: int = Field(description="台账已有")
    unplaced: int = Field(description="待归属")
    gone: int = Field(description="从网站撤下")
    message: str = Field(description="说明")


class KindOut(Schema):
    """How much of one kind of address was seen."""

    kind: str = Field(description="网址种类")
    asked: int = Field(description="访问数")
    answered: int = Field(description="看到数")


class GapOut(Schema):
    """Addresses of one kind that were not seen for one reason."""

    kind: str = Field(description="网址种类")
    why: str = Field(description="原因")
    number: int = Field(description="几个网址")
    examples: list[str] = Field(description="前几个网址")


class CompletenessOut(Schema):
    """What a round saw and what it did not."""

    is_complete: bool | None = Field(description="是否看全；还没有说明的为空")
    columns: int = Field(description="已知栏目")
    posts: int = Field(description="已知信息")
    attachments: int = Field(description="已知附件")
    waiting: int = Field(description="发现而没有访问的网址")
    kinds: list[KindOut] = Field(description="各类网址")
    gaps: list[GapOut] = Field(description="没有看到的，不能视为没有问题")
    dead: list[GapOut] = Field(description="看过了，网站上没有的")


@router.get("/rounds", response={200: Paged[RoundOut], **FAULTS}, summary="轮次列表", operation_id="rounds")
def rounds(request: HttpRequest, paging: Query[Paging]) -> Any:
    """采集轮次，新的在前；单位不能查看。"""
    speaker(request, *COUNTY)
    return paged(_rounds(), paging, to=_round_out)


@router.get("/rounds/{key}", response={200: RoundOut, **FAULTS}, summary="一个轮次", operation_id="round")
def round_(request: HttpRequest, key: Key) -> Any:
    """按编号查一个轮次。"""
    return _round_out(_one(request, key))


@router.get(
    "/rounds/{key}/completeness",
    response={200: CompletenessOut, **FAULTS},
    summary="完整性说明",
    operation_id="completeness",
)
def completeness(request: HttpRequest, key: Key) -> Any:
    """一个轮次看到了多少、哪些没有看到及原因。"""
    told = statement.read(_one(request, key))
    if told is None:
        none: list[Any] = []
        numbers = {"columns": 0, "posts": 0, "attachments": 0, "waiting": 0}
        return {"is_complete": None, **numbers, "kinds": none, "gaps": none, "dead": none}
    return {
        "is_complete": told.is_complete,
        "columns": told.columns,
        "posts": told.posts,
        "attachments": told.attachments,
        "waiting": told.waiting,
        "kinds": [
            {"kind": line.kind, "asked": line.asked, "answered": line.answered} for line in statement.kind_lines(told)
        ],
        "gaps": list(map(_gap_out, statement.gap_lines(told.gaps))),
        "dead": list(map(_gap_out, statement.gap_lines(told.dead))),
    }


def _gap_out(line: statement.GapLine) -> dict[str, Any]:
    gap = line.gap
    return {"kind": line.kind, "why": gap.outcome.sentence, "number": gap.number, "examples": list(gap.examples)}


def _rounds() -> QuerySet[Round]:
    return Round.objects.select_related("site").defer("statement", "differences").order_by("-pk")


def _one(request: HttpRequest, key: int) -> Round:
    speaker(request, *COUNTY)
    found = Round.objects.select_related("site").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _round_out(row: Round) -> dict[str, Any]:
    return {
        "id": row.pk,
        "site": row.site.name,
        "name": row.name,
        "state": row.state,
        "state_name": row.get_state_display(),
        "started_at": row.started_at,
        "ended_at": row.ended_at,
        "done": row.done,
        "waiting": row.waiting,
        "brought": row.brought,
        "known": row.known,
        "unplaced": row.unplaced,
        "gone": row.gone,
        "message": row.message,
    }
