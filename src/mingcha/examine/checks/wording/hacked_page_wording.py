"""Wording that only somebody who broke into the site would publish: gambling, obscene, cult or separatist.

Looks for: the entries of a sealed pack, also with marks put between their characters. Two different ones, one in a title
or one in disguise are believed; a single one in running text is a doubt. A text that condemns, warns of or judges such
things is passed over.
Matters because: a page that was broken into sells gambling in the government's name; it is a veto in inspections.
To fix: take the page off at once, find how it came there, change the passwords, and look at the pages beside it.
Cannot see: pictures, words of trades the pack does not know; what readers cannot see is told by hidden_link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.example_text import Written
from mingcha.examine.wording.phrasebook import Hit, hits_of
from mingcha.examine.wording.sealed import sealed_table
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity

PACK = "hacked_pages"
# Said where offices speak of such things: to fight, punish, forbid or explain them.
SPEAKS_AGAINST = re.compile(
    r"打击|整治|严禁|防范|举报|警惕|远离|拒绝|专项行动|通报|查处|抵制|侦破|涉案|涉嫌|犯罪|处罚|判处|危害|警方|公安|法院|检察|案例|案件|扫黄|打非|"
    r"禁止|取缔|预警|曝光|违法|非法|邪教|揭批|反邪|诈骗|骗局|赌博|治理|关停|封堵|受害|被骗|极端|分裂|恐怖"
)
# How far around a place it may be said.
AROUND = 200
MORE_PLACES, SEVERAL = 4, 2


@check(
    severity=Severity.CRITICAL,
    clauses=["INSPECT-SECURITY"],
    message="页面疑似被篡改，出现不应有的内容：{quote}",
    advice="立即下线该页面，保留日志并排查入侵途径，检查同一目录下的其他页面。",
    bad=[
        "澳门百家乐在线开户，注册送彩金，时时彩平台欢迎您。",
        "百*家*乐*平*台",
        Written("欢迎光临\n博彩平台", title="博彩平台"),
    ],
    good=[
        "县公安局捣毁一个网上赌场，查处博彩网站3个。",
        "警惕！注册送彩金、博彩平台都是骗局。",
        "本县与澳门开展文化交流。",
    ],
)
def hacked_page_wording(document: Document) -> Iterator[Evidence]:
    hits = [hit for hit in hits_of(document, sealed_table(PACK)) if not _is_spoken_against(document, hit)]
    if not hits:
        return
    wordings = {hit.entry.wording for hit in hits}
    believed = (
        len(wordings) >= SEVERAL
        or any(hit.is_apart for hit in hits)
        or any(setting_of(document, hit.start, hit.end).is_title for hit in hits)
    )
    first = hits[0]
    say = found if believed else doubt
    yield say(
        first.start,
        first.end,
        quote=veiled(document.text[first.start : first.end]),
        secret=first.entry.wording,
        places=len(hits),
        more_places=[str(document.place_at(hit.start)) for hit in hits[1 : 1 + MORE_PLACES]],
        confidence=0.95 if believed else 0.5,
        note="" if believed else "只有一处，请看这一页是不是本单位发布的。",
    )


def veiled(text: str) -> str:
    """The first and the last character: a finding need not spread what it warns of."""
    return text[0] + "＊" * max(1, len(text) - 2) + text[-1]


def _is_spoken_against(document: Document, hit: Hit) -> bool:
    around = document.text[max(0, hit.start - AROUND) : hit.start] + "\n" + document.text[hit.end : hit.end + AROUND]
    return SPEAKS_AGAINST.search(around) is not None or SPEAKS_AGAINST.search(document.title) is not None
