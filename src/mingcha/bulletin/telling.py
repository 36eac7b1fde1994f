"""What a sentence of the record is told from, and how its numbers, names and days become runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mingcha.bulletin.candidates import Speech, speech
from mingcha.bulletin.choosing import Candidate, Choice, choose
from mingcha.bulletin.outcomes import Outcomes, units_of
from mingcha.bulletin.templates import fill
from mingcha.model.bulletin import CaseFigure, CaseName, MissingEvidence, Run, Words
from mingcha.model.case import CaseFact
from mingcha.model.case_query import CaseCondition, CaseMeasure, CaseQuery
from mingcha.model.case_record import CaseRecord
from mingcha.model.layout import Layout, RecordPlan
from mingcha.text.names_in_titles import printable_title

Values = Mapping[str, tuple[Run, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with the examples it gives, and all it could have given."""

    runs: tuple[Run, ...] = ()
    chosen: tuple[Choice, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class Telling:
    """One bulletin being told: the record, how the office words things, and who was named so far.

    `picked` are keys of cases that a person chose as examples, by the name of the sentence.
    """

    layout: Layout
    record: CaseRecord
    picked: Mapping[str, Sequence[int]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    outcomes: Outcomes = field(init=False)
    speech: Speech = field(init=False)

    def __post_init__(self) -> None:
        self.outcomes = Outcomes(self.record)
        self.speech = speech(self.layout, self.record.cases)

    @property
    def month(self) -> str:
        return f"{self.record.last.month}月"

    @property
    def is_kept(self) -> bool:
        """Whether the county kept a record of cases by then; where it did not, there is nothing to miss either."""
        return self.record.begun is not None and self.record.begun <= self.record.last

    def require_examination(self) -> None:
        """Refuse to say what a month's faults came to when nobody looked in it."""
        if not any(self.record.first <= day <= self.record.last for day in self.record.examined):
            raise MissingEvidence(
                f"{self.month}没有完成的检查，问题有没有、改没改都无从说起。请先检查当月采集的内容；不写这一句的，在草稿中选“本期不用”。"
            )

    def day(self, day: date) -> str:
        """A day as running text names it; the year only where it is another."""
        year = f"{day.year}年" if day.year != self.record.last.year else ""
        return f"{year}{day.month}月{day.day}日"

    def query(self, condition: CaseCondition, plan: RecordPlan, *, notice: int | None = None) -> CaseQuery:
        """The cases of the month, of the kinds a sentence tells of."""
        families = {name for kind in plan.kinds for name in kind.families}
        checks = {name for kind in plan.kinds for name in kind.checks}
        return CaseQuery(
            condition,
            self.record.first,
            self.record.last,
            families=tuple(sorted(families)),
            checks=tuple(sorted(checks)),
            notice=notice,
            without=plan.without,
        )

    def examples(self, plan: RecordPlan, candidates: Sequence[Candidate]) -> tuple[Choice, ...]:
        """What to tell of them: cases an earlier sentence told are left to it."""
        fresh = [one for one in candidates if not self.told.intersection(one.keys)]
        picked = self.picked.get(plan.sentence, ())
        return choose(fresh, number=plan.examples, named=self.named, picked=picked)


def case_figure(key: str, measure: CaseMeasure, cases: Sequence[CaseFact], query: CaseQuery) -> CaseFigure:
    """How many cases there are, or how many units have them."""
    value = len(units_of(cases)) if measure is CaseMeasure.UNITS else len(cases)
    return CaseFigure(key, str(value), value, measure, query, tuple(sorted(case.key for case in cases)))


def case_name(key: str, unit: str, text: str, cases: Iterable[CaseFact], query: CaseQuery) -> CaseName:
    """A unit's name, resting on these of its cases."""
    keys = tuple(sorted(case.key for case in cases))
    return CaseName(
        key,
        text,
        unit,
        CaseQuery(query.condition, query.first, query.last, units=(unit,), notice=query.notice, cases=keys),
    )


def listed(
    key: str, cases: Sequence[CaseFact], query: CaseQuery, *, most: int, first: Sequence[str] = ()
) -> tuple[Run, ...]:
    """甲、乙、丙 in official order; 甲、乙等9家单位 when they are more than are to be named, `first` before others."""
    units = units_of(cases)
    by_unit: dict[str, list[CaseFact]] = {}
    for case in cases:
        by_unit.setdefault(case.unit, []).append(case)
    kept = set(sorted(units, key=lambda unit: unit not in first)[:most])
    runs: list[Run] = []
    for unit in (unit for unit in units if unit in kept):
        if runs:
            runs.append(Words("、"))
        runs.append(case_name(f"{key}.{unit}", unit, by_unit[unit][0].unit_prose, by_unit[unit], query))
    if len(units) > most:
        runs += [Words("等"), case_figure(f"{key}.units", CaseMeasure.UNITS, cases, query), Words("家单位")]
    return tuple(runs)


def told_examples(
    telling: Telling,
    plan: RecordPlan,
    chosen: Sequence[Choice],
    query: Mapping[int, CaseQuery] | CaseQuery,
) -> tuple[Run, ...]:
    """The examples in a row, each by the template of its part; nothing without any. `query` may differ by case."""
    clauses: list[Run] = []
    for place, choice in enumerate(chosen, start=1):
        one = choice.candidate
        asked = query if isinstance(query, CaseQuery) else query[one.keys[0]]
        name = case_name(f"{plan.sentence}.{place}.{one.unit}", one.unit, one.unit_prose, one.cases, asked)
        gravest = max(one.cases, key=lambda case: (case.severity, -case.key))
        account: tuple[Run, ...] = (Words(account_name(one.account)),) if one.account else ()
        values: Values = {
            "单位": (name, *account),
            "问题": (Words(one.words),),
            "新问题": (Words(one.after),),
            "文件": (Words(printable_title(gravest.file_name)),),
            "标题": (Words(printable_title(gravest.post_title)),),
            "处数": (Words(str(one.places)),),
        }
        clauses += [*((Words("；"),) if place > 1 else ()), *fill(plan.template(one.part), values)]
    return fill(plan.template("examples"), {"举例": tuple(clauses)}) if clauses else ()


def account_name(account: str) -> str:
    """An account in quotation marks, unless the record has set them already."""
    return account if "“" in account else f"“{account}”"
