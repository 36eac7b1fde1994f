"""A case of rectification (整改事项): one fault of one unit, from being confirmed to being closed, and what re-checks saw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CaseState(StrEnum):
    """Where a case stands. A finding nobody has confirmed is no case yet; a withdrawn case was no fault after all."""

    CONFIRMED = "confirmed"
    TOLD = "told"
    ANSWERED = "answered"
    RECHECKED = "rechecked"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {
            "confirmed": "已确认，待交办",
            "told": "已交办",
            "answered": "已答复，待复核",
            "rechecked": "已复核，未销号",
            "closed": "已销号",
            "withdrawn": "已撤销",
        }[self.value]

    @property
    def is_open(self) -> bool:
        return self not in (CaseState.CLOSED, CaseState.WITHDRAWN)


class RecheckResult(StrEnum):
    """What a re-check saw at the places of a case and around them. Only FIXED and PAGE_GONE may close a case by
    themselves; CONTEXT_GONE is for a person, NOT_LOOKED says nothing either way."""

    FIXED = "fixed"
    NOT_FIXED = "not_fixed"
    PARTLY = "partly"
    PAGE_GONE = "page_gone"
    CONTEXT_GONE = "context_gone"
    BROKE = "broke"
    NOT_LOOKED = "not_looked"

    @property
    def label(self) -> str:
        return {
            "fixed": "已整改",
            "not_fixed": "未整改",
            "partly": "整改不到位",
            "page_gone": "页面已撤下",
            "context_gone": "找不到原处",
            "broke": "整改后出现新问题",
            "not_looked": "未能复核",
        }[self.value]


class Relation(StrEnum):
    """How a new fault lies to the case whose rectification may have brought it about, the closest first."""

    SAME_POST = "same_post"
    COPY = "copy"
    SAME_COLUMN = "same_column"
    SIBLING_COLUMN = "sibling_column"
    SAME_UNIT = "same_unit"

    @property
    def label(self) -> str:
        return {
            "same_post": "同一信息",
            "copy": "同一信息的另一份",
            "same_column": "同一栏目",
            "sibling_column": "相邻栏目",
            "same_unit": "同一单位七日内所发",
        }[self.value]


@dataclass(frozen=True, slots=True)
class AftermathFact:
    """A new fault that came of mending a case: how it lies to it, whether it counts, and the case it became itself."""

    relation: Relation
    counts: bool
    check: str
    about: str
    url: str
    noticed: date
    is_gone: bool = False
    case: int | None = None
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A case as bulletins, letters and interfaces tell of it. `unit` is a code, empty where nobody knows whose it is.

    `severity` is the index of model.finding.Severity (0 to 3). `places` are all places, `gone` those where the fault is
    no more. `told` is the day the unit was first told, `notice` the notice that did it last, `due` the last day of the
    deadline. `relapse_of` and `brought_by` are keys of other cases. `post_title`, `post_url`, `file_name` and `account`
    are those of its first place; `account` names a new-media account. `suggestion` is what the check proposes for all of
    its places, if that is one and the same. `reopened` is how often it came back after
    having been closed.
    """

    key: int
    unit: str
    unit_name: str
    unit_prose: str
    check: str
    family: str
    severity: int
    about: str
    places: int
    persons: int
    state: CaseState
    result: RecheckResult | None
    confirmed: date
    told: date | None = None
    notice: str = ""
    due: date | None = None
    answered: date | None = None
    rechecked: date | None = None
    closed: date | None = None
    relapse_of: int | None = None
    brought_by: int | None = None
    aftermaths: tuple[AftermathFact, ...] = ()
    post_title: str = ""
    post_url: str = ""
    file_name: str = ""
    account: str = ""
    gone: int = 0
    reopened: int = 0
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class RemovedFact:
    """Confirmed faults of one check at one unit that examinations found gone; `findings` are their keys."""

    family: str
    check: str
    unit: str
    places: int
    findings: tuple[int, ...]
