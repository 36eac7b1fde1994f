from __future__ import annotations

from dataclasses import replace

from mingcha.examine.catalogue import named
from mingcha.examine.runner import examine_subjects
from mingcha.examine.together import told_once
from mingcha.model.finding import Finding, Verdict
from mingcha.model.page_source import PageSource

HIDDEN = '<div style="font-size:0"><a href="http://www.strange.test/">某某装修</a></div>'


def findings(*sources: PageSource) -> tuple[Finding, ...]:
    return told_once(examine_subjects(sources, [named("hidden_link")], key=b"k").findings)


def page(number: int, body: str = HIDDEN) -> PageSource:
    return PageSource(f"http://www.yangli.gov.cn/tzgg/t{number}.html", f"<html><body>{body}</body></html>")


def test_one_block_on_many_pages_is_one_finding_with_their_number() -> None:
    (finding,) = findings(*map(page, range(20)))
    assert finding.places == 20
    assert len(finding.more_places) == 4
    assert "手法：文字小到看不见" in finding.message


def test_another_block_is_another_finding() -> None:
    assert len(findings(page(1), page(2, HIDDEN.replace("strange", "other")))) == 2


def test_what_one_page_makes_sure_is_sure() -> None:
    (sure,) = findings(page(1))
    doubted = replace(sure, verdict=Verdict.DOUBT, source="http://www.yangli.gov.cn/b.html")
    (told,) = told_once([doubted, sure])
    assert told.verdict is Verdict.FOUND
    assert told.places == 2
