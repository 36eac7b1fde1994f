"""What an office may set for itself of deadlines and of the ladder: what does not hold together, and what is unwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mingcha.model.escalation import Ladder
from mingcha.model.finding import Severity
from mingcha.standards.rectification import DeadlineDays

# Proposals that somebody be ordered or disciplined rest on this clause.
_DISCIPLINE = "OGI-53"
# Personal data that has leaked is to be seen to at once; a working day is what that means in practice.
_AT_ONCE = 1


def faults(days: DeadlineDays, ladder: Ladder) -> tuple[str, ...]:
    """Why these rules cannot be kept, each with what to change; empty when they can."""
    return (*_of_days(days), *_of_ladder(ladder))


def warnings(days: DeadlineDays) -> tuple[str, ...]:
    """What the law says against these rules, though it is for the office to decide."""
    if days.critical <= _AT_ONCE:
        return ()
    return (
        f"泄露个人信息的属于“{Severity.CRITICAL.label}”，个人信息保护法第五十七条要求立即补救，"
        f"现在给了 {days.critical} 个工作日，请在交办时另行要求先撤下。",
    )


def _of_days(days: DeadlineDays) -> Iterator[str]:
    for milder, graver in pairwise(Severity):
        if days.of(graver) > days.of(milder):
            yield (
                f"“{graver.label}”给 {days.of(graver)} 个工作日，比“{milder.label}”的 {days.of(milder)} 个还长，"
                "程度越重期限应当越短，请改短前者或改长后者。"
            )
    if days.soon > days.low:
        yield f"到期前 {days.soon} 个工作日起提示，比最长的期限 {days.low} 个工作日还长，请改短。"


def _of_ladder(ladder: Ladder) -> Iterator[str]:
    for lower, upper in pairwise(ladder.rungs):
        if lower.times == upper.times and upper.after < lower.after:
            yield (
                f"“{upper.label}”从逾期 {upper.after} 个工作日起，比它前一级“{lower.label}”的 {lower.after} 个还早，"
                "应当逐级不提前，请改。"
            )
        if not upper.begins and upper.pause < 1:
            yield f"“{upper.label}”与前一级之间至少隔 1 个工作日，让单位有时间整改，请改。"
    for rung in ladder.rungs:
        if _DISCIPLINE in rung.clauses and rung.signers < 2:
            yield f"“{rung.label}”建议有权机关处理有关人员，须两人签发、其中一名领导，不能改为一人。"
