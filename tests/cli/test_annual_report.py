"""mingcha annual-report, as a person at the terminal meets it."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from project import ROOT

sys.path.insert(0, str(ROOT))

from mingcha.cli import main
from mingcha.standards.annual_reports import OWN, formats
from quality.annual_report.grids import grids
from quality.annual_report.makes import Paper, as_docx, as_html

OPENING = "统计期限自{year}年1月1日起至{year}年12月31日止。联系电话：0797-3333345。"
WORDS = {
    "overall": "{year}年，我局主动公开信息20条。收到政府信息公开申请{received}件。",
    "problems": "存在问题：更新不及时。下一步改进：加强培训。",
    "other": "无。",
}


def report(
    *, unit: str = "样例县甲局", year: int = 2023, received: int = 0, carried: int = 0, published: str = ""
) -> Paper:
    """A report that is right in everything but what the arguments make wrong."""
    decreed = formats()[-1]
    figures = {
        (form.id, row.id, column.id): Decimal(0)
        for form in decreed.tables
        for row in form.rows
        for column in form.columns_of(row)
    }
    for column in ("C1", "C7"):
        figures["3", "A", column] = Decimal(received)
        figures["3", "B", column] = Decimal(carried)
        figures["3", "G1", column] = figures["3", "S", column] = Decimal(received + carried)
    made = dict(zip(("active", "requests", "disputes"), grids(decreed, figures), strict=True))
    whole = Paper(f"{unit}{year}年政府信息公开工作年度报告", [OPENING.format(year=year)], published, unit)
    for heading in decreed.headings:
        whole.parts.append(f"{heading.number}、{heading.label}")
        if heading.id in WORDS:
            whole.parts.append(WORDS[heading.id].format(year=year, received=received))
        if heading.id in made:
            whole.parts.append(made[heading.id])
    return whole


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path / "home"))
    reports = tmp_path / "年报"
    reports.mkdir()
    (reports / "甲局.docx").write_bytes(as_docx(report(received=2)))
    (reports / "乙乡.html").write_bytes(as_html(report(unit="样例县乙乡", carried=1, published="2024-01-25")))
    return reports


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_right_report_is_zero_and_silent(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["annual-report", str(folder / "甲局.docx")]) == 0
    told = capsys.readouterr()
    assert told.out == "" and "共 1 份年报，发现 0 处" in told.err


def test_last_years_report_shows_what_was_not_carried_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = folder.parent / "去年.docx"
    last.write_bytes(as_docx(report(unit="样例县乙乡", year=2022)))
    assert main(["annual-report", str(folder / "乙乡.html"), "--last-year", str(last), "--format", "jsonl"]) == 1
    found = [line for line in lines(capsys.readouterr().out) if line["verdict"] == "found"]
    assert [line["check"] for line in found] == ["carried_over_mismatch"] * 2
    assert "“自然人”是 1，2022 年报告“结转下年度继续办理”是 0" in str(found[0]["message"])
    assert found[0]["source"] == str(folder / "乙乡.html") and found[0]["suggestion"] == "0"


def test_the_year_asked_for_must_be_the_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["annual-report", str(folder / "甲局.docx"), "--year", "2024"]) == 1
    assert "标题写的是 2023 年，应当是 2024 年度的报告" in capsys.readouterr().out


def test_the_board_lists_every_unit_with_its_deadline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units = folder.parent / "单位.txt"
    units.write_text("甲局\n乙乡\n丙局\n", encoding="utf-8")
    arguments = ["annual-report", str(folder), "--board", "--units", str(units), "--deadline", "2024-01-20"]
    assert main(arguments) == 1
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.startswith("单位")
    assert any("样例县乙乡" in row and "超过县里期限" in row for row in rows)
    assert rows[-1].split() == ["丙局", "没有找到年报"]


def test_the_board_and_the_findings_are_workbooks_too(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "一览.xlsx"
    main(["annual-report", str(folder), "--board", "--format", "xlsx", "-o", str(out)])
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["单位", "年度", "发布日期"]
    assert sheet.max_row == 3
    main(["annual-report", str(folder), "--format", "xlsx", "-o", str(out)])
    assert openpyxl.load_workbook(out).sheetnames == ["问题", "未检查"]


def test_the_countys_own_day_is_read_from_its_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it a day missed is a doubt only; with it, it is found."""
    page = str(folder / "乙乡.html")
    main(["annual-report", page, "--format", "jsonl"])
    assert [line["verdict"] for line in lines(capsys.readouterr().out) if line["check"] == "late_report"] == ["doubt"]
    home = folder.parent / "home"
    home.mkdir()
    (home / OWN).write_text("[county]\nmonth = 1\nday = 22\nsource = '本县通知'\n", encoding="utf-8")
    assert main(["annual-report", page, "--format", "jsonl"]) == 1
    (late,) = [line for line in lines(capsys.readouterr().out) if line["check"] == "late_report"]
    assert late["verdict"] == "found" and "2024-01-22" in str(late["message"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有.docx"], "没有.docx，请核对路径"),
        (["甲局.docx", "--last-year", "没有.docx"], "请核对 --last-year"),
        (["甲局.docx", "--last-year", "甲局.docx"], "应当是 2022 年度的"),
        (["甲局.docx", "--year", "23"], "四位年份"),
        (["别的.txt"], "不是政府信息公开工作年度报告"),
        (["空.docx"], "空.docx"),
        (["甲局.docx", "--board", "--format", "jsonl"], "只有 text 和 xlsx"),
        (["甲局.docx", "--units", "别的.txt"], "--units 要与 --board 同用"),
    ],
)
def test_a_mistake_is_answered_in_chinese(
    folder: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "别的.txt").write_text("关于召开会议的通知", encoding="utf-8")
    (folder / "空.docx").write_bytes(b"")
    placed = [str(folder / word) if word.endswith((".docx", ".txt")) else word for word in arguments]
    assert main(["annual-report", *placed]) == 2
    assert said in capsys.readouterr().err


def test_a_file_in_a_folder_that_is_no_report_is_passed_over_and_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "通知.txt").write_text("关于召开会议的通知", encoding="utf-8")
    main(["annual-report", str(folder), "--board"])
    told = capsys.readouterr()
    assert "跳过" in told.err and "通知.txt" in told.err and "通知.txt" not in told.out


def test_a_scan_beside_reports_is_not_examined_and_never_clean(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "乙乡.html").unlink()
    (folder / "丙局.docx").write_bytes(b"PK\x03\x04 broken")
    assert main(["annual-report", str(folder)]) == 1
    told = capsys.readouterr()
    assert "丙局.docx" in told.out and "未检查" in told.out
