"""How much of two reports' own words is the same, when years, figures and names are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingcha.examine.annual_report.successive import same_unit
from mingcha.model.annual_report import AnnualReport
from mingcha.standards.annual_reports import report_words
from mingcha.text.width import comparable

_PIECE = 3
_NOT_WORDS = re.compile(r"[^\u3400-\u9fff]")
_WHO = re.compile(r"我(?:局|县|乡|镇|办|委|院|中心|单位|街道|区|市)|本(?:机关|单位|局|乡|镇|县)")
# Reports beyond this many are not laid side by side each with each; units of one county are far fewer.
_MOST = 2000


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Report `at` says the `share` of what report `other` says."""

    at: int
    other: int
    share: float
    is_last_year: bool


def look_alikes(reports: Sequence[AnnualReport]) -> Iterator[LookAlike]:
    """For each report the one it is most like, of the same unit's year before or of another unit in the same year."""
    limits = report_words().similar
    words = [_pieces(one) for one in reports[:_MOST]]
    for at, report in enumerate(reports[:_MOST]):
        best: LookAlike | None = None
        for other, earlier in enumerate(reports[:_MOST]):
            alike = same_unit(report, earlier)
            if other == at or not words[at] or not words[other]:
                continue
            if alike and (report.year is None or earlier.year != report.year - 1):
                continue
            if not alike and (report.year != earlier.year or other > at):
                continue
            share = _dice(words[at], words[other], least=limits.last_year if alike else limits.other_unit)
            if share >= (limits.last_year if alike else limits.other_unit) and (best is None or share > best.share):
                best = LookAlike(at, other, share, alike)
        if best is not None:
            yield best


def _pieces(report: AnnualReport) -> frozenset[str]:
    """The pieces of three characters of the parts in words; none of a report too short to judge."""
    said = "".join(report.narrative(one) for one in report.sections if one.id in ("overall", "problems"))
    plain = comparable(said).replace(comparable(report.unit), "") if report.unit else comparable(said)
    plain = _NOT_WORDS.sub("", _WHO.sub("", plain))
    if len(plain) < report_words().similar.shortest:
        return frozenset()
    return frozenset(plain[at : at + _PIECE] for at in range(len(plain) - _PIECE + 1))


def _dice(one: frozenset[str], other: frozenset[str], *, least: float) -> float:
    """Twice what they share over what both hold; nought when their sizes alone keep it below `least`."""
    small, large = sorted((len(one), len(other)))
    if 2 * small < least * (small + large):
        return 0.0
    return 2 * len(one & other) / (small + large)
