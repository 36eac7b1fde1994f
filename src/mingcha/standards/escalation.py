"""The packaged ladder of escalation: which step follows which, when, addressed to whom, in what words."""

from __future__ import annotations

import string
from collections.abc import Iterator
from functools import cache

from mingcha.model.escalation import Ladder, Rung, Wording
from mingcha.model.plain import NotPlain, from_plain
from mingcha.standards.load import clauses, table

WHERE = "standards/escalation.toml"
# What a text may ask to have filled in; {cases} stands alone in its paragraph.
PLACES = frozenset({"unit", "county", "number", "cases", "reply_by", "clauses"})


@cache
def ladder() -> Ladder:
    """The ladder. Raises NotPlain where it does not hold together."""
    found = from_plain(Ladder, table("escalation"), where=WHERE)
    for fault in _faults(found):
        raise NotPlain(f"{WHERE}：{fault}")
    return found


def _faults(found: Ladder) -> Iterator[str]:
    if sum(rung.begins for rung in found.rungs) != 1:
        yield "应有且只有一级写 begins = true"
    times = [rung.times for rung in found.rungs]
    if times != sorted(times):
        yield "times 应逐级不减"
    if len({rung.name for rung in found.rungs}) < len(found.rungs):
        yield "name 有重复"
    for rung in found.rungs:
        yield from _rung_faults(rung)


def _rung_faults(rung: Rung) -> Iterator[str]:
    if unknown := set(rung.clauses) - set(clauses()):
        yield f"{rung.name} 的依据 {min(unknown)} 不在 clauses.toml 中"
    if rung.signers not in (1, 2):
        yield f"{rung.name} 的 signers 应为 1 或 2"
    for wording in (rung.letter, rung.vertical):
        for text in (wording.addressed, wording.copies, wording.title, *wording.text):
            if wrong := _asked(text) - PLACES:
                yield f"{rung.name} 里的 {{{min(wrong)}}} 不能填写，可用的有 {'、'.join(sorted(PLACES))}"
        yield from _cases_faults(rung, wording)


def _cases_faults(rung: Rung, wording: Wording) -> Iterator[str]:
    if wording.text.count("{cases}") != 1 or sum("{cases}" in text for text in wording.text) != 1:
        yield f"{rung.name} 的正文应有一段只写 {{cases}}"


def _asked(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
