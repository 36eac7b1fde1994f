"""Years in a report that are not the year it reports on: in the title, the period, the sentences about the work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingcha.examine.annual_report.prose import Prose, opening, prose_of
from mingcha.model.annual_report import AnnualReport

_PERIOD = re.compile(
    r"(?P<y1>20\d\d)年(?:0?1月0?1日|1月)(?:起)?(?:至|到|—|－|-|~|～|——|–)(?:(?P<y2>20\d\d)年|(?P<other>次年|当年|同年)?)?12月(?:31日)?"
)
# 2023年，我局……: a sentence about the work of a year.
_WORK = re.compile(
    r"(?P<year>20\d\d)年(?:度|以来|来|全年)?[，,]?(?:我(?:局|县|乡|镇|办|委|院|中心|单位|街道|区|市|校|厅)|本(?:机关|单位|局|乡|镇|县)|[\u4e00-\u9fff]{2,10}(?:局|乡|镇|县|办事处|委员会|中心|街道)(?!关于|的?《))"
)
_TITLE_IN_TEXT = re.compile(r"(?P<year>20\d\d)年度?(?:政府信息公开|政务公开|信息公开)(?:工作)?(?:年度报告|年报)")
_COMPARED = re.compile(r"(?:较|比|与|同|自|从|至|到|截至|相比)$|《[^》]*$|[〔\[(（]$")


@dataclass(frozen=True, slots=True)
class WrongYear:
    """Where a wrong year stands, what to write instead, and whether it is certainly wrong."""

    start: int
    end: int
    quote: str
    instead: str
    key: str
    sure: bool


def wrong_years(report: AnnualReport) -> Iterator[WrongYear]:
    """At most one of each kind: title, period, words above the first part, sentences of the first part."""
    about = report.about_year
    if about is None:
        return
    if report.asked_year is not None and report.year is not None and report.year != report.asked_year:
        at = max(report.text.find(str(report.year)), 0)
        quote = f"标题写的是 {report.year} 年，应当是 {report.asked_year} 年度的报告"
        yield WrongYear(at, at + 4, quote, f"{report.asked_year}年", "title", True)
    about = report.year or about
    for period in periods(report):
        first, last = int(period.years[0]), int(period.years[1])
        if first == last == about:
            continue
        quote = f"统计期限写的是“{period.words}”，报告是 {about} 年度的"
        instead = f"{about}年1月1日至{about}年12月31日"
        yield WrongYear(period.start, period.end, quote, instead, "period", True)
        break
    yield from _titles(report, about)
    yield from _work(report, about)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch from January to December as it is written, with the year it begins and the year it ends."""

    start: int
    end: int
    words: str
    years: tuple[str, str]


def periods(report: AnnualReport) -> Iterator[Period]:
    """The periods named above the first part and in it."""
    for prose in _where(report):
        for match in _PERIOD.finditer(prose.text):
            years = match["y1"], match["y2"] or match["y1"]
            yield Period(prose.place(match.start()), prose.place(match.end() - 1) + 1, match[0], years)


def _where(report: AnnualReport) -> list[Prose]:
    section = report.section("overall")
    return [opening(report), *([prose_of(report, section)] if section is not None else [])]


def _titles(report: AnnualReport, about: int) -> Iterator[WrongYear]:
    """公布2022年政府信息公开工作年度报告 in a report for 2023."""
    for prose in _where(report):
        for match in _TITLE_IN_TEXT.finditer(prose.text):
            if int(match["year"]) != about and not _COMPARED.search(prose.text[: match.start()][-8:]):
                start = prose.place(match.start())
                quote = f"“{match[0]}”，报告是 {about} 年度的"
                yield WrongYear(start, start + 4, quote, f"{about}年", "opening", int(match["year"]) == about - 1)
                return


def _work(report: AnnualReport, about: int) -> Iterator[WrongYear]:
    """2022年，我局…… as the beginning of a sentence: certain when the year of the report is not named at all."""
    section = report.section("overall")
    if section is None:
        return
    prose = prose_of(report, section)
    named = f"{about}年" in prose.text
    for match in _WORK.finditer(prose.text):
        year = int(match["year"])
        before = prose.text[: match.start()]
        begins = not before or before[-1] in "。；\n：:）)" or before.endswith("情况")
        if year != about - 1 or not begins or _COMPARED.search(before[-8:]):
            continue
        start = prose.place(match.start())
        quote = f"正文写“{match[0]}”，报告是 {about} 年度的"
        yield WrongYear(start, start + 4, quote, f"{about}年", "work", not named)
        return
