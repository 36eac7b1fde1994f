"""A document read as an annual report: the tables, the parts, the title, the days; and what of it could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mingcha.examine.annual_report.grids import GridRow, holds, table_rows, text_lines, whole
from mingcha.examine.annual_report.lines import table_in_lines, with_rows_in_lines
from mingcha.examine.annual_report.parts import sections_of
from mingcha.examine.annual_report.tables import table_in
from mingcha.examine.annual_report.titles import issuer_of, published, title_of, unit_in, year_in
from mingcha.model.annual_report import AnnualReport, OwnCounts, ReportTable, Section, Trouble
from mingcha.model.document import Document, Hidden, NotExamined, Outcome
from mingcha.standards.annual_reports import Deadlines, Form, Format, deadlines, format_for, formats, report_words

# A report names most of its six parts, or holds at least one of its tables.
FEWEST_PARTS = 3
# A table whose cells give this share of the figures is a table; what it lacks is not there.
ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Read:
    """A report, or None when the document is none; and what could not be examined."""

    report: AnnualReport | None
    not_examined: tuple[NotExamined, ...] = ()


def read_report(
    document: Document,
    *,
    unit: str = "",
    year: int | None = None,
    missed: Sequence[NotExamined] = (),
    days: Deadlines | None = None,
    counts: OwnCounts | None = None,
) -> Read:
    """The report in a document. `unit` and `year` are what it should be for; `missed` what its reader could not read.

    A table that cannot be read is told as not examined.
    """
    rows = whole([*table_rows(document), *text_lines(document)])
    grid = [row for row in rows if row.table >= 0]
    title = title_of(document, rows)
    decreed = _format_of(rows, year_in(title) or year)
    tables = {form.id: _table(rows, grid, form, decreed) for form in decreed.tables}
    sections = sections_of(rows, decreed, list(tables.values()), len(document.text))
    is_read = [one for one in tables.values() if one.is_read]
    if not is_read and (not title or len(sections) < FEWEST_PARTS):
        return Read(None)
    if not title and len(is_read) + len(sections) < 2:
        return Read(None)
    pictures = _pictures(document, missed)
    tables = {code: _with_reason(one, decreed.form(code), sections, pictures) for code, one in tables.items()}
    named = unit_in(title) or issuer_of(document)
    about = year or year_in(title)
    days = days or deadlines()
    report = AnnualReport(
        document,
        title=title,
        unit=unit or named,
        year=year_in(title),
        asked_year=year,
        format=decreed.name,
        tables=tables,
        sections=sections,
        posted=published(document),
        due=_day(about, days.of_law(unit or named)),
        due_county=_day(about, days.county),
        county_is_own=days.is_own,
        column=document.column,
        counts=counts,
    )
    return Read(report, tuple(_not_examined(report, decreed)))


def _day(year: int | None, limit: object) -> date | None:
    month, day = getattr(limit, "month", 0), getattr(limit, "day", 0)
    return date(year + 1, month, day) if year is not None and month else None


def _format_of(rows: Sequence[GridRow], year: int | None) -> Format:
    """The format whose own headers of table 2 are found most often; the year's when none are."""
    words = "\n".join(row.words for row in rows if len(row.words) < 400)
    plain = "".join(words.split())
    expected = format_for(year)

    def hits(one: Format) -> tuple[int, bool]:
        others = {column.label for other in formats() if other is not one for column in other.form("2").columns}
        own = [column.label.split("（")[0] for column in one.form("2").columns if column.label not in others]
        return sum(label in plain for label in own), one is expected

    return max(formats(), key=hits)


def _table(rows: Sequence[GridRow], grid: Sequence[GridRow], form: Form, decreed: Format) -> ReportTable:
    """The table by its cells; where they do not give it whole, by the stream of words and figures, if that gives more."""
    by_cells = table_in(grid, form, decreed)
    wanted = sum(len(form.columns_of(row)) for row in form.rows)
    if by_cells is not None and by_cells.is_read and len(by_cells.cells) >= wanted * ENOUGH:
        return with_rows_in_lines(by_cells, rows, form) if by_cells.missing else by_cells
    in_lines = table_in_lines(rows, form, decreed)
    best = by_cells or in_lines
    if in_lines is not None and in_lines.is_read and (best is None or len(in_lines.cells) > len(best.cells)):
        best = in_lines
    if best is None:
        return ReportTable(form.id, trouble=Trouble.MISSING)
    return best


def _pictures(document: Document, missed: Sequence[NotExamined]) -> bool:
    """Whether the file shows pictures that nobody read."""
    if any(one.outcome is Outcome.PICTURE for one in missed):
        return True
    told = (document.text[one.start : one.end] for one in document.passages if one.hidden is Hidden.ALT_TEXT)
    return any(holds(words, report_words().picture.names) for words in told)


def _with_reason(table: ReportTable, form: Form, sections: Sequence[Section], pictures: bool) -> ReportTable:
    """A table that is not there, though pictures are, is a picture."""
    if table.trouble is not Trouble.MISSING:
        return table
    section = next((one for one in sections if one.id == form.heading), None)
    if section is not None:
        table = replace(table, start=section.heading_start, end=section.start)
    return replace(table, trouble=Trouble.PICTURE) if pictures else table


def _not_examined(report: AnnualReport, decreed: Format) -> list[NotExamined]:
    told = []
    for code, table in report.tables.items():
        form = decreed.form(code)
        where = f"{form.label}（{_heading(decreed, form)}）"
        # A table that is not there at all is a finding by itself.
        if table.trouble is Trouble.MISSING:
            continue
        if table.trouble:
            outcome = Outcome.PICTURE if table.trouble is Trouble.PICTURE else Outcome.PARTLY_READ
            reason = f"{table.trouble.value}{'：' + table.reason if table.reason else ''}，其中的数字没有核对"
            told.append(NotExamined(report.source, outcome, member=report.member, place=where, reason=reason))
        elif table.unread:
            rows = "、".join(form.row(one.id).label for one in table.unread)
            reason = f"数字的个数与列数不符，分不清哪个是哪一列：{rows}"
            told.append(
                NotExamined(report.source, Outcome.PARTLY_READ, member=report.member, place=where, reason=reason)
            )
    return told


def _heading(decreed: Format, form: Form) -> str:
    return next(one.label for one in decreed.headings if one.id == form.heading)
