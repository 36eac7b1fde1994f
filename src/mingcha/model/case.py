"""A case of rectification (整改事项): one fault of one unit, from being confirmed to being closed, and what re-checks saw."""

from __future__ import annotations

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
