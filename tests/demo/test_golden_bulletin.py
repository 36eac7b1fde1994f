"""The main job on real input: the December 2023 bulletin, figure for figure, in all four forms.

The golden tables are transcribed from the real bulletin; the ledger behind ours is the sample county's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from docx import Document

GOLDEN = Path(__file__).parent.parent / "golden"
pytestmark = pytest.mark.xdist_group("sample county")

SENTENCES = (GOLDEN / "bulletin_2023_12_sentences.txt").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in (GOLDEN / "bulletin_2023_12_tables.tsv").read_text(encoding="utf-8").splitlines()]
COUNTY, TOWNS = ROWS[:40], ROWS[40:]


def the(out: Path, ending: str) -> Path:
    (file,) = (file for file in out.glob(f"*.{ending}") if "数字出处" not in file.name)
    return file


def docx_text(out: Path) -> str:
    document = Document(str(the(out, "docx")))
    return "\n".join(t.text or "" for t in document.element.body.iter() if t.tag.endswith("}t"))


def pdf_text(out: Path) -> str:
    with pypdfium2.PdfDocument(the(out, "pdf")) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def html_text(out: Path) -> str:
    class Text(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.parts: list[str] = []

        def handle_data(self, data: str) -> None:
            self.parts.append(data)

    reader = Text()
    reader.feed(the(out, "html").read_text(encoding="utf-8"))
    return "".join(reader.parts)


def bare(text: str) -> str:
    """Text without white space, which differs between the forms for good reasons."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("read", [docx_text, pdf_text, html_text])
def test_the_generated_sentences_are_the_real_ones_to_the_last_comma(out: Path, read: Callable[[Path], str]) -> None:
    text = bare(read(out))
    for sentence in SENTENCES:
        assert text.count("●" + sentence) == 1


@pytest.mark.parametrize("read", [docx_text, pdf_text, html_text])
def test_both_tables_are_the_real_ones_row_by_row_in_order(out: Path, read: Callable[[Path], str]) -> None:
    text = bare(read(out))
    position = text.index("附件1政府信息公开平台县直单位信息发布统计表")
    for row in ROWS:
        found = text.find("".join(row), position)
        assert found >= 0, f"not found in order: {row}"
        position = found + len("".join(row))


def test_the_workbook_holds_both_tables_as_numbers(out: Path) -> None:
    workbook = openpyxl.load_workbook(the(out, "xlsx"))
    for sheet, expected in zip(workbook.worksheets, (COUNTY, TOWNS), strict=True):
        rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[1], int)]
        assert [[r[0], str(r[1]), str(r[2]), str(r[3]), f"{r[4]:.2f}"] for r in rows] == expected


def test_the_demo_shows_where_the_annual_report_differs(out: Path) -> None:
    printed = (out / "printed.txt").read_text(encoding="utf-8")
    different = [line for line in printed.splitlines() if line.strip().startswith("不符")]
    assert len(different) == 1
    assert "59074" in different[0] and "57986" in different[0]
    assert "相差的 1088 条全部在县直单位；乡镇一致。" in different[0]


def test_every_figure_is_listed_with_its_rows(out: Path) -> None:
    (file,) = out.glob("*数字出处*.xlsx")
    workbook = openpyxl.load_workbook(file, read_only=True)
    header, *rows = list(workbook["数字"].iter_rows(min_row=2, values_only=True))
    listed = [dict(zip(header, row, strict=False)) for row in rows if isinstance(row[0], int)]
    figures = {row["标识"]: row for row in listed}
    posts = [row[0] for row in workbook["信息"].iter_rows(min_row=3, values_only=True)]
    assert len(posts) == 59_074
    assert figures["totals.year"]["信息条数"] == 59_074
    first, last = figures["annex2.216.month"]["所在行（“信息”表）"].split("-")  # 万隆乡政府, the last of the towns
    assert int(last) - int(first) + 1 == 218
    assert set(posts[int(first) - 3 : int(last) - 2]) == {"万隆乡政府"}
    assert {row["复核结果"] for row in figures.values()} <= {"一致", "见任务表"}
