"""The words of a notice: a template that the office edits, its places to fill in, and what they are filled with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.notices.models import Wording
from mingcha.web.publishing.refusals import Refused

# What may be written in braces, with what it becomes.
PLACES: Mapping[str, str] = {
    "年": "年份，如 2023",
    "期号": "期号，如 第十一期",
    "日期": "通知日期，如 2023年11月20日",
    "单位": "被交办单位的名称",
    "项数": "该单位的问题项数",
    "处数": "该单位各项问题合计的处数",
    "期限": "整改期限，如 2023年11月26日",
}
# The title is one for all units.
TITLE_PLACES = ("年", "期号", "日期")
_PLACE = re.compile(r"\{([^{}]*)\}")

TITLE = "关于交办{期号}政务公开问题清单的通知"
SENDER = "县政务公开工作领导小组办公室"
TEXT = """经日常监测，你单位发布的信息存在附件所列问题{项数}项，涉及{处数}处。现交办给你单位，并就整改工作通知如下：
一、逐项整改到位。请对照清单逐项核实，于{期限}前整改到位。泄露个人信息的，先撤下，再作脱敏处理，转载的页面和附件一并清理。
二、注意举一反三。改正时请一并查看同一栏目、同类信息和近期发布的其他信息，防止重复发布、放错栏目、日期失实等新问题。
三、按时反馈结果。整改后请逐项反馈整改情况和对应网址；认为不属实的，说明理由和依据；确需延期的，请在期限届满前提出。
四、到期逐项复核。期限届满后我办将对原处及相邻栏目进行复核，未整改、整改不到位或整改后出现新问题的，予以催办、通报。"""


@dataclass(frozen=True, slots=True)
class Words:
    """Title, text and sender as the office last left them."""

    title: str = TITLE
    text: str = TEXT
    sender: str = SENDER


def current() -> Words:
    kept = Wording.objects.order_by("-pk").first()
    return Words(kept.title, kept.text, kept.sender) if kept else Words()


@transaction.atomic
def change(*, title: str, text: str, sender: str, by: User | None, at: datetime) -> None:
    """Keep new words for the notices drafted from now on. Raises Refused for a place nobody knows."""
    for fault in (*faults(title, known=TITLE_PLACES), *faults(text)):
        raise Refused(fault)
    Wording.objects.all().delete()
    Wording.objects.create(title=title.strip(), text=tidy(text), sender=sender.strip(), changed_by=by, changed_at=at)
    record(actor=by, action="修改通知模板", target=title.strip())


def faults(text: str, *, known: tuple[str, ...] = tuple(PLACES)) -> list[str]:
    """What is wrong with the braces of a text, each as a sentence."""
    offered = "、".join(f"{{{name}}}" for name in known)
    found = [
        f"“{{{name}}}”不能识别，这里可以用的有：{offered}。"
        for name in dict.fromkeys(_PLACE.findall(text))
        if name not in known
    ]
    if re.search(r"[{}]", _PLACE.sub("", text)):
        found.append("花括号没有成对，应写成 {单位} 这样；正文里请不要单独使用花括号。")
    return found


def fill(text: str, values: Mapping[str, object]) -> str:
    """The text with every known place filled in; what is not known stays as it is."""
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)


def tidy(text: str) -> str:
    """One paragraph a line, without blank lines."""
    return "\n".join(line.strip() for line in text.replace("\r", "").split("\n") if line.strip())


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
