"""Comparing a bulletin with everything it must agree with, and explaining the differences that stand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from mingcha.assess.reconciliation import reconcile
from mingcha.model import bulletin as model
from mingcha.model.reconciliation import Agreement, Verdict
from mingcha.model.statistics import MonthStatistics
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.bulletins.drafting import locked_draft
from mingcha.web.bulletins.models import Bulletin, Explanation
from mingcha.web.bulletins.recounting import Recount
from mingcha.web.bulletins.refusals import Refused
from mingcha.web.bulletins.typed import typed_values
from mingcha.web.bulletins.values import issued_value, month_of, thaw, workings
from mingcha.web.publishing import queries as publishing
from mingcha.web.units.queries import targets


@dataclass(frozen=True)
class Compared:
    """One comparison with what people said about it.

    `explanation` is about exactly this difference; `lapsed` were about another one and no longer hold.
    """

    agreement: Agreement
    explanation: Explanation | None = None
    lapsed: tuple[Explanation, ...] = ()

    @property
    def unexplained(self) -> bool:
        return self.agreement.verdict is Verdict.DIFFERS and self.explanation is None

    @property
    def apart(self) -> str:
        """How far the sides are apart, in words; totals may agree while their parts do not."""
        if self.agreement.difference:
            return f"相差 {abs(self.agreement.difference)}"
        return f"合计相同，但有 {sum(1 for part in self.agreement.parts if part.difference)} 处不一致"

    @property
    def difference(self) -> str:
        return difference_of(self.agreement)


def agreements(bulletin: Bulletin) -> tuple[Compared, ...]:
    """Every comparison of this issue with the ledger as it stands now, explanations attached."""
    if bulletin.is_draft:
        made = workings(bulletin)
        return compare(bulletin, made.statistics, made.value)
    value = issued_value(bulletin)
    return compare(bulletin, publishing.statistics(month_of(bulletin), policy=value.policy), value)


def compare(bulletin: Bulletin, statistics: MonthStatistics, value: model.Bulletin) -> tuple[Compared, ...]:
    month = month_of(bulletin)
    found = reconcile(
        statistics=statistics,
        bulletin=value,
        raw=publishing.raw_month_counts(month.january.shift(-1), month),
        rolled=publishing.month_counts(month.january, month),
        targets={target.unit: target.posts for target in targets(month.year)},
        previous=previous_issue(bulletin),
        typed=typed_values(month),
        recount_cases=Recount().value,
    )
    told: dict[str, list[Explanation]] = {}
    for explanation in bulletin.explanations.all():
        told.setdefault(explanation.agreement, []).append(explanation)
    return tuple(_with_explanations(agreement, told.get(agreement.key, [])) for agreement in found)


def previous_issue(bulletin: Bulletin) -> model.Bulletin | None:
    """The issued bulletin of the latest month before this one in the same year, which this one must follow on."""
    month = month_of(bulletin)
    before = (
        Bulletin.objects.filter(state=Bulletin.State.ISSUED, month__gte=month.january.key, month__lt=month.key)
        .order_by("-month", "-issued_at")
        .first()
    )
    return thaw(before.frozen) if before else None


def explain(*, bulletin: Bulletin, agreement: str, difference: str, text: str, by: User, at: datetime) -> Explanation:
    """Record why a difference stands; `difference` is what the writer saw, so a changed one is refused."""
    text = text.strip()
    if not text:
        raise Refused("请写明差异的原因，再保存说明。")
    with transaction.atomic():
        bulletin = locked_draft(bulletin)
        found = {item.agreement.key: item.agreement for item in agreements(bulletin)}.get(agreement)
        if found is None or found.verdict is not Verdict.DIFFERS:
            raise Refused("这一项现在没有差异，不需要说明；请刷新页面。")
        if difference_of(found) != difference:
            raise Refused(f"“{found.name}”的差异已经变为 {difference_of(found)}，请按新的差异说明。")
        explanation = Explanation.objects.create(
            bulletin=bulletin,
            agreement=agreement,
            difference=difference,
            text=text,
            author=str(by)[:50],
            at=at,
        )
        record(actor=by, action="说明差异", target=f"{bulletin} {found.name}", detail=f"{difference}：{text}")
    return explanation


def difference_of(agreement: Agreement) -> str:
    """The difference with its break-down in one line: what an explanation is about, no more and no less."""
    parts = "、".join(f"{part.name} {part.difference:+d}" for part in agreement.parts if part.difference)
    line = f"{agreement.difference:+d}" if agreement.difference is not None else "未比较"
    full = f"{line}（{parts}）" if parts else line
    if len(full) <= 200:
        return full
    return f"{line}（{hashlib.sha256(full.encode()).hexdigest()[:16]}）"


def _with_explanations(agreement: Agreement, told: list[Explanation]) -> Compared:
    if agreement.verdict is not Verdict.DIFFERS:
        return Compared(agreement, None, tuple(told))
    difference = difference_of(agreement)
    fitting = [item for item in told if item.difference == difference]
    lapsed = tuple(item for item in told if item.difference != difference)
    return Compared(agreement, fitting[-1] if fitting else None, lapsed)
