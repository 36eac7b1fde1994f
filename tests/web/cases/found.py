"""Findings as an examination would have told them, by hand."""

from __future__ import annotations

from datetime import UTC, datetime

from mingcha.examine.runner import Result
from mingcha.model.document import NotExamined
from mingcha.model.finding import Finding, Severity, Verdict
from mingcha.web.cases.examining import take_in
from mingcha.web.cases.models import Examination

AT = datetime(2024, 1, 12, 2, 0, tzinfo=UTC)
HOME = "http://www.yangli.example/"


def told(
    number: int, *, quote: str = "截止目前", check: str = "confused_word", page: int | None = None, **more
) -> Finding:
    """A finding of one page; equal numbers are one finding."""
    address = f"{HOME}tzgg/{page if page is not None else number}.html"
    facts = {
        "check": check,
        "family": "wording",
        "severity": Severity.LOW,
        "verdict": Verdict.FOUND,
        "source": address,
        "member": "",
        "locator": "正文第2段",
        "start": 0,
        "end": 4,
        "quote": quote,
        "message": f"用词不当：{quote}",
        "advice": "改正后重新发布。",
        "clauses": (),
        "fingerprint": f"{check}-{number}",
        "suggestion": "截至目前",
        "post": address,
    }
    return Finding(**(facts | more))


def examined(site, *findings: Finding, missed: tuple[NotExamined, ...] = (), at: datetime = AT, **more):
    """An examination that told these findings, taken in."""
    item = Examination.objects.create(site=site, started_at=at)
    take_in(Result(findings, missed), item=item, at=at, **more)
    return item
