"""mingcha examine, checks and explain, as a person at the terminal meets them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from mingcha.cli import main

SAMPLE = "11010519491231002X"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "公示.txt").write_text(f"张三，身份证号{SAMPLE}\n值班电话0797-3333345", encoding="utf-8")
    (tmp_path / "名单.csv").write_text("姓名,联系电话\n李四,13812345678\n", encoding="utf-8")
    (tmp_path / "好.txt").write_text("今天天气好。", encoding="utf-8")
    (tmp_path / "~$名单.csv").write_text(SAMPLE, encoding="utf-8")
    return tmp_path


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_findings_go_to_stdout_one_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examine", str(folder), "--format", "jsonl"]) == 1
    told = capsys.readouterr()
    assert [line["check"] for line in lines(told.out)] == ["leaked_id_number", "leaked_mobile"]
    assert set(lines(told.out)[0]) >= {
        *("check", "family", "severity", "verdict", "source", "member", "locator", "start", "end"),
        *("quote", "message", "advice", "clauses", "fingerprint"),
    }
    assert SAMPLE not in told.out + told.err
    assert "共 3 个文件，发现 2 处" in told.err


def test_a_clean_folder_is_zero_and_silent(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examine", str(folder / "好.txt")]) == 0
    assert capsys.readouterr().out == ""


def test_checks_are_chosen_by_name_and_family(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examine", str(folder), "--only", "leaked_mobile", "--format", "jsonl"]) == 1
    assert [line["check"] for line in lines(capsys.readouterr().out)] == ["leaked_mobile"]
    assert main(["examine", str(folder), "--only", "family:privacy", "--skip", "family:privacy"]) == 2
    assert "没有剩下任何检查项" in capsys.readouterr().err


def test_what_is_less_than_asked_for_is_told_and_does_not_fail(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["examine", str(folder / "名单.csv"), "--fail-on", "high"]) == 0
    assert "出现个人手机号" in capsys.readouterr().out


def test_a_doubt_is_told_and_decides_nothing_unless_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("户主张三，身患尿毒症。", encoding="utf-8")
    assert main(["examine", str(file)]) == 0
    told = capsys.readouterr()
    assert "存疑" in told.out and "存疑 1 处" in told.err
    assert main(["examine", str(file), "--doubts"]) == 1
    assert main(["examine", str(file), "--doubts", "--fail-on", "critical"]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["examine", "没有的文件"], "没有 没有的文件"),
        (["examine", ".", "--only", "leaked_id_nmber"], "是不是 leaked_id_number"),
        (["explain", "weakmask"], "是不是 weak_mask"),
    ],
)
def test_what_cannot_be_says_why(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_what_could_not_be_read_is_not_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "空.docx").write_bytes(b"")
    assert main(["examine", str(tmp_path), "--format", "jsonl"]) == 1
    told = capsys.readouterr()
    assert lines(told.out)[0]["outcome"] == "empty"
    assert "不能视为没有问题" in told.err


def test_standard_input_is_a_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"身份证号{SAMPLE}".encode())))
    assert main(["examine", "-", "--format", "jsonl"]) == 1
    assert lines(capsys.readouterr().out)[0]["source"] == "标准输入"


def test_the_excel_list_can_be_opened(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "结果.xlsx"
    assert main(["examine", str(folder / "公示.txt"), "--format", "xlsx", "-o", str(file)]) == 1
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["问题", "未检查"]
    cells = [str(cell.value) for row in book["问题"].iter_rows() for cell in row]
    assert any("110105********002X" in cell for cell in cells)
    assert not any(SAMPLE in cell for cell in cells)


def test_two_processes_find_what_one_finds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for count in ("1", "2"):
        main(["examine", str(folder), "--format", "jsonl", "--jobs", count])
        found.append([(line["check"], line["locator"]) for line in lines(capsys.readouterr().out)])
    assert found[0] == found[1]


def test_the_page_and_its_attachment_are_laid_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "页面.html").write_text("<p>张三，身份证号110105********002X</p>", encoding="utf-8")
    (tmp_path / "附件.csv").write_text(f"姓名,身份证号\n张三,{SAMPLE}\n", encoding="utf-8")
    main(["examine", str(tmp_path), "--only", "masked_here_whole_there", "--format", "jsonl"])
    (told,) = lines(capsys.readouterr().out)
    assert told["locator"] == "文本表格!B2"
    assert "页面.html" in str(told["message"])


def test_a_file_name_is_published_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / f"张三{SAMPLE}.txt").write_text("见附件。", encoding="utf-8")
    assert main(["examine", str(tmp_path), "--format", "jsonl"]) == 1
    told = capsys.readouterr().out
    assert lines(told)[0]["locator"] == "文件名"
    assert SAMPLE not in told


def test_a_damaged_name_breaks_nothing(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "坏.zip", "w") as archive:
        archive.writestr("a.txt", "好")
    data = (tmp_path / "坏.zip").read_bytes()
    (tmp_path / "坏.zip").write_bytes(data[: len(data) // 2])
    assert main(["examine", str(tmp_path)]) == 1


def test_every_check_is_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["checks"]) == 0
    names = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert len(names) >= 16
    assert main(["explain", names[0]]) == 0
    assert "## 依据" in capsys.readouterr().out


def test_what_was_right_is_judged_by_the_day_of_publication(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "通知.txt"
    file.write_text("请到县国土资源局办理登记手续。", encoding="utf-8")
    page = tmp_path / "旧闻.html"
    page.write_text('<meta name="PubDate" content="2016-05-04"><p>请到县国土资源局办理登记手续。</p>', encoding="utf-8")
    asked = ["--only", "renamed_institution", "--format", "jsonl"]
    assert main(["examine", str(file), "--posted", "2024-03-01", *asked]) == 1
    (told,) = lines(capsys.readouterr().out)
    assert (told["verdict"], str(told["suggestion"])[:5]) == ("found", "自然资源局")
    assert main(["examine", str(file), "--posted", "2016-03-01", *asked]) == 0
    assert main(["examine", str(page), "--posted", "2024-03-01", *asked]) == 0, "a page tells its own day"
    assert capsys.readouterr().out == ""
    main(["examine", str(file), *asked])
    assert [line["verdict"] for line in lines(capsys.readouterr().out)] == ["doubt"]
