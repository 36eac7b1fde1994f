"""Annual reports are read by their labels, whatever file they come in; what cannot be read is told, never clean."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from decimal import Decimal

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from project import ROOT

sys.path.insert(0, str(ROOT))

from mingcha import extract
from mingcha.examine.annual_report.reading import Read, read_report
from mingcha.examine.annual_report.sample import sample
from mingcha.examine.catalogue import chosen
from mingcha.examine.runner import examine_subjects
from mingcha.model.annual_report import Trouble
from mingcha.model.document import Outcome
from mingcha.model.finding import Verdict
from mingcha.standards.annual_reports import formats
from quality.annual_report.cases import MAKES
from quality.annual_report.figures import Figures
from quality.annual_report.grids import grids
from quality.annual_report.makes import Paper

COLUMNS = ("C1", "C2", "C3", "C4", "C5", "C6", "C7")
# Figures that were published to show the form filled in; every relation holds.
GOLDEN = """
A 13612 252 0 45 128 32 14069
B 535 6 0 1 18 0 560
G1 5345 129 0 41 19 14 5548
G2 2120 39 0 1 6 2 2168
D1 13 0 0 0 0 0 13
D2 30 0 0 0 0 0 30
D3 11 0 0 0 0 0 11
D4 49 2 0 0 0 0 51
D5 103 1 0 0 0 0 104
D6 84 1 0 0 0 0 85
D7 282 4 0 0 0 0 286
D8 147 0 0 0 1 2 150
U1 3075 50 0 0 89 8 3222
U2 177 3 0 0 0 0 180
U3 19 0 0 0 0 0 19
N1 199 1 0 0 3 0 203
N2 147 1 0 0 0 0 148
N3 0 0 0 0 0 0 0
N4 100 1 0 0 0 0 101
N5 5 0 0 0 0 0 5
O1 315 3 0 0 0 0 318
O2 202 0 0 1 0 0 203
O3 941 17 0 1 3 3 965
S 13364 252 0 44 121 29 13810
E 783 6 0 2 25 3 819
"""
SECOND = {
    ("reg", "made"): "3",
    ("reg", "repealed"): "5",
    ("reg", "valid"): "74",
    ("norm", "made"): "564",
    ("norm", "repealed"): "984",
    ("norm", "valid"): "4185",
    ("lic", "handled"): "11398889",
    ("pun", "handled"): "6937489",
    ("coe", "handled"): "166105",
    ("fee", "fee"): "316441",
}
FOURTH = "376 97 196 121 790 16 1 12 27 56 74 1 30 51 156"
HEADINGS = {"active": 0, "requests": 1, "disputes": 2}
SUMS = ("row_total_mismatch", "result_total_mismatch", "received_handled_mismatch", "table4_total_mismatch")


def golden() -> Figures:
    figures: Figures = {}
    for line in GOLDEN.split("\n"):
        if line:
            row, *values = line.split()
            figures |= {("3", row, column): Decimal(v) for column, v in zip(COLUMNS, values, strict=True)}
    figures |= {("2", row, column): Decimal(value) for (row, column), value in SECOND.items()}
    codes = [f"{block}{number}" for block in "PLM" for number in range(1, 6)]
    figures |= {("4", "R4", code): Decimal(v) for code, v in zip(codes, FOURTH.split(), strict=True)}
    return figures


def paper(figures: Figures, *, unit: str = "测试市人民政府", year: int = 2025) -> Paper:
    decreed = formats()[-1]
    made = grids(decreed, figures)
    whole = Paper(f"{unit}{year}年政府信息公开工作年度报告")
    for heading in decreed.headings:
        whole.parts += [f"{heading.number}、{heading.label}", "按要求公开。"]
        if heading.id in HEADINGS:
            whole.parts.append(made[HEADINGS[heading.id]])
    return whole


def read(data: bytes, name: str) -> Read:
    reading = extract.read_here(data, name=name)
    return read_report(reading.documents[0], missed=reading.not_examined)


def said(report: object) -> list[str]:
    result = examine_subjects([report], chosen(only=["family:annual_report"]), key=b"k")  # type: ignore[list-item]
    assert result.not_examined == ()
    return [one.check for one in result.findings if one.verdict is Verdict.FOUND]


@pytest.mark.parametrize("make", list(MAKES))
def test_the_golden_figures_are_read_whole_and_every_relation_holds(make: str) -> None:
    figures = golden()
    found = read(MAKES[make](paper(figures)), f"a.{make}")
    assert found.report is not None and found.not_examined == ()
    cells = {
        (code, *key): figure.value for code, table in found.report.tables.items() for key, figure in table.cells.items()
    }
    assert cells == figures
    assert not set(said(found.report)) & set(SUMS)


@pytest.mark.parametrize(
    ("cell", "checks"),
    [
        (("3", "N2", "C1"), {"row_total_mismatch", "result_total_mismatch"}),
        (("3", "A", "C7"), {"row_total_mismatch", "received_handled_mismatch"}),
        (("3", "S", "C2"), {"row_total_mismatch", "result_total_mismatch", "received_handled_mismatch"}),
        (("4", "R4", "L4"), {"table4_total_mismatch"}),
    ],
)
def test_one_golden_figure_more_is_found(cell: tuple[str, str, str], checks: set[str]) -> None:
    figures = golden()
    figures[cell] += 1
    report = read(MAKES["html"](paper(figures)), "a.html").report
    assert set(said(report)) & set(SUMS) == checks


def test_a_table_whose_headers_were_moved_is_read_by_its_headers() -> None:
    """总计 stands first: the columns are found all the same."""
    order = ["C7", "C1", "C2", "C3", "C4", "C5", "C6"]
    rows = "".join(
        f"<tr><td>{row.label}</td>" + "".join(f"<td>{golden()['3', row.id, code]}</td>" for code in order) + "</tr>"
        for row in formats()[-1].form("3").rows
    )
    labels = {column.id: column.label for column in formats()[-1].form("3").columns}
    head = "<tr><td>申请人情况</td>" + "".join(f"<td>{labels[code]}</td>" for code in order) + "</tr>"
    page = f"<h1>甲县2025年政府信息公开工作年度报告</h1><p>三、收到和处理政府信息公开申请情况</p><table>{head}{rows}</table>"
    report = read(page.encode(), "a.html").report
    assert report is not None
    table = report.table("3")
    assert table.counted("A", "C7") == 14069 and table.counted("E", "C6") == 3


def test_a_table_that_is_there_and_cannot_be_read_is_not_examined() -> None:
    page = (
        "<h1>甲县2025年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>好。</p><p>二、主动公开政府信息情况</p>"
        "<p>三、收到和处理政府信息公开申请情况</p><table><tr><td>申请人情况</td><td>法人或其他组织</td></tr>"
        "<tr><td>（表格损坏）</td><td>×××</td></tr></table>"
    )
    found = read(page.encode(), "a.html")
    assert found.report is not None and found.report.table("3").trouble is Trouble.UNREADABLE
    assert any("表三" in one.place for one in found.not_examined)


def test_a_row_of_too_many_figures_is_not_examined() -> None:
    """In a plain text nobody can tell which figure is whose when one has a space inside."""
    figures = golden()
    lines = [
        "甲县2025年政府信息公开工作年度报告",
        "一、总体情况",
        "好。",
        "三、收到和处理政府信息公开申请情况",
        "申请人情况",
    ]
    for row in formats()[-1].form("3").rows:
        values = [str(figures["3", row.id, code]) for code in COLUMNS]
        if row.id == "N2":
            values[0] = "1 47"
        lines.append(f"{row.label} {' '.join(values)}")
    found = read("\n".join(lines).encode(), "a.txt")
    assert found.report is not None
    assert [one.id for one in found.report.table("3").unread] == ["N2"]
    assert any("2.重复申请" in one.reason for one in found.not_examined)
    assert "result_total_mismatch" not in said(found.report)


def test_a_picture_in_place_of_a_table_is_named_and_not_examined() -> None:
    document = docx.Document()
    for line in ("甲县2025年政府信息公开工作年度报告", "一、总体情况", "好。", "二、主动公开政府信息情况"):
        document.add_paragraph(line)
    document.add_picture(io.BytesIO(_picture()))
    document.add_paragraph("三、收到和处理政府信息公开申请情况")
    out = io.BytesIO()
    document.save(out)
    found = read(out.getvalue(), "a.docx")
    assert found.report is not None
    assert "report_table_is_picture" in said(found.report)
    assert {one.outcome for one in found.not_examined} == {Outcome.PICTURE}


def _picture(width: int = 300, height: int = 120) -> bytes:
    """A white PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def test_other_documents_are_no_annual_reports() -> None:
    for text in (
        "关于做好2023年政府信息公开工作年度报告编制工作的通知\n各单位：请于1月20日前公布。",
        "样例县财政局2023年部门决算\n一、总体情况\n二、收入\n三、支出",
        "",
        "今天天气好。",
    ):
        documents = extract.read_here(text.encode(), name="a.txt").documents
        assert all(read_report(one).report is None for one in documents)


