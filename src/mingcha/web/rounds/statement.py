"""The completeness statement of a round: kept as plain data, and told so that no gap reads as clean."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mingcha.model.plain import from_plain, to_plain
from mingcha.model.round import Completeness, Gap
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
    """One kind of address in this round: how many were asked, and how many of them answered."""

    kind: str
    asked: int
    answered: int

    @property
    def missed(self) -> int:
        return self.asked - self.answered


@dataclass(frozen=True, slots=True)
class GapLine:
    """What was not seen, in words."""

    kind: str
    gap: Gap


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
    asked: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for kind, number in told.asked:
        asked[named(kind)] += number
    for kind, number in told.answered:
        answered[named(kind)] += number
    return [KindLine(name, number, answered[name]) for name, number in asked.items()]


def named(kind: str) -> str:
    """A kind in Chinese; adapters have names of their own for the data their lists are made of."""
    return KINDS.get(kind, KINDS["answer"])


def gap_lines(found: Iterable[Gap]) -> list[GapLine]:
    """Gaps, or what is dead, the largest first."""
    gaps = sorted(found, key=lambda gap: -gap.number)
    return [GapLine(named(gap.kind), gap) for gap in gaps]
