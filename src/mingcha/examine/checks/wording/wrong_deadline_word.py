"""截止 where 截至 is meant: a day up to which something is counted.

Looks for: 截止 right before a day, a month, a year, 目前 or 发稿 in a sentence that goes on to tell what had happened by then.
Matters because: 截止 says that something ends; figures counted so far are 截至.
To fix: write 截至 (or 截止到); keep 截止 for the end of an enrolment or a term.
Cannot see: 截至 in place of 截止 where no such word as 日期 or 报名 stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingcha.examine.declaration import check
from mingcha.examine.wording.prose import prose
from mingcha.examine.wording.setting import setting_of
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity, Verdict

_WORD = "截止"
_DAY = re.compile(
    r"截止(?:到)?(?=目前|发稿|今日|昨日|今天|昨天|本月|上月|上年|去年|今年|[0-9〇一二三四五六七八九十]{1,4}\s*(?:年|月|日)|当前|日前|年底|月底|[0-9]{4}[./-][0-9])"
)
# What comes to an end on a day rather than being counted up to it.
_ENDS = re.compile(
    r"报名|申报|受理|投标|征集|登记|缴费|申请|招聘|投稿|递交|提交|递补|预约|认购|公示|征求|反馈|截止日|截止时|期限|有效期|名额"
)
_COUNTED = re.compile(
    r"^[^。；]{0,20}?[，,][^。；]*|^[^。；，,]{0,16}?(?:共|已|累计|全[县市省镇乡]|我[县市省]|完成|实现|达)"
)


@check(
    severity=Severity.LOW,
    clauses=["LANGUAGE-9", "INSPECT-WORDING"],
    message="统计到某时应写“截至”：{quote}",
    advice="表示统计到某一时间的，把“截止”改为“截至”或“截止到”。",
    bad=[
        "截止目前，全县已发放补贴资金三百万元。",
        "截止2023年12月底，全镇共有脱贫户二百一十户。",
        "截止6月30日，已完成投资过半。",
    ],
    good=[
        "截至目前，全县已发放补贴资金三百万元。",
        "截止到2023年12月底，全镇共有脱贫户二百一十户。",
        "报名时间自即日起，截止6月30日。",
        "报名截止日期为6月30日。",
        "申报工作6月30日截止，逾期不予受理。",
    ],
)
def wrong_deadline_word(document: Document) -> Iterator[Evidence]:
    if _WORD not in document.text:
        return
    whole = document.once(prose)
    places = []
    for match in _DAY.finditer(whole.plain):
        start, end = match.span()
        if end - start > len(_WORD):
            continue
        first, last = whole.sentence_at(start)
        before, after = whole.plain[first:start], whole.plain[end:last]
        setting = setting_of(document, start, end)
        if setting.in_book_marks or setting.is_quoted or _ENDS.search(before[-24:]):
            continue
        places.append((start, end, bool(_COUNTED.match(after)) and not _ENDS.search(after)))
    for sure in (True, False):
        some = [place for place in places if place[2] is sure]
        if some:
            start, end, _ = some[0]
            yield Evidence(
                start,
                end,
                document.text[start : end + 8].split("\n")[0].rstrip("，。；、"),
                Verdict.FOUND if sure else Verdict.DOUBT,
                more_places=tuple(str(document.place_at(one[0])) for one in some[1:5]),
                secret=_WORD,
                suggestion="截至",
                confidence=0.95 if sure else 0.5,
                places=len(some),
            )
