"""Which cases or findings of the record a printed number or name rests on, so that anybody can look for them again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaseCondition(StrEnum):
    """What must be true of a case between two days for a sentence to count or name it."""

    REMOVED = "removed"
    UNFINISHED = "unfinished"
    UNSEEN = "unseen"
    OPEN = "open"
    STANDING = "standing"
    RELAPSED = "relapsed"
    OVERDUE = "overdue"
    IN_TIME = "in_time"

    @property
    def label(self) -> str:
        return {
            "removed": "经确认、检查看到已经改正的问题",
            "unfinished": "期限过后复核，仍未整改到位或整改后出现新问题的事项",
            "unseen": "期限过后没有看到、找不到原处或新问题尚待确认的事项",
            "open": "期内问题仍在的事项",
            "standing": "期末仍未改正的事项",
            "relapsed": "销号后同一单位、同一检查项再次出现的事项",
            "overdue": "期末已过期限、仍未改正的事项",
            "in_time": "在期限内改正、复核属实的事项",
        }[self.value]


class CaseMeasure(StrEnum):
    """What is counted of what a query finds."""

    FINDINGS = "findings"
    PLACES = "places"
    CASES = "cases"
    UNITS = "units"

    @property
    def label(self) -> str:
        return {"findings": "问题条数", "places": "问题处数", "cases": "整改事项数", "units": "涉及单位数"}[self.value]


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Cases of which the condition holds between two days, both included; an empty field asks nothing.

    `without` are families left out, `notice` is the key of the notice that told them, `cases` narrows to these keys. Run over the record, the query
    finds what the sentence was made from, unless the record has changed since.
    """

    condition: CaseCondition
    first: date
    last: date
    families: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    notice: int | None = None
    cases: tuple[int, ...] = ()
    without: tuple[str, ...] = ()

    def covers(self, *, family: str, check: str, unit: str) -> bool:
        """Whether kind and unit are asked for; families and checks are two ways to ask for a kind."""
        kind = not (self.families or self.checks) or family in self.families or check in self.checks
        return kind and family not in self.without and (not self.units or unit in self.units)
