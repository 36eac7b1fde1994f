"""The draft of a letter: the rung's words filled with the unit, its cases, the day to answer by and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from mingcha.calendar import UnknownYear, WorkingCalendar
from mingcha.model.escalation import Rung, Step
from mingcha.model.letter import Letter
from mingcha.standards.load import Clause

# A letter lists as many cases; the rest is counted and stands in the unit's list.
MOST_TOLD = 20
LONGEST_ABOUT = 120


def draft(
    rung: Rung,
    steps: Sequence[Step],
    *,
    unit: str,
    is_vertical: bool,
    county: str,
    sender: str,
    today: date,
    calendar: WorkingCalendar,
    clauses: Mapping[str, Clause],
) -> Letter:
    """One letter to one unit about all its cases on this rung."""
    wording = rung.vertical if is_vertical else rung.letter
    words = {
        "unit": unit,
        "county": county,
        "number": str(len(steps)),
        "reply_by": _day(reply_by(today, rung=rung, calendar=calendar)),
        "clauses": _named([clauses[name] for name in rung.clauses]),
    }
    paragraphs: list[str] = []
    for text in wording.text:
        paragraphs += _listed(steps) if text == "{cases}" else [text.format(**words)]
    return Letter(
        title=wording.title.format(**words),
        addressed=wording.addressed.format(**words),
        paragraphs=tuple(paragraphs),
        sender=sender,
        dated=today,
        copies=wording.copies.format(**words),
    )


def reply_by(today: date, *, rung: Rung, calendar: WorkingCalendar) -> date:
    """A working day as far ahead as the rung gives; a weekday where the year's holidays are not known yet."""
    try:
        return calendar.add(today, rung.replied_within).due
    except UnknownYear:
        day = today + timedelta(days=rung.replied_within)
        while day.weekday() > 4:
            day += timedelta(days=1)
        return day


def _named(clauses: Sequence[Clause]) -> str:
    """《条例》第四十七条、第五十三条; a document is named once."""
    documents: dict[str, list[str]] = {}
    for one in clauses:
        documents.setdefault(one.document, []).append(one.number)
    return "，".join(f"《{document}》{'、'.join(numbers)}" for document, numbers in documents.items())


def _listed(steps: Sequence[Step]) -> list[str]:
    made = []
    for number, step in enumerate(steps[:MOST_TOLD], 1):
        about = step.about if len(step.about) <= LONGEST_ABOUT else step.about[: LONGEST_ABOUT - 1] + "…"
        made.append(f"{number}.{about.rstrip('。')}。{'；'.join(step.reasons)}。")
    if len(steps) > MOST_TOLD:
        made.append(f"另有 {len(steps) - MOST_TOLD} 项，见本单位整改清单。")
    return made


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
