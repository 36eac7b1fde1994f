"""Whose report it is and for which year, as its title says; and the day it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mingcha.examine.annual_report.grids import GridRow
from mingcha.model.document import Document
from mingcha.standards.annual_reports import report_words
from mingcha.text.dates import NotADate, read_date
from mingcha.text.width import comparable, fold_all, without_space

_DIGITS = {"〇": "0", "○": "0", "零": "0", **{digit: str(value) for value, digit in enumerate("一二三四五六七八九", 1)}}
_YEAR = re.compile(r"(?:20\d{2}|二[〇○零][一二三四五六七八九〇○零]{2})(?=年|政府信息|年度|\D|$)")
_DAY = r"20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_PUBLISHED = re.compile(rf"(?:发布(?:时间|日期)|发文日期|公开日期|公布日期|生成日期|发布于)[：:\s]*({_DAY})")
# A title of something else about annual reports.
_NOT = re.compile("通知|要求|方案|格式|说明$|解读|函$|培训|通报|公告$|汇总表|工作安排|指引")
# How many lines from the top may hold the title, and how many of them it may be broken into.
_TOP, _BROKEN = 40, 3
_SITE = re.compile(r"[_|—–].*$|-[^-]*(?:网|政府|公开)[^-]*$")


def year_in(words: str) -> int | None:
    """The year a title names: 2023年, 二〇二三年."""
    match = _YEAR.search(fold_all(without_space(words)))
    return int("".join(_DIGITS.get(c, c) for c in match[0])) if match else None


def title_of(document: Document, rows: Sequence[GridRow]) -> str:
    """The title of an annual report; empty when the document has none."""
    given = [_SITE.sub("", " ".join(words.split())).strip() for words in (document.title, *_top_lines(rows))]
    titles = [words for words in given if is_title(words)]
    # The page's own title may leave out whose report it is, or for which year.
    return max(titles, key=lambda words: bool(unit_in(words)) + (year_in(words) is not None), default="")


def is_title(words: str) -> bool:
    """Whether a line is the title of such a report."""
    plain = without_space(words)
    if len(plain) > 80 or not any(name in plain for name in _names()):
        return False
    head = re.split(r"[，。；（(]|_", plain, maxsplit=1)[0]
    return any(name in head for name in _names()) and not _NOT.search(head)


def _names() -> tuple[str, ...]:
    return report_words().title.names


def _top_lines(rows: Sequence[GridRow]) -> list[str]:
    """Lines at the top, and each with the one or two after it: titles are set in several lines."""
    lines = [row.words.strip() for row in rows[:_TOP] if row.words.strip()]
    joined = []
    for at, line in enumerate(lines):
        joined += ["".join(lines[at : at + size]) for size in range(1, _BROKEN + 1) if len(line) < 60]
    short = sorted((line for line in joined if is_title(line)), key=len)
    # 县财政局 above 2023年……年度报告: the longer one names the unit.
    named = [line for line in short if unit_in(line) and year_in(line)]
    return named[:1] or short[:1]


def unit_in(title: str) -> str:
    """The unit a title names; empty when it names none."""
    plain = _SITE.sub("", comparable(title))
    for name in _names():
        plain = plain.replace(name, "")
    plain = _YEAR.sub("", plain)
    plain = re.sub(
        r"[(（][^)）]*[)）]|^关于|关于$|年度|^年|年$|年的?$|年度的?$|^[《]|[》]$|的$|[:：,，。]|--+|—+", "", plain
    )
    plain = re.sub(r"^年|年$|关于$", "", plain)
    return plain if 2 <= len(plain) <= 40 and not any(c.isdigit() for c in plain) else ""


def issuer_of(document: Document) -> str:
    """The unit a page names as its source, when its title names none."""
    stated = dict(reversed(document.tags))
    return (stated.get("ContentSource") or stated.get("Author") or "").strip()


def published(document: Document) -> date | None:
    """The day of publication: the round's own, the page's tag, or the page's words near the top."""
    if document.posted is not None:
        return document.posted
    stated = dict(reversed(document.tags))
    given = [stated.get("PubDate", "")[:10]]
    given += [match[1] for match in _PUBLISHED.finditer(document.text[:1500].replace("\t", " "))]
    for words in given:
        try:
            return read_date(words)
        except NotADate:
            continue
    return None
