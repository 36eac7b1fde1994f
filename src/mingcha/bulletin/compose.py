"""Statistics, the record of cases, a layout and written paragraphs become one Bulletin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mingcha.bulletin.annexes import annex, chart
from mingcha.bulletin.record_catalogue import RECORD_SENTENCES, plan_for
from mingcha.bulletin.sentences import SENTENCES, require_year_to_date
from mingcha.bulletin.telling import Telling, Told
from mingcha.model.bulletin import Annex, Bulletin, CaseName, Chart, MissingEvidence, Origin, Paragraph, Section
from mingcha.model.case_record import CaseRecord
from mingcha.model.layout import Layout, SectionPlan
from mingcha.model.statistics import MonthStatistics, Policy, Ties

TIES_IN_WORDS = {
    Ties.SHARED: "比例相同的名次并列，其后名次空出，按单位排序列出",
    Ties.DENSE: "比例相同的名次并列，其后名次不空出，按单位排序列出",
    Ties.OFFICIAL: "比例相同的按单位排序定名次",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What people settled about generated sentences of one issue, by the names of the sentences.

    `replaced` stands in the place of a sentence, None leaves it out; `picked` are keys of cases to give as examples.
    """

    replaced: Mapping[str, Paragraph | None]
    picked: Mapping[str, Sequence[int]]


UNCHANGED = Changes({}, {})


def compose(
    *,
    layout: Layout,
    statistics: MonthStatistics,
    number: int,
    dated: date,
    written: Mapping[str, Sequence[Paragraph]],
    errata: Sequence[str] = (),
    record: CaseRecord | None = None,
    changes: Changes = UNCHANGED,
) -> Bulletin:
    """The bulletin for the statistics' month.

    `written` are people's paragraphs by section key; they stand between the generated ones of their section and those
    that close it. `record` is what is known of cases; without it nothing is said of them.
    What cannot be told because its evidence is missing is left out and named in `gaps`.
    """
    gaps: list[str] = []
    telling = Telling(layout, record, changes.picked) if record is not None else None
    sections = tuple(
        Section(
            plan.key,
            plan.title,
            (
                *_generated(plan.generated, plan, statistics, telling, layout, changes, gaps),
                *written.get(plan.key, ()),
                *_generated(plan.closing, plan, statistics, telling, layout, changes, gaps),
            ),
        )
        for plan in layout.sections
    )
    annexes: tuple[Annex, ...] = ()
    charts: tuple[Chart, ...] = ()
    try:
        if layout.annexes or layout.charts:
            require_year_to_date(statistics)
        annexes = tuple(annex(plan, statistics, number=n) for n, plan in enumerate(layout.annexes, start=1))
        charts = tuple(chart(plan, statistics) for plan in layout.charts)
    except MissingEvidence as missing:
        gaps.append(f"附件：{missing}")
    return Bulletin(
        masthead=layout.masthead,
        editor=layout.editor,
        number=number,
        dated=dated,
        month=statistics.month,
        note=(layout.note_lead, layout.note),
        sections=sections,
        annexes=annexes,
        charts=charts,
        report_to=layout.report_to,
        send_to=layout.send_to,
        printed_by=layout.printed_by,
        counting=counting_in_words(statistics.policy) if layout.state_counting else "",
        policy=statistics.policy,
        errata=tuple(errata),
        gaps=tuple(gaps),
    )


def _generated(
    names: Sequence[str],
    plan: SectionPlan,
    statistics: MonthStatistics,
    telling: Telling | None,
    layout: Layout,
    changes: Changes,
    gaps: list[str],
) -> tuple[Paragraph, ...]:
    paragraphs = []
    for name in names:
        if name not in SENTENCES and name not in RECORD_SENTENCES:
            known = "、".join((*SENTENCES, *RECORD_SENTENCES))
            raise ValueError(f"版式“{plan.title}”中没有名为“{name}”的自动语句，可用的有：{known}")
        if name in changes.replaced:
            given = changes.replaced[name]
            if given is not None:
                paragraphs.append(given)
                _remember(telling, given)
            continue
        try:
            paragraph = (
                _of_record(name, telling) if name in RECORD_SENTENCES else _of_statistics(name, layout, statistics)
            )
        except MissingEvidence as missing:
            gaps.append(f"{plan.title}，{label_of(name)}：{missing}")
            continue
        if paragraph is not None:
            paragraphs.append(paragraph)
            _remember(telling, paragraph)
    return tuple(paragraphs)


def _of_statistics(name: str, layout: Layout, statistics: MonthStatistics) -> Paragraph | None:
    runs = SENTENCES[name][1](layout, statistics)
    return Paragraph(runs, Origin.GENERATED, generator=name) if runs else None


def _of_record(name: str, telling: Telling | None) -> Paragraph | None:
    told = tell(name, telling)
    if telling is None or not told.runs:
        return None
    return Paragraph(told.runs, Origin.GENERATED, lead=plan_for(telling.layout, name).lead, generator=name)


def tell(name: str, telling: Telling | None) -> Told:
    """One sentence of the record; nothing where the county keeps none."""
    if telling is None or not telling.is_kept:
        return Told()
    return RECORD_SENTENCES[name].tell(telling, plan_for(telling.layout, name))


def _remember(telling: Telling | None, paragraph: Paragraph) -> None:
    """What this paragraph named, so that the next ones name others."""
    if telling is None:
        return
    for run in paragraph.runs:
        if isinstance(run, CaseName):
            telling.named.add(run.unit)
            telling.told.update(run.cases.cases)


def label_of(name: str) -> str:
    """What a sentence tells, in words."""
    return RECORD_SENTENCES[name].label if name in RECORD_SENTENCES else SENTENCES[name][0]


@dataclass(frozen=True, slots=True)
class RecordSentenceNow:
    """One sentence of the record as the machine tells it now, whatever a person made of it for the issue.

    `gap` says why it cannot be told; `told.runs` is empty where there is nothing to tell.
    """

    name: str
    lead: str
    told: Told
    gap: str = ""

    @property
    def paragraph(self) -> Paragraph:
        return Paragraph(self.told.runs, Origin.GENERATED, lead=self.lead, generator=self.name)


def record_sentences_now(*, layout: Layout, record: CaseRecord, changes: Changes) -> dict[str, RecordSentenceNow]:
    """Each sentence of the record that the layout uses, with the examples it gives, why, and all it could give."""
    telling = Telling(layout, record, changes.picked)
    found = {}
    for name in (name for section in layout.sections for name in section.sentences if name in RECORD_SENTENCES):
        lead = plan_for(layout, name).lead
        try:
            now = RecordSentenceNow(name, lead, tell(name, telling))
        except MissingEvidence as missing:
            now = RecordSentenceNow(name, lead, Told(), str(missing))
        found[name] = now
        # What stands in the issue decides whom the later sentences leave out.
        standing = changes.replaced.get(name, now.paragraph)
        if standing is not None:
            _remember(telling, standing)
    return found


def counting_in_words(policy: Policy) -> str:
    """The counting and ranking policy in one sentence, as the bulletin states it."""
    counted = "按剔除重复发布后的条数计" if policy.net else "按台账条数计，未剔除重复发布"
    return f"统计口径：{counted}；完成比例四舍五入保留两位小数；{TIES_IN_WORDS[policy.ties]}。"
