"""A title that a leader did not hold on the day, or that no office has.

Looks for: a name of the roster beside a title its holder had given up or not yet taken when the text was published, and
titles that do not exist or belong to another body (人大副主任, 检察院院长, 县政协主任, 国务院主席).
Matters because: titles out of date are found by every reader of the news.
To fix: write the title held on that day; for former times put 时任 or 原 before it.
Cannot see: changes after the day the roster was last looked through; after it a title is at most doubted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mingcha.examine.declaration import check, doubt, found
from mingcha.examine.example_text import Written
from mingcha.examine.wording.counting import told
from mingcha.examine.wording.grouped import once_each
from mingcha.examine.wording.leader_names import Beside, beside_titles
from mingcha.examine.wording.roster import known
from mingcha.examine.wording.setting import setting_of
from mingcha.examine.wording.written_day import written_on
from mingcha.model.document import Document
from mingcha.model.finding import Evidence, Severity
from mingcha.standards.leaders import Holder, Roster

# Title pages and news are written some days before or after an appointment.
GRACE = 7


@check(
    severity=Severity.HIGH,
    clauses=["INSPECT-WORDING", "SITE-WORDING"],
    message="领导职务表述有误：{quote}",
    advice="改为本人当时担任的职务、本机关的规范职务名称；确属历史情况的，写明“时任”或者“原”。",
    bad=[
        "县人大副主任带队调研。",
        "县检察院院长作工作报告。",
        Written("国务院总理李克强主持召开国务院常务会议。", posted=date(2024, 3, 1)),
        Written("全国政协主席汪洋出席。", posted=date(2023, 9, 1)),
    ],
    good=[
        "县人大常委会副主任带队调研。",
        "县检察院检察长作工作报告。",
        Written("国务院总理李克强主持召开国务院常务会议。", posted=date(2019, 3, 1)),
        Written("时任国务院总理李克强到该县考察。", posted=date(2024, 3, 1)),
        Written("2016年，国务院总理李克强到该县考察。", posted=date(2024, 3, 1)),
        Written("国务院总理李强主持召开国务院常务会议。", posted=date(2024, 3, 1)),
        "县人大副主任科员",
    ],
)
def wrong_leader_title(document: Document) -> Iterator[Evidence]:
    yield from once_each(document, _each(document))


def _each(document: Document) -> Iterator[Evidence]:
    yield from told(document, "wrong_titles", in_names=True)
    day = document.posted
    if day is None:
        return
    written = document.once(written_on)
    for beside in beside_titles(document):
        name = max((one for one in known().names if beside.text.startswith(one)), key=len, default="")
        if not name or beside.is_former:
            continue
        terms = [term for term in known().holders(beside.hit.entry.wording) if term[1].name == name]
        if not terms:
            yield from _never_held(document, beside, name, day)
            continue
        if any(_near(holder, day) or (written and _near(holder, written)) for _, holder in terms):
            continue
        setting = setting_of(document, beside.hit.start, beside.start + len(name))
        is_past = setting.is_historical or setting.in_book_marks or any(y < day.year for y in setting.years_before)
        if is_past or (document.title and any(str(year) in document.title for year in range(1990, day.year))):
            continue
        roster, holder = max(terms, key=lambda term: term[1].since)
        yield _evidence(document, beside, name, day, roster, holder)


def _never_held(document: Document, beside: Beside, name: str, day: date) -> Iterator[Evidence]:
    """Somebody known for other offices only: a doubt, and none for a name that many bear."""
    terms = known().of_person(name)
    roster, holder = terms[-1]
    is_unique = len(name) > 2 or bool(roster.place)
    if is_unique and not roster.place and holder.holds_on(day):
        yield doubt(
            beside.hit.start,
            beside.start + len(name),
            quote=document.text[beside.hit.start : beside.start + len(name)],
            suggestion=_held(name, day),
            basis=f"名册中没有{name}任{beside.hit.entry.wording}的记录",
            confidence=0.6,
        )


def _evidence(document: Document, beside: Beside, name: str, day: date, roster: Roster, holder: Holder) -> Evidence:
    is_over = holder.until is not None and day >= holder.until
    return (found if is_over or day <= roster.as_of else doubt)(
        beside.hit.start,
        beside.start + len(name),
        quote=document.text[beside.hit.start : beside.start + len(name)],
        suggestion=_held(name, day) or (f"时任{holder.title}{name}" if is_over else ""),
        basis=f"{name}任{holder.title}：{holder.since}至{holder.until or '今'}",
        confidence=0.9 if is_over or day <= roster.as_of else 0.6,
    )


def _held(name: str, day: date) -> str:
    """What the person was on that day."""
    return "、".join(dict.fromkeys(one.title for _, one in known().of_person(name) if one.holds_on(day)))


def _near(holder: Holder, day: date) -> bool:
    late = holder.until is None or (day - holder.until).days < GRACE
    return (holder.since - day).days < GRACE and late