def test_monstrous_tables_are_passed_over() -> None:
    wide = "<tr>" + "<td>1</td>" * 10_000 + "</tr>"
    page = f"<h1>甲县2025年政府信息公开工作年度报告</h1><table>{wide * 3}</table><p>申请人情况</p>"
    assert read(page.encode(), "a.html").report is None
    tall = "<tr><td>申请人情况</td><td>1</td></tr>" * 20_000
    assert read(f"<h1>年度报告</h1><table>{tall}</table>".encode(), "a.html").report is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text("申请人情况总计一二三、（）0123 /—\t\n", max_size=8), max_size=12), max_size=12))
def test_no_table_whatever_raises(rows: list[list[str]]) -> None:
    cells = "".join("<tr>" + "".join(f"<td colspan=2>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<h1>甲县2025年政府信息公开工作年度报告</h1><p>一、总体情况</p><table>{cells}<tr><td>勾稽关系</td></tr></table>"
    report = read(page.encode(), "a.html").report
    if report is not None:
        said(report)


def test_places_are_those_of_the_file() -> None:
    report = sample("例", {("3", "N2", "C1"): 1})
    (first, *_) = [
        one
        for one in examine_subjects([report], chosen(only=["row_total_mismatch"]), key=b"k").findings
        if "重复申请" in one.message
    ]
    assert first.locator == "表三第18行第9列"
    assert first.suggestion == "1"


def test_a_right_report_is_silent_and_a_column_of_empty_totals_is_one_finding() -> None:
    assert said(sample("例")) == []
    rows = ["G1", "G2", "D1", "N2"]
    cells: dict[tuple[str, str, str], object] = {("3", row, "C1"): 2 for row in rows}
    cells |= {("3", row, "C7"): "" for row in rows}
    cells |= {("3", row, column): 8 for row in ("A", "S") for column in ("C1", "C7")}
    assert said(sample("例", cells)) == ["blank_figure_in_report", "row_total_mismatch"]
