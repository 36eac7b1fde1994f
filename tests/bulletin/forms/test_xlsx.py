"""The annexes in Excel: numbers that can be summed, printed as the bulletin prints them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
from bulletin.forms.reading import xlsx_rows

from mingcha.bulletin.forms import xlsx
from mingcha.model.bulletin import Bulletin, Words


def test_each_annex_is_a_sheet_and_each_figure_a_number(issue: Bulletin) -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx.write(issue)))
    assert book.sheetnames == ["附件1", "附件2"]
    rows = [row for sheet in book for row in sheet.iter_rows(min_row=5, values_only=True) if isinstance(row[1], int)]
    assert len(rows) == 56
    assert sum(row[2] for row in rows) == 59_074
    assert sum(row[3] for row in rows) == 1_929 + 1_972


def test_ratios_show_two_decimals(issue: Bulletin) -> None:
    sheet = openpyxl.load_workbook(BytesIO(xlsx.write(issue)))["附件1"]
    assert (sheet["E5"].value, sheet["E5"].number_format) == (303.4, "0.00")
    assert xlsx_rows(xlsx.write(issue))[4] == ["县自然资源局", "500", "1517", "110", "303.40"]


def test_units_behind_their_target_are_bold(issue: Bulletin) -> None:
    sheet = openpyxl.load_workbook(BytesIO(xlsx.write(issue)))["附件1"]
    bold = [row[0].value for row in sheet.iter_rows(min_row=5) if row[0].font.bold]
    assert bold == ["县史志研究室", "统调队", "县烟草专卖局"]


def test_a_unit_called_like_a_formula_stays_a_name(issue: Bulletin) -> None:
    annex = issue.annexes[0]
    row = replace(annex.rows[0], cells=(Words("=1+1"), *annex.rows[0].cells[1:]))
    sheet = openpyxl.load_workbook(
        BytesIO(xlsx.write(replace(issue, annexes=(replace(annex, rows=(row,)),))))
    ).worksheets[0]
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1", "s")


def test_what_is_printed_wins_over_the_value(issue: Bulletin) -> None:
    annex = issue.annexes[0]
    figure = replace(annex.rows[0].cells[2], text="约1500", value=Decimal(1517))  # type: ignore[arg-type]
    row = replace(annex.rows[0], cells=(*annex.rows[0].cells[:2], figure, *annex.rows[0].cells[3:]))
    rows = xlsx_rows(xlsx.write(replace(issue, annexes=(replace(annex, rows=(row,)),))))
    assert rows[4][2] == "约1500"
