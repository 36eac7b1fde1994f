"""The sentences that the record of cases writes: what was cleaned up, what was not done, who did well.

Every number and every unit named is tied to its cases. A sentence says nothing where there is nothing to say, and
raises MissingEvidence where nobody looked: a month without examination or re-check is not a clean one.
"""

from __future__ import annotations

from dataclasses import replace

from mingcha.bulletin.candidates import of_cases, of_outcomes
from mingcha.bulletin.choosing import Candidate, Choice
from mingcha.bulletin.outcomes import Story, mended_in_time, units_of
from mingcha.bulletin.telling import (
    Telling,
    Told,
    case_figure,
    listed,
    told_examples,
)
from mingcha.bulletin.templates import fill
from mingcha.model.bulletin import CaseFigure, MissingEvidence, Run, Words
from mingcha.model.case import CaseFact
from mingcha.model.case_query import CaseCondition, CaseMeasure, CaseQuery
from mingcha.model.layout import RecordPlan
from mingcha.text.names_in_titles import printable_title
from mingcha.text.numerals import issue_number

_C = CaseCondition


def cleaned(telling: Telling, plan: RecordPlan) -> Told:
    """How many faults the examinations of the month found gone, by the kinds the office counts."""
    telling.require_examination()
    clauses: list[Run] = []
    for place, kind in enumerate(plan.kinds, start=1):
        query = telling.query(_C.REMOVED, replace(plan, kinds=(kind,)))
        gone = [one for one in telling.record.removed if kind.holds(family=one.family, check=one.check)]
        keys = tuple(sorted(key for one in gone for key in one.findings))
        if not keys:
            continue
        places = sum(one.places for one in gone)
        measure, number = (CaseMeasure.PLACES, places) if kind.by_places else (CaseMeasure.FINDINGS, len(keys))
        values: dict[str, tuple[Run, ...]] = {
            "类别": (Words(kind.name),),
            "条数": (CaseFigure(f"cleaned.{place}", str(number), number, measure, query, keys),),
            "处数": (CaseFigure(f"cleaned.{place}.places", str(places), places, CaseMeasure.PLACES, query, keys),),
        }
        clauses += [*((Words("，"),) if clauses else ()), *fill(plan.template("kind"), values)]
    if not clauses:
        return Told()
    return Told(fill(plan.template("text"), {"月": (Words(telling.month),), "清单": tuple(clauses)}))


def unfinished_rectification(telling: Telling, plan: RecordPlan) -> Told:
    """Whose deadline was over and who was not done when it was looked at again, notice by notice."""
    if telling.outcomes.waiting:
        lists = "、".join(issue_number(notice.number) for notice in telling.outcomes.waiting)
        raise MissingEvidence(
            f"{lists}问题清单的期限已过，还没有复核，改没改无从说起。请先复核；不写这一句的，在草稿中选“本期不用”。"
        )
    stories = [story for story in telling.outcomes.stories if _told_of(story, plan)]
    if not stories:
        return Told()
    queries: dict[int, CaseQuery] = {}
    course: list[Run] = []
    candidates: list[Candidate] = []
    for story in stories:
        notice = story.notice.key
        cases = _told_of(story, plan)
        bad = telling.query(_C.UNFINISHED, plan, notice=notice)
        queries |= {case.key: bad for case in cases}
        course += _course(telling, plan, story, cases, bad)
        keys = {case.key for case in cases}
        candidates += of_outcomes([one for one in story.unfinished if one.case.key in keys], telling.speech)
    chosen = telling.examples(plan, candidates)
    examples = told_examples(telling, plan, chosen, queries)
    return Told(fill(plan.template("text"), {"经过": tuple(course), "例": examples}), chosen, tuple(candidates))


def _told_of(story: Story, plan: RecordPlan) -> list[CaseFact]:
    return [one.case for one in story.unfinished if plan.tells_of(family=one.case.family, check=one.case.check)]


def _course(telling: Telling, plan: RecordPlan, story: Story, cases: list[CaseFact], bad: CaseQuery) -> tuple[Run, ...]:
    notice = story.notice
    key = f"{plan.sentence}.notice{notice.key}"
    unseen = [one.case for one in story.unseen if plan.tells_of(family=one.case.family, check=one.case.check)]
    not_looked = telling.query(_C.UNSEEN, plan, notice=notice.key)
    beside = case_figure(f"{key}.unseen", CaseMeasure.CASES, unseen, not_looked)
    days = telling.day(story.first)
    if story.last != story.first:
        days += f"至{telling.day(story.last)}"
    return fill(
        plan.template("notice"),
        {
            "印发日": (Words(telling.day(notice.dated)),),
            "方式": (Words(telling.layout.way),),
            "期号": (Words(issue_number(notice.number)),),
            "期限": (Words(telling.day(notice.due)),),
            "复核日": (Words(days),),
            "单位数": (case_figure(f"{key}.units", CaseMeasure.UNITS, cases, bad),),
            "事项数": (case_figure(f"{key}.cases", CaseMeasure.CASES, cases, bad),),
            "待核实": fill(plan.template("unseen"), {"事项数": (beside,)}) if unseen else (),
        },
    )


def self_check(telling: Telling, plan: RecordPlan) -> Told:
    """Faults the units should have found themselves, in their annual reports, that stand at the month's end."""
    telling.require_examination()
    return _standing(telling, plan, _C.STANDING, list(telling.outcomes.standing()))


