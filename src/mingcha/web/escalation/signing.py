"""People's part in a letter: edit, sign, dismiss, note that it was delivered. What is signed is frozen with its digest.

Each function raises Refused, which says what stands in the way and what to do instead.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from mingcha.bulletin.forms import letter_docx
from mingcha.model.letter import Letter
from mingcha.rectify.letters.powers import beyond_powers
from mingcha.web.accounts.models import Role, User
from mingcha.web.audit.services import record
from mingcha.web.escalation import drafting
from mingcha.web.escalation.models import Proposal
from mingcha.web.publishing.refusals import Refused

State = Proposal.State
# Two who sign different letters at the same moment want the same number; the second takes the next.
ATTEMPTS = 5


@transaction.atomic
def change(
    proposal: Proposal, *, title: str, addressed: str, copies: str, text: str, sender: str, by: User, at: datetime
) -> None:
    """Edit a draft. A first signature given to other words holds no longer."""
    held = _draft(proposal)
    paragraphs = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    words = {"title": title.strip(), "addressed": addressed.strip(), "text": paragraphs, "sender": sender.strip()}
    if empty := [name for name, value in words.items() if not value]:
        called = {"title": "标题", "addressed": "主送", "text": "正文", "sender": "落款"}
        raise Refused("请填写" + "、".join(called[name] for name in empty) + "。")
    words["copies"] = copies.strip()
    if all(getattr(held, name) == value for name, value in words.items()):
        return
    for name, value in words.items():
        setattr(held, name, value)
    held.changed_by, held.changed_at = by, at
    held.signed_by, held.signed_name, held.signed_at = None, "", None
    held.save()
    record(actor=by, action="修改督办文书", target=str(held), detail=held.title)


def sign(proposal: Proposal, *, name: str, by: User, at: datetime) -> Proposal:
    """Sign under the name of who signed. The last signature that is wanted gives the number and freezes the letter.

    Cases that were answered, put off or ended since the letter was drafted leave it first; then it is to be read again.
    """
    before = _lines(proposal)
    drafting.lapse(at)
    if _lines(proposal) != before:
        raise Refused("所涉事项刚有变化，已答复、延期或了结的已退出，没有签发。请核对文书的事项和文字后再签发。")
    for attempt in range(ATTEMPTS):
        try:
            return _sign(proposal, name=name.strip(), by=by, at=at)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise Refused("签发时编号被占用，没有签发，请再试一次。") from None
    raise AssertionError("unreachable")


def _lines(proposal: Proposal) -> set[int]:
    return set(proposal.lines.filter(left_at=None).values_list("pk", flat=True))


@transaction.atomic
def _sign(proposal: Proposal, *, name: str, by: User, at: datetime) -> Proposal:
    held = _draft(proposal)
    if not name:
        raise Refused("请填写签发人姓名。")
    if not held.lines.filter(left_at=None).exists():
        raise Refused("所涉事项都已不需要这一步，不能签发。")
    if wrong := beyond_powers(held.text):
        raise Refused(
            f"“{wrong[0][:80]}”超出主管部门的职权，没有签发。责令改正由上一级行政机关作出，处分由有权机关决定，"
            "文书只能督促整改、通报批评或提出建议，请改写这一句。"
        )
    if held.signers == 1 and held.by_leader and by.role != Role.LEADER:
        raise Refused(f"{held.label}由领导签发，请领导用自己的账户签发。")
    if held.signers == 2 and held.signed_at is None:
        held.signed_by, held.signed_name, held.signed_at = by, name, at
        held.save(update_fields=["signed_by", "signed_name", "signed_at"])
        record(actor=by, action="签发督办文书（第一人）", target=str(held), detail=f"签发人 {name}，待第二人签发")
        return held
    if held.signers == 2:
        if held.signed_by_id == by.pk or held.signed_name == name:
            raise Refused(f"{held.label}须由两人分别签发，第二人不能与第一人相同。")
        if Role.LEADER not in (by.role, held.signed_by.role if held.signed_by else ""):
            raise Refused(f"{held.label}的两名签发人中应有一名领导，请由领导账户签发。")
        held.second_by, held.second_name, held.second_at = by, name, at
    else:
        held.signed_by, held.signed_name, held.signed_at = by, name, at
    day = timezone.localtime(at).date()
    held.dated, held.year, held.number = day, day.year, _next_number(day.year)
    content = letter_docx.write(letter(held))
    held.sha256 = hashlib.sha256(content).hexdigest()
    held.state = State.SIGNED
    with transaction.atomic():
        held.file.save(f"{held.year}/{held.sha256}.docx", ContentFile(content), save=False)
        held.save()
    record(
        actor=by,
        action="签发督办文书",
        target=str(held),
        detail=f"{held.title}；签发人 {'、'.join(signers(held))}；SHA-256 {held.sha256}",
    )
    return held


@transaction.atomic
def dismiss(proposal: Proposal, *, why: str, by: User, at: datetime) -> None:
    """Not taken, with the reason: the step is not proposed again for these cases until another deadline passes."""
    held = _draft(proposal)
    if not why.strip():
        raise Refused("请写明不予采用的理由，如“已电话联系，明日完成”。")
    held.state, held.ended_by, held.ended_at, held.ended_why = State.DISMISSED, by, at, why.strip()[:300]
    held.save()
    record(actor=by, action="不予采用督办文书", target=str(held), detail=held.ended_why)


@transaction.atomic
def note_delivery(proposal: Proposal, *, how: str, by: User, at: datetime) -> None:
    """It was handed over or sent in the OA."""
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state != State.SIGNED:
        raise Refused("还没有签发，不能登记送达。")
    if held.sent_at is not None:
        raise Refused(f"已登记送达（{held.sent_how}）。")
    if not how.strip():
        raise Refused("请写明怎样送达，如“OA 发送”“当面送达，张三签收”。")
    held.sent_at, held.sent_by, held.sent_how = at, by, how.strip()[:100]
    held.save(update_fields=["sent_at", "sent_by", "sent_how"])
    record(actor=by, action="登记文书送达", target=str(held), detail=held.sent_how)


def letter(proposal: Proposal) -> Letter:
    """The letter as a value."""
    return Letter(
        title=proposal.title,
        addressed=proposal.addressed,
        paragraphs=tuple(proposal.text.splitlines()),
        sender=proposal.sender,
        dated=proposal.dated,
        number=proposal.numbered,
        copies=proposal.copies,
        signed=signers(proposal),
    )


def document(proposal: Proposal) -> bytes:
    """The file: what was signed, or the draft as it stands. Raises Refused where the signed one is not what it was."""
    if proposal.state != State.SIGNED:
        return letter_docx.write(letter(proposal))
    try:
        with proposal.file.open("rb") as file:
            content: bytes = file.read()
    except OSError:
        raise Refused("签发的文书读不出来，请从备份中恢复。") from None
    if hashlib.sha256(content).hexdigest() != proposal.sha256:
        raise Refused("签发的文书与签发时的摘要不符，已被改动，请从备份中恢复。")
    return content


def signers(proposal: Proposal) -> tuple[str, ...]:
    return tuple(name for name in (proposal.signed_name, proposal.second_name) if name)


def _draft(proposal: Proposal) -> Proposal:
    held = Proposal.objects.select_for_update(of=("self",)).select_related("unit", "signed_by").get(pk=proposal.pk)
    if held.state != State.DRAFT:
        raise Refused(f"这一文书现为“{held.get_state_display()}”，不能再改动。")
    return held


def _next_number(year: int) -> int:
    return (Proposal.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1


__all__ = ["change", "dismiss", "document", "letter", "note_delivery", "sign", "signers"]
