"""Settling a generated sentence for one issue: other examples, other words, not at all, or as the machine says."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from mingcha.bulletin.compose import record_sentences_now
from mingcha.bulletin.record_catalogue import RECORD_SENTENCES
from mingcha.model.bulletin import Paragraph
from mingcha.web.accounts.access import only
from mingcha.web.accounts.models import Role
from mingcha.web.bulletins import sentence_changes
from mingcha.web.bulletins.layouts import plan_of
from mingcha.web.bulletins.models import Bulletin
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.values import workings
from mingcha.web.bulletins.views.editing import Kept, answered


@require_POST
@only(Role.OPERATOR)
def settle(request: HttpRequest, bulletin_id: int, sentence: str) -> HttpResponse:
    """`do` says which of the four."""
    bulletin = get_object_or_404(Bulletin, pk=bulletin_id)
    try:
        section = _settle(request, bulletin, sentence)
    except Refused as refused:
        # Told beside the sentence, or above all where the page has no such sentence to tell it beside.
        place = sentence if sentence in RECORD_SENTENCES and _section(bulletin, sentence) else ""
        kept = Kept(str(refused), request.POST.get("lead", ""), request.POST.get("text", ""), sentence=place)
        return answered(request, bulletin, "", kept, settled=sentence)
    return answered(request, bulletin, section, settled=sentence)


def _settle(request: HttpRequest, bulletin: Bulletin, sentence: str) -> str:
    """Do it, and say in which section the sentence stands."""
    do, by, at = request.POST.get("do", ""), request.user, timezone.now()
    if do == "leave_out":
        sentence_changes.leave_out(bulletin=bulletin, sentence=sentence, why=request.POST.get("why", ""), by=by, at=at)
    elif do == "restore":
        sentence_changes.restore(bulletin=bulletin, sentence=sentence, by=by)
    elif do == "pick":
        cases = [int(key) for key in request.POST.getlist("case") if key.isdecimal() and len(key) < 18]
        if not cases:
            raise Refused("请至少勾选一个例子；要由程序选，请按“由程序重新选”。")
        sentence_changes.pick(bulletin=bulletin, sentence=sentence, cases=cases, by=by, at=at)
    elif do == "unpick":
        sentence_changes.pick(bulletin=bulletin, sentence=sentence, cases=[], by=by, at=at)
    elif do == "reword":
        sentence_changes.reword(
            bulletin=bulletin,
            sentence=sentence,
            generated=_generated(bulletin, sentence),
            lead=request.POST.get("lead", ""),
            text=request.POST.get("text", ""),
            by=by,
            at=at,
            seen=request.POST.get("seen", ""),
        )
    else:
        raise Refused("没有选明要怎样处理这一句，请从“选例子”“改写”“本期不用”“恢复”中选一项。")
    return _section(bulletin, sentence)


def _section(bulletin: Bulletin, sentence: str) -> str:
    """The key of the section it stands in; empty where the layout does not use it."""
    sections = plan_of(bulletin.layout).sections
    return next((plan.key for plan in sections if sentence in plan.sentences), "")


def _generated(bulletin: Bulletin, sentence: str) -> Paragraph:
    made = workings(bulletin)
    now = record_sentences_now(layout=made.layout, record=made.record, changes=made.changes).get(sentence)
    if now is None:
        raise Refused("版式中没有这一句，请刷新页面。")
    if not now.told.runs:
        raise Refused(now.gap or "本月整改记录中没有可写的内容；要写别的，请用“添加段落”。")
    return now.paragraph
