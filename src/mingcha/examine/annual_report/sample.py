"""Small made-up reports for the examples of the checks: every cell nought, every part there, and what is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from mingcha.examine.annual_report.figures import read_figure
from mingcha.examine.annual_report.reading import Read, read_report
from mingcha.model.annual_report import AnnualReport, AnnualReports, Figure, OwnCounts
from mingcha.model.assembly import Assembly
from mingcha.model.document import Document, NotExamined
from mingcha.standards.annual_reports import Form, format_for

UNIT, YEAR = "样例县甲局", 2023
WORDS = {
    "overall": "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止，联系电话：0797-3333345。"
    "{year}年，我局按要求公开政府信息。",
    "problems": "存在的问题：公开不够及时。下一步将改进，加强培训。",
    "other": "本年度未收取信息处理费。",
}


def sample(
    about: str,
    cells: Mapping[tuple[str, str, str], object] | None = None,
    *,
    unit: str = UNIT,
    year: int = YEAR,
    title: str = "",
    words: Mapping[str, str] | None = None,
    headings: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
    drop: Sequence[str] = (),
    order: Sequence[str] = (),
    form_year: int | None = None,
    asked_year: int | None = None,
    posted: date | None = None,
    column: str = "",
    url: str = "",
    counts: OwnCounts | None = None,
    own_deadline: bool = False,
    missed: Sequence[NotExamined] = (),
) -> AnnualReport:
    """A report called `about`; `cells` are changed figures by table, row and column, `labels` changed labels.

    `without` leaves out headings by id and tables by number, `drop` rows of table 3 by id. Examples are made when the catalogue is read, so a report
    that only differs in figures is not read anew.
    """
    page = _Page(
        unit,
        year,
        title or f"{unit}{year}年政府信息公开工作年度报告",
        tuple((words or {}).items()),
        tuple((headings or {}).items()),
        tuple((labels or {}).items()),
        tuple(without),
        tuple(drop),
        tuple(order),
        form_year or year,
    )
    read = read_report(_document(page), year=asked_year, missed=missed) if asked_year or missed else _read(page)
    assert read.report is not None, about
    changed: dict[str, dict[tuple[str, str], Figure]] = {}
    for (number, row, code), value in (cells or {}).items():
        old = read.report.tables[number].cells[row, code]
        changed.setdefault(number, {})[row, code] = read_figure(str(value), old.start, old.end)
    tables = {
        code: replace(table, cells={**table.cells, **changed[code]}) if code in changed else table
        for code, table in read.report.tables.items()
    }
    document = replace(read.report.document, source=url or about, posted=posted, column=column)
    return replace(
        read.report,
        document=document,
        tables=tables,
        posted=posted,
        column=column,
        counts=counts,
        county_is_own=own_deadline,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What a sample says, figures aside."""

    unit: str
    year: int
    title: str
    words: tuple[tuple[str, str], ...]
    headings: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str], ...]
    without: tuple[str, ...]
    drop: tuple[str, ...]
    order: tuple[str, ...]
    form_year: int


@lru_cache(maxsize=256)
def _read(page: _Page) -> Read:
    return read_report(_document(page))


def _document(page: _Page) -> Document:
    decreed = format_for(page.form_year)
    assembly = Assembly()
    assembly.add(page.title, "标题")
    headings, labels = dict(page.headings), dict(page.labels)
    said = {key: text.replace("{year}", str(page.year)) for key, text in (WORDS | dict(page.words)).items()}
    if "opening" in said:
        assembly.add_lines(said["opening"], "", measure="段")
    parts = sorted(decreed.headings, key=lambda one: page.order.index(one.id)) if page.order else decreed.headings
    for heading in parts:
        if heading.id not in page.without:
            assembly.add(headings.get(heading.id) or f"{heading.number}、{heading.label}", heading.label)
        if text := said.get(heading.id):
            assembly.add_lines(text, heading.label, measure="段")
        form = next((one for one in decreed.tables if one.heading == heading.id), None)
        if form is not None and form.id not in page.without:
            _add(assembly, form, labels, page.drop)
    return assembly.document("例", kind="html", title=page.title)


def side_by_side(*reports: AnnualReport) -> AnnualReports:
    return AnnualReports(reports)


def _add(assembly: Assembly, form: Form, labels: dict[str, str], drop: Sequence[str]) -> None:
    rows, merges = {"2": _second, "3": _third, "4": _fourth}[form.id](form)
    gone = {form.row(code).label for code in drop if form.id == "3"}
    rows = [row for row in rows if not gone.intersection(row)]
    changed = [[labels.get(cell, cell) for cell in row] for row in rows]
    assembly.add_table(changed, form.label, is_sheet=False, merges=merges)


Rows = tuple[list[list[str]], list[tuple[int, int, int, int]]]


def _second(form: Form) -> Rows:
    rows: list[list[str]] = []
    columns: tuple[str, ...] = ()
    for row in form.rows:
        of_row = form.columns_of(row)
        if tuple(one.id for one in of_row) != columns:
            columns = tuple(one.id for one in of_row)
            rows.append(["信息内容", *(one.label for one in of_row)])
        rows.append([row.label, *("0" for one in of_row)])
    return rows, []


def _third(form: Form) -> Rows:
    rows = [["申请人情况", "", *(one.label for one in form.columns)]]
    for row in form.rows:
        group = next((one.label for one in form.groups if row.group and row.group in one.label), "")
        rows.append([group, row.label, *("0" for one in form.columns)])
    return rows, []


def _fourth(form: Form) -> Rows:
    blocks = [(one.group, one.label) for one in form.columns]
    rows = [
        [group if at % 5 == 0 else "" for at, (group, _) in enumerate(blocks)],
        [label for _, label in blocks],
        ["0" for one in form.columns],
    ]
    return rows, [(0, 0, 0, 4), (0, 5, 0, 9), (0, 10, 0, 14)]
