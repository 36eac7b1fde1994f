"""A year left over from the text that this one was made from.

Looks for: a deadline about a year before the day of the notice; a title of one year whose first sentence says the same thing of
the year before; a day of signing a year before the day of publication while the text tells of later days.
Matters because: a deadline that lies in the past is no deadline, and the reader does not know which year is meant.
To fix: compare every year in the text with the current one.
Cannot see: years that fit the sentence and are wrong all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.example_text import Written
from mingcha.examine.wording.dated import days, signed_on
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.text.stretches import sentence_at

_DUE = re.compile("(?:请|务必|须|需|应|要求|报名|截止|申报|提交|报送|上报|反馈|公示)")
_BEFORE_DUE = re.compile("(?:于|在|截止(?:时间|日期)?(?:为|[:：])?|至|到)[ 　]*$")
_AFTER_DUE = re.compile("[ 　]*(?:[0-9]{1,2}[:：时点][0-9]{0,2}分?)?(?:之?前|以前|截止|止|下班前)")
_PLEA = re.compile("请|务必|须于|应于|需于")
_OVERDUE = re.compile("已|曾|上年|未按|逾期")
_PAST = re.compile(
    "上年|未按|逾期|已|曾|完成了|按时|如期|截至|截止到|前身|印发的|发布的|施行|实施|制定|修订|注册|成立|出生|取得|购买|登记|参加工作|首次|之前(?:已|的)|前(?:已|建|参|取|购|注|成|登|出|入|形成|完成|办理|发生|颁布|签|开工|立项|竣工|备案|投产|上市|投入)"
)
# A deadline so many days before the notice is last year's.
YEAR_AGO = range(300, 400)
_TITLE_YEAR = re.compile("(?<![0-9])(20[0-9]{2})年(?:度)?(?P<what>[\u4e00-\u9fff]{4,})")
_LEGITIMATE = re.compile("上年|去年|较|比|总结|回顾|以来|执行|决算|上一年|跨年|历年|往年|年报|年度报告")


@check(
    severity=Severity.MEDIUM,
    clauses=["OGI-6"],
    message="年份可能沿用了往年的：{quote}",
    advice="核对年份，改为当年。",
    bad=[
        Written("请各单位于2022年3月15日前报送材料。", posted=date(2023, 2, 20)),
        "关于报送材料的通知\n请于2022年11月30日前将材料报送县政府办公室。\n样县人民政府办公室\n2023年11月6日",
        "标题：关于开展2023年度档案检查的通知\n为做好2022年度档案检查工作，现通知如下：\n一、时间安排",
    ],
    good=[
        Written("请各单位于2023年3月15日前报送材料。", posted=date(2023, 2, 20)),
        Written("2022年3月15日前已办理登记的，不再重新办理。", posted=date(2023, 2, 20)),
        "标题：关于2023年工作总结的报告\n2022年，全县完成造林任务。",
        "请各单位于2022年3月15日前报送材料。",
    ],
)
def copied_year(document: Document) -> Iterator[Evidence]:
    yield from _old_deadlines(document)
    yield from _title_and_text(document)
    yield from _old_signature(document)


def _old_deadlines(document: Document) -> Iterator[Evidence]:
    text = document.text
    if "前" not in text and "止" not in text:
        return
    some = [day for day in document.once(days) if day.year and day.day and not day.fault]
    if not some:
        return
    made = document.posted
    for day in some:
        when = day.in_year(day.year)
        after = _AFTER_DUE.match(text, day.end)
        if when is None or after is None:
            continue
        made = made or document.once(signed_on)
        if made is None:
            return
        if (made - when).days not in YEAR_AGO:
            continue
        first, last = sentence_at(text, day.start)
        clause = max(text.rfind(mark, first, day.start) for mark in "，,、：:") + 1 or first
        if not _DUE.search(text, first, last) or _tells_of_the_past(
            text, clause, day.start, min(last, after.end() + 12)
        ):
            continue
        sure = bool(_BEFORE_DUE.search(text, clause, day.start)) and bool(
            _DUE.search(text, clause, min(last, after.end() + 16))
        )
        quote = text[clause : min(last, after.end() + 10)].strip()
        note = f"{'发布' if document.posted else '落款'}日期是{made.year}年{made.month}月{made.day}日。"
        tell = found if sure else doubt
        yield tell(day.start, after.end(), quote=quote, note=note, confidence=1.0 if sure else 0.6)


def _tells_of_the_past(text: str, clause: int, at: int, end: int) -> bool:
    if _PLEA.search(text, clause, at):
        return bool(_OVERDUE.search(text, clause, end))
    return bool(_PAST.search(text, clause, end))


def _title_and_text(document: Document) -> Iterator[Evidence]:
    """The title names one year, the first paragraphs the same matter of the year before and never of that year."""
    title = document.title
    match = _TITLE_YEAR.search(title) if "20" in title else None
    if match is None or _LEGITIMATE.search(title):
        return
    year, what = int(match[1]), match["what"][:4]
    text = document.text
    start = text.find("\n", text.find(title)) + 1 if title in text else 0
    body = text[start : start + 1500]
    if f"{year}年{what}" in body or f"{year}年度{what}" in body:
        return
    for other in (year - 1, year - 2):
        for written in (f"{other}年{what}", f"{other}年度{what}"):
            at = body.find(written)
            if at < 0:
                continue
            first, last = sentence_at(body, at)
            if body[first:last].rstrip().endswith(("通知", "通报", "公告", "方案", "报告")):
                continue
            if _LEGITIMATE.search(body, first, last) or set("《》“”") & set(body[first:last]):
                continue
            sure = str(year) not in body
            quote = body[max(first, at - 8) : min(last, at + 20)].strip()
            tell = found if sure else doubt
            yield tell(
                start + at,
                start + at + 5,
                quote=quote,
                note=f"标题写的是{year}年。",
                suggestion=f"{year}年",
                confidence=1.0 if sure else 0.5,
            )
            return


def _old_signature(document: Document) -> Iterator[Evidence]:
    """In January people still sign with last year's number."""
    signed, posted = document.once(signed_on) if document.posted else None, document.posted
    if signed is None or posted is None or not 330 <= (posted - signed).days <= 370:
        return
    later = [
        one
        for day in document.once(days)
        if day.year and day.day and (one := day.in_year(day.year)) and signed < one <= posted
    ]
    if later:
        written = f"{signed.year}年{signed.month}月{signed.day}日"
        at = document.text.rfind(f"{signed.year}")
        yield doubt(at, at + 5, quote=written, note="落款日期早于文中写到的日期。", confidence=0.7)
