"""Where in a bulletin a figure stands and what it counts, in words people use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingcha.model.bulletin import Bulletin, Linked, Words
from mingcha.model.case_query import CaseQuery
from mingcha.model.count import PostQuery

STOPS = "，。；：、！？"


def places(bulletin: Bulletin) -> Iterator[tuple[Linked, str]]:
    """Every figure and unit name with the place it is printed at, in reading order.

    In a table: 附件1 县水利局 12月发布条数; in a sentence: 【基本情况】第1段“累计主动公开政府信息”.
    """
    for section in bulletin.sections:
        for number, paragraph in enumerate(section.paragraphs, start=1):
            before = ""
            for run in paragraph.runs:
                if isinstance(run, Words):
                    before += run.text
                    continue
                clause = _last_clause(before)
                yield run, f"【{section.title}】第{number}段" + (f"“{clause}”" if clause else "")
                before += run.text
    for annex in bulletin.annexes:
        for row in annex.rows:
            unit = row.cells[0].text
            for title, cell in zip(annex.header, row.cells, strict=True):
                if not isinstance(cell, Words):
                    yield cell, f"附件{annex.number} {unit} {title}"


def _last_clause(text: str) -> str:
    """The words right before a figure, back to the last stop: enough to find it on paper."""
    start = max(text.rfind(stop) for stop in STOPS) + 1
    return text[start:][-24:]


def in_words(query: PostQuery, *, names: Mapping[str, str], all_of: str = "") -> str:
    """What a query counts: units, months, and whether repeats count.

    `all_of` names the units when they are a whole group or the county; otherwise up to five are named.
    """
    units = all_of
    if not units:
        first = "、".join(names.get(code, code) for code in query.units[:5])
        units = first + (f"等{len(query.units)}个单位" if len(query.units) > 5 else "")
    months = f"{query.first}" if query.first == query.last else f"{query.first}至{query.last}"
    repeats = "，重复发布的不计" if query.net else ""
    return f"{units}在{months}发布的全部信息{repeats}"


def cases_in_words(query: CaseQuery, *, names: Mapping[str, str]) -> str:
    """What a query of the record finds: the condition, between which days, of which units."""
    units = "、".join(names.get(code, code) for code in query.units)
    days = f"{query.first}至{query.last}"
    return f"{units + '，' if units else ''}{days}，{query.condition.label}"
