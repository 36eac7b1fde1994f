"""Settling a generated sentence of a draft by hand: leave it out, reword it, give other examples, or take that back.

Only sentences of the record of cases are settled so: whom to name is for people to say; what the ledger counts is not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from mingcha.bulletin.compose import label_of
from mingcha.bulletin.record_catalogue import RECORD_SENTENCES
from mingcha.model import bulletin as model
from mingcha.model.plain import to_plain
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.bulletins.drafting import locked_draft
from mingcha.web.bulletins.models import Bulletin, SentenceChange
from mingcha.web.bulletins.paragraphs import cleaned_words
from mingcha.web.bulletins.refusals import Refused

MOST_EXAMPLES = 20


def leave_out(*, bulletin: Bulletin, sentence: str, why: str, by: User, at: datetime) -> None:
    """This issue does without the sentence, for a reason that stands in the log."""
    why = " ".join(why.split())
    if not why:
        raise Refused("请写明本期为什么不用这一句，例如已在其他段落写明。")
    with transaction.atomic():
        row = _row(bulletin, sentence, by=by, at=at)
        row.left_out, row.why = True, why[:200]
        row.save()
        record(actor=by, action="不用自动语句", target=str(bulletin), detail=f"{label_of(sentence)}；理由：{why}")


def reword(
    *,
    bulletin: Bulletin,
    sentence: str,
    generated: model.Paragraph,
    lead: str,
    text: str,
    by: User,
    at: datetime,
    seen: str = "",
) -> None:
    """Other words in its place; they rest on the cases `generated` rests on. `seen` is the change its writer saw."""
    lead, text = cleaned_words(lead, text)
    with transaction.atomic():
        row = _row(bulletin, sentence, by=by, at=at, seen=seen)
        before = row.lead + row.text or generated.text
        if (lead, text) == (generated.lead, generated.text.removeprefix(generated.lead)) and not row.text:
            return
        row.lead, row.text, row.left_out, row.why = lead, text, False, ""
        row.basis = json.dumps(to_plain(generated), ensure_ascii=False)
        row.save()
        record(actor=by, action="改写自动语句", target=str(bulletin), detail=f"{label_of(sentence)}；原文：{before}")


def pick(*, bulletin: Bulletin, sentence: str, cases: Sequence[int], by: User, at: datetime) -> None:
    """These cases are the examples, in this order; none means the machine chooses again."""
    if len(cases) > MOST_EXAMPLES:
        raise Refused(f"最多选 {MOST_EXAMPLES} 个例子，现为 {len(cases)} 个，请减少。")
    with transaction.atomic():
        row = _row(bulletin, sentence, by=by, at=at)
        if row.text:
            raise Refused("这一句已经改写，例子写在文中；要重新选例子，请先恢复自动语句。")
        row.picked = ",".join(str(key) for key in dict.fromkeys(cases))
        if row.picked or row.left_out:
            row.save()
        elif row.pk:
            row.delete()
        detail = f"{label_of(sentence)}；整改事项 {row.picked or '由程序选'}"
        record(actor=by, action="选定例子", target=str(bulletin), detail=detail)


def restore(*, bulletin: Bulletin, sentence: str, by: User) -> None:
    """Back to the generated sentence, with the examples the machine chooses."""
    with transaction.atomic():
        row = locked_draft(bulletin).sentence_changes.filter(sentence=sentence).first()
        if row is None:
            return
        detail = f"{label_of(sentence)}；改动为：{row.lead + row.text or row.why or row.picked}"
        row.delete()
        record(actor=by, action="恢复自动语句", target=str(bulletin), detail=detail)


def version(row: SentenceChange | None) -> str:
    return row.changed_at.isoformat() if row else ""


def _row(bulletin: Bulletin, sentence: str, *, by: User, at: datetime, seen: str | None = None) -> SentenceChange:
    bulletin = locked_draft(bulletin)
    if sentence not in RECORD_SENTENCES:
        raise Refused("只有由整改记录写成的语句可以改动；由台账写成的语句请更正台账。")
    row = bulletin.sentence_changes.filter(sentence=sentence).first()
    if seen is not None and row is not None and seen != version(row):
        raise Refused(
            f"这一句已由{row.author}于 {localtime(row.changed_at):%m月%d日 %H:%M} 改动过，请先核对新内容，再保存您的修改。"
        )
    row = row or SentenceChange(bulletin=bulletin, sentence=sentence)
    row.author, row.changed_at = str(by)[:50], at
    return row
