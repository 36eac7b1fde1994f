"""A made-up record of cases: a list told on 20 November, due on the 26th, re-checked on 1 December; December's clean-up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any

from mingcha.model.case import AftermathFact, CaseFact, CaseState, RecheckResult, Relation, RemovedFact
from mingcha.model.case_record import CaseRecord, NoticeFact, RecheckFact

TOLD, DUE, RECHECKED = date(2023, 11, 20), date(2023, 11, 26), date(2023, 12, 1)
FIRST, LAST, ISSUED = date(2023, 12, 1), date(2023, 12, 31), date(2024, 1, 12)
LIST = NoticeFact(11, 11, TOLD, DUE, ())
R = RecheckResult

# In official order: the offices, then the towns.
UNITS = {
    "101": "县水务处", "102": "县学校处", "103": "县就业处", "104": "县农事处", "105": "县交管队",
    "201": "东山镇", "202": "西河镇", "203": "南岭乡", "204": "北塘乡", "205": "中坪镇",
}  # fmt: skip
_keys = count(1)


def case(unit: str, check: str, family: str, **more: Any) -> CaseFact:
    """A told case of the unit, gravely meant unless said otherwise."""
    facts: dict[str, Any] = {
        "key": next(_keys),
        "unit": unit,
        "unit_name": UNITS.get(unit, unit),
        "unit_prose": UNITS.get(unit, unit),
        "check": check,
        "family": family,
        "severity": 1,
        "about": "问题",
        "places": 1,
        "persons": 1,
        "state": CaseState.RECHECKED,
        "result": R.NOT_FIXED,
        "confirmed": date(2023, 11, 18),
        "told": TOLD,
        "due": DUE,
        "rechecked": RECHECKED,
    }
    return CaseFact(**(facts | more))


def untold(unit: str, check: str, family: str, **more: Any) -> CaseFact:
    """A case that was confirmed in the month and of which nobody was told."""
    apart = {"state": CaseState.CONFIRMED, "result": None, "told": None, "due": None, "rechecked": None}
    return case(unit, check, family, **(apart | {"confirmed": date(2023, 12, 8)} | more))


def aftermath(check: str, *, about: str = "新问题", **more: Any) -> AftermathFact:
    facts = {"relation": Relation.SAME_COLUMN, "counts": True, "url": "/new", "noticed": RECHECKED, "case": 900}
    return AftermathFact(**(facts | {"check": check, "about": about} | more))  # type: ignore[arg-type]


def looked(one: CaseFact, result: RecheckResult | None = None, on: date = RECHECKED) -> RecheckFact:
    return RecheckFact(one.key, on, result or one.result or R.NOT_FIXED)


def record(
    *cases: CaseFact,
    removed: Sequence[RemovedFact] = (),
    rechecks: Sequence[RecheckFact] | None = None,
    notices: Sequence[NoticeFact] | None = None,
    examined: Sequence[date] = (RECHECKED, date(2023, 12, 31)),
    **more: Any,
) -> CaseRecord:
    """December's record of these cases, in official order. Those that were told stood on list no. 11."""
    order = list(UNITS)
    ordered = sorted(cases, key=lambda one: (order.index(one.unit) if one.unit in order else 99, one.key))
    told = [one for one in cases if one.told is not None]
    lines = tuple((one.key, DUE) for one in told)
    if notices is None:
        notices = [NoticeFact(11, 11, TOLD, DUE, lines)] if lines else []
    facts: dict[str, Any] = {
        "first": FIRST,
        "last": LAST,
        "known_to": ISSUED,
        "cases": tuple(ordered),
        "removed": tuple(removed),
        "notices": tuple(notices),
        "rechecks": tuple([looked(one) for one in told if one.result] if rechecks is None else rechecks),
        "examined": tuple(examined),
        "begun": date(2023, 11, 18),
    }
    return CaseRecord(**(facts | more))


def seed_record() -> CaseRecord:
    """Nine problems of the kinds a real bulletin names, each at a made-up unit."""
    date_fixed = case(
        "201", "backdated_post", "freshness", severity=2, result=R.BROKE,
        post_title="东山镇2022年政府信息公开工作年度报告",
        aftermaths=(aftermath("misplaced_post", about="栏目错放：“森林防火巡查”放在“政府信息公开年报”栏目",
                              suggestion="移到“乡镇动态”栏目"),),
    )  # fmt: skip
    link_fixed = case(
        "202", "dead_link", "links", result=R.BROKE,
        aftermaths=(aftermath("republished_after_rectification", about="整改后重复发布"),),
    )  # fmt: skip
    duties = case("203", "leader_without_duties", "completeness")
    words = [
        case("105", check, "wording", account="“样例交警”微信公众号", places=4)
        for check in ("misspelt_word", "outdated_formulation")
    ]
    reminder = NoticeFact(
        12, 12, date(2023, 11, 29), date(2023, 11, 30), tuple((w.key, date(2023, 11, 30)) for w in words), 11
    )
    twice = untold("204", "report_published_twice", "annual_report", severity=2)
    figures = untold("205", "valid_documents_mismatch", "annual_report")
    cattle = untold(
        "104",
        "leaked_mobile",
        "privacy",
        file_name="养殖户汇总表.xlsx",
        severity=2,
        closed=date(2023, 12, 7),
        state=CaseState.CLOSED,
    )
    workshops = untold("103", "leaked_bank_card", "privacy", file_name="工坊公示.xlsx", severity=2)
    lottery = untold("102", "leaked_id_number", "privacy", post_title="关于公办幼儿园摇号结果的公告", severity=3)
    first = NoticeFact(11, 11, TOLD, DUE, tuple((one.key, DUE) for one in (date_fixed, link_fixed, duties, *words)))
    gone = [
        RemovedFact("wording", "misspelt_word", "101", 2100, tuple(range(1, 2001))),
        RemovedFact("wording", "number_form", "201", 66, tuple(range(2001, 2067))),
        RemovedFact("links", "unapproved_outbound_link", "202", 30, tuple(range(3001, 3031))),
        RemovedFact("links", "hidden_link", "203", 5, tuple(range(3031, 3036))),
        RemovedFact("links", "dead_link", "203", 5, tuple(range(4001, 4006))),
    ]
    return record(
        date_fixed, link_fixed, duties, *words, twice, figures, cattle, workshops, lottery,
        removed=gone, notices=[first, reminder],
    )  # fmt: skip
