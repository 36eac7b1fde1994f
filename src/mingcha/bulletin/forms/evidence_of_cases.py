"""The sheets of evidence.xlsx about cases: every case and every removed fault as a row, and the figures that count them.

A row names the figures that count it, so that formulas of the workbook can count it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mingcha.bulletin.forms.sheet import Cell, Formula, Line, SheetPlan, workbook_bytes
from mingcha.model.bulletin import Bulletin, CaseFigure
from mingcha.model.case_evidence import CaseEvidence, CaseRow, FindingRow
from mingcha.model.case_query import CaseCondition, CaseMeasure

Used = Mapping[tuple[str, int], Sequence[str]]
CASES, FINDINGS = "整改事项", "已清理问题"
CASE_HEADER = (
    "编号", "单位", "问题", "检查项", "程度", "确认日期", "交办清单", "交办日期", "整改期限", "答复日期", "历次复核",
    "整改后的新问题", "销号日期", "现状", "处数", "已改正处数", "所在网址", "用于文中",
)  # fmt: skip
FINDING_HEADER = ("编号", "单位", "问题", "检查项", "所在网址", "首次发现", "已没有的日期", "处数", "用于文中")
FIRST_ROW = 3  # a title and a header stand above
_PLACES_OF_CASE, _USED_BY_CASE, _PLACES_OF_FINDING, _USED_BY_FINDING = "O", "R", "H", "I"


def sheets(bulletin: Bulletin, evidence: CaseEvidence) -> Iterator[SheetPlan]:
    """Both sheets where the bulletin says anything of cases, none where it does not."""
    if not (bulletin.case_figures() or bulletin.case_names() or evidence.cases or evidence.findings):
        return
    used = _used(bulletin, evidence)
    yield _case_sheet(evidence, used)
    yield _finding_sheet(evidence, used)


def rows_workbook(evidence: CaseEvidence) -> bytes:
    """Only rows: what one figure counts, as a workbook of its own."""
    plans = [_case_sheet(evidence, {})] if evidence.cases or not evidence.findings else []
    return workbook_bytes([*plans, *([_finding_sheet(evidence, {})] if evidence.findings else [])])


def _case_sheet(evidence: CaseEvidence, used: Used) -> SheetPlan:
    return SheetPlan(
        CASES,
        CASE_HEADER,
        (_case(row, used.get((CASES, row.key), ())) for row in evidence.cases),
        title=f"文中所依据的整改事项，共{len(evidence.cases)}项",
        widths=(8, 20, 50, 22, 8, 12, 22, 12, 12, 12, 40, 40, 12, 16, 8, 10, 50, 40),
        formats=dict.fromkeys((5, 7, 8, 9, 12), "yyyy-mm-dd"),
        landscape=True,
    )


def _finding_sheet(evidence: CaseEvidence, used: Used) -> SheetPlan:
    return SheetPlan(
        FINDINGS,
        FINDING_HEADER,
        (_finding(row, used.get((FINDINGS, row.key), ())) for row in evidence.findings),
        title=f"经检查已经改正的问题，共{len(evidence.findings)}条",
        widths=(8, 20, 50, 22, 50, 12, 12, 8, 30),
        formats=dict.fromkeys((5, 6), "yyyy-mm-dd"),
        landscape=True,
    )


def figure_line(number: int, place: str, figure: CaseFigure, evidence: CaseEvidence) -> Line:
    """One figure as a line of the sheet of all figures, counted anew from the rows and by a formula over them."""
    found = evidence.counted.get(figure.key, ())
    again = _again(figure, found, evidence)
    agrees = again == figure.value and figure.text == str(again)
    query = figure.cases
    return Line(
        (
            number,
            place,
            figure.text,
            f"{figure.measure.label}：{query.condition.label}",
            "全县" if not query.units else f"{len(query.units)}个单位",
            query.first.isoformat(),
            query.last.isoformat(),
            len(found),
            f"见“{_sheet(figure)}”表“用于文中”列",
            again,
            "一致" if agrees else "不一致",
            _formula(figure, evidence),
            figure.key,
        ),
        bold=not agrees,
        marked=not agrees,
    )


def _sheet(figure: CaseFigure) -> str:
    return FINDINGS if figure.cases.condition is CaseCondition.REMOVED else CASES


def _rows(figure: CaseFigure, evidence: CaseEvidence) -> Sequence[CaseRow | FindingRow]:
    return evidence.findings if _sheet(figure) == FINDINGS else evidence.cases


def _again(figure: CaseFigure, found: Iterable[int], evidence: CaseEvidence) -> int:
    keys = set(found)
    rows = [row for row in _rows(figure, evidence) if row.key in keys]
    if figure.measure is CaseMeasure.UNITS:
        return len({row.unit for row in rows})
    return sum(row.places for row in rows) if figure.measure is CaseMeasure.PLACES else len(rows)


def _used(bulletin: Bulletin, evidence: CaseEvidence) -> Used:
    used: dict[tuple[str, int], list[str]] = {}
    for figure in bulletin.case_figures():
        for key in evidence.counted.get(figure.key, ()):
            used.setdefault((_sheet(figure), key), []).append(figure.key)
    for name in bulletin.case_names():
        for key in name.cases.cases:
            used.setdefault((CASES, key), []).append(name.key)
    return used


def _marks(keys: Iterable[str]) -> str:
    """Each key between bars, so that a formula can look for it whole."""
    return "".join(f"|{key}" for key in keys) + "|" if keys else ""


def _case(row: CaseRow, used: Sequence[str]) -> tuple[Cell, ...]:
    return (
        row.key, row.unit, row.fault, row.check, row.severity, row.confirmed, row.notices, row.told, row.due, row.answered,
        row.rechecks, row.aftermaths, row.closed, row.state, row.places, row.gone, row.address, _marks(used),
    )  # fmt: skip


def _finding(row: FindingRow, used: Sequence[str]) -> tuple[Cell, ...]:
    return (
        row.key, row.unit, row.fault, row.check, row.address, row.first_seen, row.gone, row.places, _marks(used),
    )  # fmt: skip


def _formula(figure: CaseFigure, evidence: CaseEvidence) -> Cell:
    """COUNTIF or SUMIF over the rows that name the figure; of units a plain formula cannot count each once."""
    rows = _rows(figure, evidence)
    if figure.measure is CaseMeasure.UNITS or not rows:
        return None
    sheet, last = _sheet(figure), FIRST_ROW + len(rows) - 1
    used, places = (_USED_BY_FINDING, _PLACES_OF_FINDING) if sheet == FINDINGS else (_USED_BY_CASE, _PLACES_OF_CASE)
    marks = f'{sheet}!${used}${FIRST_ROW}:${used}${last},"*|{figure.key}|*"'
    if figure.measure is CaseMeasure.PLACES:
        return Formula(f"SUMIF({marks},{sheet}!${places}${FIRST_ROW}:${places}${last})")
    return Formula(f"COUNTIF({marks})")
