"""The sample county's annual reports are whole and agree, but for what the storyline says."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from mingcha import extract
from mingcha.demo.portal.edition import edition
from mingcha.demo.portal.prose import paragraphs, unit_of
from mingcha.demo.posts import SamplePost
from mingcha.examine.annual_report.reading import Read, read_report
from mingcha.examine.catalogue import chosen
from mingcha.examine.runner import examine_subjects
from mingcha.model.annual_report import AnnualReport, AnnualReports
from mingcha.model.finding import Verdict

ANXI = "安西镇"


def read(post: SamplePost) -> Read:
    blocks = "".join(one if one.startswith("<table") else f"<p>{one}</p>" for one in paragraphs(post, None))
    page = f"<html><body><h1>{post.title}</h1><div class='TRS_Editor'>{blocks}</div></body></html>"
    (document,) = extract.read(page.encode(), name=f"http://yangli.example/{post.unit}-{post.number}.html").documents
    return read_report(document, unit=unit_of(post.unit).in_prose)


@pytest.fixture(scope="module")
def reports() -> list[AnnualReport]:
    posts = [
        post for post in edition(date(2023, 12, 31)).posts.values() if post.title.endswith("政府信息公开工作年度报告")
    ]
    told = [read(post) for post in posts if post.appears.year >= 2021]
    assert all(one.not_examined == () for one in told), next(one.not_examined for one in told if one.not_examined)
    return [one.report for one in told if one.report is not None]


def test_every_unit_has_a_report_of_every_year_and_every_figure_of_it_is_read(reports: list[AnnualReport]) -> None:
    years = Counter(report.year for report in reports)
    assert years[2020] == 56
    assert years[2021] == 57  # one of them twice
    assert all(table.is_read for report in reports for table in report.tables.values())


def test_only_one_town_has_figures_that_do_not_follow_from_the_year_before(reports: list[AnnualReport]) -> None:
    result = examine_subjects(
        [*reports, AnnualReports(tuple(reports))], chosen(only=["family:annual_report"]), key=b"k"
    )
    found = {(one.check, one.message.split("：")[1][:3]) for one in result.findings if one.verdict is Verdict.FOUND}
    assert ("valid_documents_mismatch", ANXI) in found
    assert {check for check, _ in found} == {"valid_documents_mismatch", "report_published_twice"}
    assert {unit for check, unit in found if check == "valid_documents_mismatch"} == {ANXI}
