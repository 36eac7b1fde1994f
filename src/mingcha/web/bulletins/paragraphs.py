"""Writing in a draft: add, edit, move and delete paragraphs, each with its author and time."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.bulletins.drafting import locked_draft
from mingcha.web.bulletins.layouts import plan_of
from mingcha.web.bulletins.models import Bulletin, WrittenParagraph
from mingcha.web.bulletins.refusals import Refused

LEAD_LIMIT = 60
TEXT_LIMIT = 5000


def add(*, bulletin: Bulletin, section: str, lead: str, text: str, by: User, at: datetime) -> WrittenParagraph:
    """A new paragraph at the end of a section."""
    lead, text = cleaned_words(lead, text)
    with transaction.atomic():
        bulletin = locked_draft(bulletin)
        titles = {plan.key: plan.title for plan in plan_of(bulletin.layout).sections}
        if section not in titles:
            raise Refused(f"版式中没有板块“{section}”，现有：{'、'.join(titles.values())}。")
        paragraph = WrittenParagraph.objects.create(
            bulletin=bulletin,
            section=section,
            position=bulletin.paragraphs.filter(section=section).count(),
            lead=lead,
            text=text,
            author=str(by)[:50],
            changed_at=at,
        )
        record(actor=by, action="撰写段落", target=str(bulletin), detail=f"{titles[section]}：{paragraph}")
    return paragraph


def edit(*, paragraph: WrittenParagraph, lead: str, text: str, by: User, at: datetime, seen: str = "") -> None:
    """Change a paragraph; `seen` is its `version` when the writer opened it, so that nobody overwrites unseen work."""
    lead, text = cleaned_words(lead, text)
    with transaction.atomic():
        bulletin, paragraph = _locked(paragraph)
        if seen and seen != version(paragraph):
            raise Refused(
                f"这一段已由{paragraph.author}于 {localtime(paragraph.changed_at):%m月%d日 %H:%M} 修改过，"
                "请先核对新内容，再保存您的修改。"
            )
        if (paragraph.lead, paragraph.text) == (lead, text):
            return
        before = paragraph.lead + paragraph.text
        paragraph.lead, paragraph.text = lead, text
        paragraph.author, paragraph.changed_at = str(by)[:50], at
        paragraph.save()
        record(actor=by, action="修改段落", target=str(bulletin), detail=f"原文：{before}")


def move(*, paragraph: WrittenParagraph, up: bool, by: User) -> None:
    """One place up or down within its section; at the end of the section it stays."""
    with transaction.atomic():
        bulletin, paragraph = _locked(paragraph)
        row = list(bulletin.paragraphs.filter(section=paragraph.section))
        place = row.index(paragraph)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(row):
            return
        row[place], row[other] = row[other], row[place]
        for position, item in enumerate(row):
            if item.position != position:
                item.position = position
                item.save(update_fields=["position"])
        record(actor=by, action="移动段落", target=str(bulletin), detail=str(paragraph))


def delete(*, paragraph: WrittenParagraph, by: User) -> None:
    with transaction.atomic():
        bulletin, paragraph = _locked(paragraph)
        text = paragraph.lead + paragraph.text
        paragraph.delete()
        record(actor=by, action="删除段落", target=str(bulletin), detail=f"原文：{text}")


def version(paragraph: WrittenParagraph) -> str:
    return paragraph.changed_at.isoformat()


def _locked(paragraph: WrittenParagraph) -> tuple[Bulletin, WrittenParagraph]:
    bulletin = locked_draft(paragraph.bulletin)
    fresh = bulletin.paragraphs.filter(pk=paragraph.pk).first()
    if fresh is None:
        raise Refused("这一段已被删除，请刷新页面。")
    return bulletin, fresh


def cleaned_words(lead: str, text: str) -> tuple[str, str]:
    """Both as they can be kept and printed; Refused where there is no text, or too much."""
    lead, text = _one_line(lead), _one_line(text)
    if not text:
        raise Refused("段落没有正文，请写好正文再保存。")
    if len(lead) > LEAD_LIMIT:
        raise Refused(f"段首语最多 {LEAD_LIMIT} 字，现为 {len(lead)} 字，请缩短。")
    if len(text) > TEXT_LIMIT:
        raise Refused(f"一段正文最多 {TEXT_LIMIT} 字，现为 {len(text)} 字，请分为几段。")
    return lead, text


def _one_line(text: str) -> str:
    """A ● item is one paragraph: line ends from pasting are joined, and what no document can hold is dropped."""
    joined = "".join(line.strip() for line in text.splitlines())
    return "".join(char for char in joined if unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn"})
