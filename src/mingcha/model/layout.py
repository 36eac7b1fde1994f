"""What an office's bulletin looks like: the plan that is configuration, never code."""

from __future__ import annotations

from dataclasses import dataclass

from mingcha.model.statistics import Policy


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A bracketed section: its generated sentences by name, and its fixed paragraphs (lead, text).

    The sentences in `closing` stand after what people wrote, those in `generated` before it.
    """

    key: str
    title: str
    generated: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()
    closing: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        return (*self.generated, *self.closing)


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
class KindPlan:
    """A kind of faults that a sentence tells of: what it is called, and the families and checks it is made of.

    `by_places`: its number is that of the places, since one finding tells of all pages that link to a site.
    """

    name: str
    families: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    by_places: bool = False

    def holds(self, *, family: str, check: str) -> bool:
        return family in self.families or check in self.checks


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """How a sentence of the record of cases is worded: its bold lead, and a template for each of its parts by name.

    `examples` is how many examples it gives at most, or after how many names the list of units breaks off. `kinds` are
    what it tells of (of everything where there are none), `without` families that it leaves to another sentence.
    """

    sentence: str
    lead: str
    templates: tuple[tuple[str, str], ...]
    examples: int = 4
    kinds: tuple[KindPlan, ...] = ()
    without: tuple[str, ...] = ()

    def template(self, part: str) -> str:
        return dict(self.templates).get(part, "")

    def tells_of(self, *, family: str, check: str) -> bool:
        wanted = not self.kinds or any(kind.holds(family=family, check=check) for kind in self.kinds)
        return wanted and family not in self.without


@dataclass(frozen=True, slots=True)
class FaultPlan:
    """What the office calls the fault of one check in running text, in place of the shipped words."""

    check: str
    words: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything about a bulletin that an office may change between two issues.

    `portal` is what the totals sentence calls the place of publication; `month_order` is the order
    of groups in the sentence about the month. `record` and `faults` hold what the office words otherwise than the
    standards do, about cases; `way` is how it says notices are sent.
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
    record: tuple[RecordPlan, ...] = ()
    faults: tuple[FaultPlan, ...] = ()
    way: str = "办公系统"
