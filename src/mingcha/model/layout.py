"""What an office's bulletin looks like: the plan that is configuration, never code."""

from __future__ import annotations

from dataclasses import dataclass

from mingcha.model.statistics import Policy


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A bracketed section: its generated sentences by name, and its fixed paragraphs (lead, text)."""

    key: str
    title: str
    generated: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RankingPlan:
    """Which ranking a sentence tells: the first `top` and last `bottom` of a group, and who is unfinished."""

    group: str
    top: int = 5
    bottom: int = 0
    unfinished: bool = True


@dataclass(frozen=True, slots=True)
class AnnexPlan:
    """One table of units at the back."""

    group: str
    title: str


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """The ranking chart of a group: its first and last units, the axis broken at `cap` percent."""

    group: str
    title: str
    first: int = 8
    last: int = 6
    cap: int = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything about a bulletin that an office may change between two issues.

    `portal` is what the totals sentence calls the place of publication; `month_order` is the order
    of groups in the sentence about the month.
    """

    masthead: str
    editor: str
    note_lead: str
    note: str
    portal: str
    sections: tuple[SectionPlan, ...]
    month_order: tuple[str, ...]
    rankings: tuple[RankingPlan, ...]
    annexes: tuple[AnnexPlan, ...]
    charts: tuple[ChartPlan, ...]
    report_to: str
    send_to: str
    printed_by: str
    policy: Policy
    state_counting: bool = False
