"""The completeness statement of a round: kept as plain data, and told so that no gap reads as clean."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mingcha.model.plain import from_plain, to_plain
from mingcha.model.round import Completeness, Gap
from mingcha.standards.gap_duties import Duty, duty_of
from mingcha.web.rounds.models import Round

KINDS = {
    "home": "首页",
    "list": "列表页",
    "answer": "列表数据",
    "page": "其他网页",
    "post": "信息",
    "attachment": "附件",
    "sitemap": "网站地图",
    "link": "外部链接",
    "external": "站外信息",
}


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of address: how many were asked in this round and how many of them answered, how many there are, and how
    many of those were ever seen (None: a statement of before that was counted)."""

    kind: str
    asked: int
    answered: int
    known: int | None = None
    seen: int | None = None

    @property
    def missed(self) -> int:
        return self.asked - self.answered

    @property
    def share(self) -> str:
        """The share of what there is that this round looked at."""
        return _percent(self.answered, self.known) if self.known else "—"

    @property
    def seen_share(self) -> str:
        return _percent(self.seen or 0, self.known) if self.known else "—"


def _percent(part: int, whole: int) -> str:
    """Never a round 100 % while anything is missing."""
    return "100%" if part >= whole else f"{min(99.9, part * 100 / whole):.1f}%"


@dataclass(frozen=True, slots=True)
class GapLine:
    """What was not seen, in words, who must act, and what they do."""

    kind: str
    gap: Gap
    duty: Duty


def keep(told: Completeness) -> str:
    return json.dumps(to_plain(told), ensure_ascii=False)


def read(run: Round) -> Completeness | None:
    """The statement of a round; None while there is none."""
    if not run.statement:
        return None
    plain = json.loads(run.statement)
    for name in ("started", "finished"):
        if plain[name] is not None:
            plain[name] = datetime.fromisoformat(plain[name])
    return from_plain(Completeness, plain, where=f"第 {run.pk} 轮的完整性说明")


def kind_lines(told: Completeness) -> list[KindLine]:
    """What was asked and answered; kinds of one name are one line."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in ("asked", "answered", "known", "seen")}
    for name, counter in counted.items():
        for kind, number in getattr(told, name):
            counter[named(kind)] += number
    asked, answered, known, seen = counted.values()
    names = list(asked) + [name for name in known if name not in asked]
    return [
        KindLine(name, asked[name], answered[name], *((known[name], seen[name]) if known else (None, None)))
        for name in names
    ]


def named(kind: str) -> str:
    """A kind in Chinese; adapters have names of their own for the data their lists are made of."""
    return KINDS.get(kind, KINDS["answer"])


def gap_lines(found: Iterable[Gap]) -> list[GapLine]:
    """Gaps, or what is dead, the largest first."""
    gaps = sorted(found, key=lambda gap: -gap.number)
    return [GapLine(named(gap.kind), gap, duty_of(gap.outcome, gap.kind)) for gap in gaps]


def duty_counts(lines: Iterable[GapLine]) -> list[tuple[str, int]]:
    """How many gaps are whose to close, those with most first."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts[line.duty.who.label] += line.gap.number
    return counts.most_common()
