"""Statistics, a layout and written paragraphs become one Bulletin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mingcha.bulletin.annexes import annex, chart
from mingcha.bulletin.sentences import SENTENCES, require_year_to_date
from mingcha.model.bulletin import Annex, Bulletin, Chart, MissingEvidence, Origin, Paragraph, Section
from mingcha.model.layout import Layout, SectionPlan
from mingcha.model.statistics import MonthStatistics, Policy, Ties

TIES_IN_WORDS = {
    Ties.SHARED: "比例相同的名次并列，其后名次空出，按单位排序列出",
    Ties.DENSE: "比例相同的名次并列，其后名次不空出，按单位排序列出",
    Ties.OFFICIAL: "比例相同的按单位排序定名次",
}


def compose(
    *,
    layout: Layout,
    statistics: MonthStatistics,
    number: int,
    dated: date,
    written: Mapping[str, Sequence[Paragraph]],
    errata: Sequence[str] = (),
) -> Bulletin:
    """The bulletin for the statistics' month.

    `written` are people's paragraphs by section key; they follow the generated ones of their section.
    What cannot be told because its evidence is missing is left out and named in `gaps`.
    """
    gaps: list[str] = []
    sections = tuple(
        Section(
            plan.key,
            plan.title,
            (*_generated(plan, layout, statistics, gaps), *written.get(plan.key, ())),
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
    plan: SectionPlan, layout: Layout, statistics: MonthStatistics, gaps: list[str]
) -> tuple[Paragraph, ...]:
    paragraphs = []
    for name in plan.generated:
        if name not in SENTENCES:
            raise ValueError(f"版式“{plan.title}”中没有名为“{name}”的自动语句，可用的有：{'、'.join(SENTENCES)}")
        label, sentence = SENTENCES[name]
        try:
            runs = sentence(layout, statistics)
        except MissingEvidence as missing:
            gaps.append(f"{plan.title}，{label}：{missing}")
            continue
        if runs:
            paragraphs.append(Paragraph(runs, Origin.GENERATED, generator=name))
    return tuple(paragraphs)


def counting_in_words(policy: Policy) -> str:
    """The counting and ranking policy in one sentence, as the bulletin states it."""
    counted = "按剔除重复发布后的条数计" if policy.net else "按台账条数计，未剔除重复发布"
    return f"统计口径：{counted}；完成比例四舍五入保留两位小数；{TIES_IN_WORDS[policy.ties]}。"
