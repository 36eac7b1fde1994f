"""The history of cases: every step written down with its time and person, in the case and in the operation log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from mingcha.rectify.life import Step
from mingcha.web.accounts.models import User
from mingcha.web.audit.services import record
from mingcha.web.cases.models import Case, CaseStep

OPENED = "opened"
# What may be done with cases, and what else happens to them, as people read it.
WORDS = {OPENED: "立项", "moved": "单位变更", "aftermath": "发现次生问题", "untied": "解除次生联系", "note": "说明"} | {
    step.value: step.label for step in Step
}


def write(
    cases: Sequence[Case], what: str, *, at: datetime, by: User | None, words: str = "", logged: bool = True
) -> None:
    """One step for each of the cases, one line in the log for all. Call it in the transaction of the act."""
    write_each([(case, words) for case in cases], what, at=at, by=by)
    if logged and cases:
        numbers = "、".join(str(case.pk) for case in cases[:50]) + ("等" if len(cases) > 50 else "")
        record(
            actor=by,
            action=f"整改事项：{WORDS[what]}",
            target=cases[0].about[:200] if len(cases) == 1 else f"{len(cases)} 件整改事项",
            detail=f"编号 {numbers}" + (f"；{words}" if words else ""),
        )


def write_each(told: Sequence[tuple[Case, str]], what: str, *, at: datetime, by: User | None) -> None:
    """One step for each of the cases with words of its own, without a line in the log."""
    CaseStep.objects.bulk_create(
        [CaseStep(case=case, what=what, at=at, by=by, words=words[:400]) for case, words in told], batch_size=500
    )