def repeat_offenders(telling: Telling, plan: RecordPlan) -> Told:
    """Units that have a fault again that was closed before."""
    telling.require_examination()
    return _standing(telling, plan, _C.RELAPSED, list(telling.outcomes.relapsed()))


def _standing(telling: Telling, plan: RecordPlan, condition: CaseCondition, cases: list[CaseFact]) -> Told:
    """How many units have such cases, and examples."""
    cases = [case for case in cases if case.unit and plan.tells_of(family=case.family, check=case.check)]
    if not cases:
        return Told()
    query = telling.query(condition, plan)
    candidates = of_cases(cases, telling.speech)
    chosen = telling.examples(plan, candidates)
    values: dict[str, tuple[Run, ...]] = {
        "月": (Words(telling.month),),
        "月底": (Words(f"{telling.month}底"),),
        "单位数": (case_figure(f"{plan.sentence}.units", CaseMeasure.UNITS, cases, query),),
        "事项数": (case_figure(f"{plan.sentence}.cases", CaseMeasure.CASES, cases, query),),
        "例": told_examples(telling, plan, chosen, query),
    }
    return Told(fill(plan.template("text"), values), chosen, tuple(candidates))


def leaks(telling: Telling, plan: RecordPlan) -> Told:
    """Units whose posts gave people's data away in the month, one example of each; titles and files are masked."""
    telling.require_examination()
    cases = [
        case
        for case in telling.outcomes.open_within()
        if case.unit and plan.tells_of(family=case.family, check=case.check)
    ]
    if not cases:
        return Told()
    query = telling.query(_C.OPEN, plan)
    candidates = [
        replace(one, part=_leak_part(max(one.cases, key=lambda case: (case.severity, -case.key))))
        for one in of_cases(cases, telling.speech)
    ]
    chosen = _one_of_each_unit(telling, plan, candidates)
    values: dict[str, tuple[Run, ...]] = {
        "月": (Words(telling.month),),
        # Where not all can be named, those whose example follows are.
        "单位名单": listed(
            f"{plan.sentence}.units",
            cases,
            query,
            most=max(plan.examples, 1),
            first=[one.candidate.unit for one in chosen],
        ),
        "单位数": (case_figure(f"{plan.sentence}.count", CaseMeasure.UNITS, cases, query),),
        "事项数": (case_figure(f"{plan.sentence}.cases", CaseMeasure.CASES, cases, query),),
        "例": told_examples(telling, plan, chosen, query),
    }
    return Told(fill(plan.template("text"), values), chosen, tuple(candidates))


def _one_of_each_unit(telling: Telling, plan: RecordPlan, candidates: list[Candidate]) -> tuple[Choice, ...]:
    """Here every unit is shown once by its gravest case, whatever its kind; a person may pick otherwise."""
    if telling.picked.get(plan.sentence):
        return telling.examples(plan, candidates)
    ranked = sorted(candidates, key=lambda one: one.rank)
    gravest = [next(one for one in ranked if one.unit == unit) for unit in dict.fromkeys(one.unit for one in ranked)]
    shown = sorted(gravest[: plan.examples], key=lambda one: (one.order, one.keys))
    return tuple(choice for one in shown for choice in telling.examples(plan, [one]))


def _leak_part(case: CaseFact) -> str:
    """A file is named where its name says something, else the post, else neither."""
    if any("\u4e00" <= char <= "\u9fff" for char in printable_title(case.file_name)):
        return "file"
    return "post" if printable_title(case.post_title) else "bare"


def overdue(telling: Telling, plan: RecordPlan) -> Told:
    """Units with cases past their deadline at the month's end."""
    telling.require_examination()
    cases = [
        case for case in telling.outcomes.overdue() if case.unit and plan.tells_of(family=case.family, check=case.check)
    ]
    if not cases:
        return Told()
    return Told(_names_and_numbers(telling, plan, cases, telling.query(_C.OVERDUE, plan)))


def praise(telling: Telling, plan: RecordPlan) -> Told:
    """Units that had everything of a notice done within its deadline, seen at the re-check."""
    runs: tuple[Run, ...] = ()
    for story in telling.outcomes.stories:
        cases = list(mended_in_time(story))
        if not units_of(cases):
            continue
        query = telling.query(_C.IN_TIME, plan, notice=story.notice.key)
        told = _names_and_numbers(telling, plan, cases, query, story)
        runs += told
    return Told(runs)


def _names_and_numbers(
    telling: Telling, plan: RecordPlan, cases: list[CaseFact], query: CaseQuery, story: Story | None = None
) -> tuple[Run, ...]:
    key = f"{plan.sentence}.notice{story.notice.key}" if story else plan.sentence
    values: dict[str, tuple[Run, ...]] = {
        "月": (Words(telling.month),),
        "月底": (Words(f"{telling.month}底"),),
        "单位名单": listed(f"{key}.name", cases, query, most=max(plan.examples, 1)),
        "单位数": (case_figure(f"{key}.units", CaseMeasure.UNITS, cases, query),),
        "事项数": (case_figure(f"{key}.cases", CaseMeasure.CASES, cases, query),),
    }
    if story:
        values["期号"] = (Words(issue_number(story.notice.number)),)
    return fill(plan.template("text"), values)
