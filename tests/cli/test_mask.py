"""mingcha mask: the copy has no leak, the original is untouched, and what is not safe is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from mingcha.cli import main

SAMPLE = "11010519491231002X"
OTHER = "369999199001011230"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.properties.creator = f"张三{SAMPLE}"
    sheet = book.active
    sheet.title = "汇总表"
    sheet.append(["姓名", "身份证号", "联系电话", "金额", "底号"])
    sheet.append(["张三", SAMPLE, 13812345678, 300, SAMPLE])
    sheet.append(["李四", f"'{OTHER}", "13987654321", 200.5, OTHER])
    sheet.column_dimensions["B"].width = 33
    sheet.column_dimensions["E"].hidden = True
    sheet["A2"].comment = Comment(f"身份证{SAMPLE}", "经办")
    sheet["D2"].number_format = "0.00"
    old = book.create_sheet("底册")
    old.append([SAMPLE])
    old.sheet_state = "hidden"
    book.save(tmp_path / "名单.xlsx")
    return tmp_path / "名单.xlsx"


def everything(file: Path) -> str:
    with zipfile.ZipFile(file) as archive:
        return "".join(archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist())


def test_a_workbook_keeps_its_looks_and_loses_its_leaks(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = workbook.read_bytes()
    assert main(["mask", str(workbook)]) == 0
    assert workbook.read_bytes() == before
    copy = workbook.with_name("名单（已遮盖）.xlsx")
    sheet = openpyxl.load_workbook(copy)["汇总表"]
    assert sheet["B2"].value == "110105********002X"
    assert sheet["C2"].value == "138****5678"
    assert sheet["B2"].number_format == "@"
    assert (sheet["D2"].value, sheet["D2"].number_format) == (300, "0.00")
    assert sheet.column_dimensions["B"].width == 33
    for number in (SAMPLE, OTHER, "13812345678", "13987654321"):
        assert number not in everything(copy)
    receipt = capsys.readouterr().out
    assert "隐藏工作表“底册”" in receipt and "批注" in receipt
    assert SAMPLE not in receipt


def test_the_copy_has_nothing_left_to_find(workbook: Path) -> None:
    main(["mask", str(workbook), "-o", str(workbook.parent / "b.xlsx")])
    assert main(["examine", str(workbook.parent / "b.xlsx")]) == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_text_table_keeps_its_encoding_and_separator(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "名单.csv"
    rows = f'姓名;身份证号;备注\r\n张三;{SAMPLE};"甲;乙"\r\n李四;{OTHER};\r\n'
    file.write_bytes(rows.encode(encoding))
    assert main(["mask", str(file), "-o", str(tmp_path / "b.csv")]) == 0
    expected = rows.replace(SAMPLE, "110105********002X").replace(OTHER, "369999********1230")
    assert (tmp_path / "b.csv").read_bytes() == expected.encode(encoding)


def test_a_text_is_masked_where_the_number_stands(tmp_path: Path) -> None:
    file = tmp_path / "公示.txt"
    file.write_text(f"户主张三，身份证号{SAMPLE}，\n联系电话13812345678。\n", encoding="utf-8")
    assert main(["mask", str(file), "-o", str(tmp_path / "b.txt")]) in (0, 1)
    assert SAMPLE not in (tmp_path / "b.txt").read_text(encoding="utf-8")


def test_a_long_list_is_masked_to_its_last_row(tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("姓名,联系电话\n" + "".join(f"张三,138{n:08}\n" for n in range(5000)), encoding="utf-8")
    assert main(["mask", str(file), "-o", str(tmp_path / "b.csv")]) == 0
    lines = (tmp_path / "b.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == 5000
    assert all("****" in line for line in lines)


def test_children_keep_only_their_names(tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("幼儿姓名,身份证号,班级\n张小三,110105********002X,小一班\n", encoding="utf-8")
    assert main(["mask", str(file), "-o", str(tmp_path / "b.csv")]) == 0
    assert (tmp_path / "b.csv").read_text(encoding="utf-8").split() == ["幼儿姓名,身份证号,班级", "张小三,***,小一班"]


def refused(file: Path, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = file.with_name("b" + file.suffix)
    assert main(["mask", str(file), "-o", str(out)]) == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_a_workbook_keeps_its_chart(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    chart = BarChart()
    chart.add_data(Reference(book["汇总表"], min_col=4, min_row=1, max_row=3))
    book["汇总表"].add_chart(chart, "G1")
    book.save(workbook)
    assert main(["mask", str(workbook), "-o", str(workbook.parent / "b.xlsx")]) == 0
    assert len(openpyxl.load_workbook(workbook.parent / "b.xlsx")["汇总表"]._charts) == 1


def test_a_format_that_cannot_be_masked_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.mht"
    file.write_bytes(b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>" + SAMPLE.encode())
    refused(file, "另存为 html", capsys)


def test_the_countys_own_pattern_is_followed_or_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path))
    file, own = tmp_path / "a.txt", tmp_path / "masking.toml"
    file.write_text(f"张三，身份证号{SAMPLE}。", encoding="utf-8")
    own.write_text("[identity]\nfirst = 2\nlast = 3\n", encoding="utf-8")
    assert main(["mask", str(file), "-o", str(tmp_path / "b.txt")]) == 0
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "张三，身份证号11*************02X。"
    own.write_text("[identity]\nfirst = 12\n", encoding="utf-8")
    assert main(["mask", str(file), "--pattern", str(own), "-o", str(tmp_path / "c.txt")]) == 2
    assert "没有盖住全部出生日期" in capsys.readouterr().err
    assert not (tmp_path / "c.txt").exists()


def test_the_original_is_never_overwritten(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mask", str(workbook), "-o", str(workbook)]) == 2
    assert "不能覆盖原文件" in capsys.readouterr().err


def test_a_damaged_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    file = tmp_path / "坏.xlsx"
    file.write_bytes(out.getvalue()[:2000])
    refused(file, "不能遮盖", capsys)
