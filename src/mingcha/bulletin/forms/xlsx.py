"""The annexes of the bulletin as an Excel workbook, one sheet each, numbers as numbers."""

from __future__ import annotations

from collections.abc import Iterator

from mingcha.bulletin.forms import wording
from mingcha.bulletin.forms.columns import text_width
from mingcha.bulletin.forms.sheet import Cell, Line, SheetPlan, workbook_bytes
from mingcha.model.bulletin import Annex, Bulletin, Figure, Measure, Run


def write(bulletin: Bulletin) -> bytes:
    """The workbook, ready to print on A4. Without annexes it has one sheet that says so."""
    bulletin = wording.clean(bulletin)
    plans = [_sheet(bulletin, annex) for annex in bulletin.annexes]
    return workbook_bytes(plans or [SheetPlan("无附件", ("本期没有附件",), ())], dated=bulletin.dated)


def _sheet(bulletin: Bulletin, annex: Annex) -> SheetPlan:
    widest = [text_width(text) for text in annex.header]
    for row in annex.rows:
        for index, cell in enumerate(row.cells[: len(widest)]):
            widest[index] = max(widest[index], text_width(cell.text))
    return SheetPlan(
        name=wording.annex_label(bulletin, annex),
        label=wording.annex_label(bulletin, annex),
        title=annex.title,
        subtitle=wording.as_of(annex),
        header=annex.header,
        rows=_lines(annex),
        notes=(bulletin.counting,) if bulletin.counting else (),
        widths=[min(2 * width, 40) + 3 for width in widest],
        formats=_formats(annex),
        centred=True,
        bordered=True,
    )


def _lines(annex: Annex) -> Iterator[Line]:
    for row in annex.rows:
        yield Line([_cell(run) for run in row.cells], bold=row.unfinished)


def _cell(run: Run) -> Cell:
    """A figure is its number, unless what is printed is not that number (then the print rules)."""
    if isinstance(run, Figure):
        printed = f"{run.value:.2f}" if run.measure is Measure.RATIO else f"{run.value:f}"
        return run.value if printed == run.text else run.text
    return run.text


def _formats(annex: Annex) -> dict[int, str]:
    """0.00 for the columns of ratios, whole numbers for the other figures."""
    formats = {}
    for row in annex.rows:
        for index, run in enumerate(row.cells):
            if isinstance(run, Figure):
                formats[index] = "0.00" if run.measure is Measure.RATIO else "0"
    return formats
