"""What a version of a list would change: findings it would add, and findings it would no longer give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mingcha.model.finding import Finding, Verdict

NAMED = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """Findings of the new version that the one in force does not give, and the other way round."""

    added: tuple[Finding, ...]
    removed: tuple[Finding, ...]
    kept: int

    @property
    def sentence(self) -> str:
        """将新增 14 条，其中“扶贫办”9 条、“计生委”5 条；涉及 7 篇，存疑 2 条；将减少 1 条；其余 30 条不变。"""
        if not self.added and not self.removed:
            return f"没有变化：新增 0 条，减少 0 条，其余 {self.kept} 条不变。"
        parts = []
        if self.added:
            doubts = sum(one.verdict is Verdict.DOUBT for one in self.added)
            parts.append(f"将新增 {len(self.added)} 条，其中{_most(self.added)}")
            parts.append(
                f"涉及 {len({(one.source, one.member) for one in self.added})} 篇"
                + (f"，存疑 {doubts} 条" if doubts else "")
            )
        if self.removed:
            parts.append(f"将减少 {len(self.removed)} 条，其中{_most(self.removed)}")
        return "；".join([*parts, f"其余 {self.kept} 条不变。"])


def preview(new: Iterable[Finding], old: Iterable[Finding]) -> Preview:
    """Both sets side by side: the same wording in the same document is the same finding."""
    before = {_key(one): one for one in old}
    after = {_key(one): one for one in new}
    return Preview(
        tuple(one for key, one in after.items() if key not in before),
        tuple(one for key, one in before.items() if key not in after),
        sum(key in before for key in after),
    )


def _key(one: Finding) -> tuple[str, str, str, Verdict]:
    return one.source, one.member, one.quote, one.verdict


def _most(findings: Iterable[Finding]) -> str:
    """The wordings that come up most, each with its number."""
    counts = Counter(one.quote for one in findings)
    told = "、".join(f"“{wording}”{number} 条" for wording, number in counts.most_common(NAMED))
    return told + (f"等 {len(counts)} 个词" if len(counts) > NAMED else "")
