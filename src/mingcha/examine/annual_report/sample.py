"""Small made-up reports for the examples of the checks: every cell nought, every part there, and what is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from mingcha.examine.annual_report.reading import read_report
from mingcha.model.annual_report import AnnualReport, AnnualReports, OwnCounts
from mingcha.model.assembly import Assembly
from mingcha.model.document import NotExamined
from mingcha.standards.annual_reports import Deadlines, Form, deadlines, format_for

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

    `without` leaves out headings by id and tables by number.
    """
    decreed = format_for(form_year or year)
    assembly = Assembly()
    title = title or f"{unit}{year}年政府信息公开工作年度报告"
    assembly.add(title, "标题")
    said = {key: text.replace("{year}", str(year)) for key, text in (WORDS | dict(words or {})).items()}
    parts = sorted(decreed.headings, key=lambda one: order.index(one.id)) if order else decreed.headings
    for heading in parts:
        if heading.id not in without:
            assembly.add((headings or {}).get(heading.id) or f"{heading.number}、{heading.label}", "")
        if text := said.get(heading.id):
            assembly.add_lines(text, "", measure="段")
        form = next((one for one in decreed.tables if one.heading == heading.id), None)
        if form is not None and form.id not in without:
            _add(assembly, form, dict(cells or {}), dict(labels or {}))
    document = assembly.document(url or about, kind="html", title=title)
    document = replace(document, posted=posted, column=column)
    days: Deadlines = replace(deadlines(), is_own=own_deadline)
    read = read_report(document, year=asked_year, missed=missed, days=days, counts=counts)
    assert read.report is not None, about
    return read.report


def side_by_side(*reports: AnnualReport) -> AnnualReports:
    return AnnualReports(reports)


def _add(assembly: Assembly, form: Form, cells: dict[tuple[str, str, str], object], labels: dict[str, str]) -> None:
    rows, merges = {"2": _second, "3": _third, "4": _fourth}[form.id](form, cells)
    changed = [[labels.get(cell, cell) for cell in row] for row in rows]
    assembly.add_table(changed, form.label, is_sheet=False, merges=merges)


Rows = tuple[list[list[str]], list[tuple[int, int, int, int]]]


def _second(form: Form, cells: dict[tuple[str, str, str], object]) -> Rows:
    rows: list[list[str]] = []
    columns: tuple[str, ...] = ()
    for row in form.rows:
        of_row = form.columns_of(row)
        if tuple(one.id for one in of_row) != columns:
            columns = tuple(one.id for one in of_row)
            rows.append(["信息内容", *(one.label for one in of_row)])
        rows.append([row.label, *(str(cells.get(("2", row.id, one.id), 0)) for one in of_row)])
    return rows, []


def _third(form: Form, cells: dict[tuple[str, str, str], object]) -> Rows:
    rows = [["申请人情况", "", *(one.label for one in form.columns)]]
    for row in form.rows:
        group = next((one.label for one in form.groups if row.group and row.group in one.label), "")
        rows.append([group, row.label, *(str(cells.get(("3", row.id, one.id), 0)) for one in form.columns)])
    return rows, []


def _fourth(form: Form, cells: dict[tuple[str, str, str], object]) -> Rows:
    blocks = [(one.group, one.label) for one in form.columns]
    rows = [
        [group if at % 5 == 0 else "" for at, (group, _) in enumerate(blocks)],
        [label for _, label in blocks],
        [str(cells.get(("4", form.rows[0].id, one.id), 0)) for one in form.columns],
    ]
    return rows, [(0, 0, 0, 4), (0, 5, 0, 9), (0, 10, 0, 14)]
