"""The command line speaks Chinese, and a mistake names what to do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mingcha.cli import COMMANDS, examine, main, parser

LEAK = "申请人身份证号：369999199001011230\n"


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--help"])
    assert done.value.code == 0
    shown = capsys.readouterr().out
    for name, command in COMMANDS.items():
        assert name in shown and command.ABOUT in shown
    assert "usage" not in shown and "options" not in shown and "show this" not in shown


def test_no_command_at_all_is_a_mistake_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main([])
    assert done.value.code == 2
    assert "缺少：命令" in capsys.readouterr().err


def test_a_month_is_written_with_its_year(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["bulletin", "12月"])
    assert "2023-12" in capsys.readouterr().err


def test_working_days_are_explained_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workdays", "2024-02-01", "20"]) == 0
    shown = capsys.readouterr().out
    assert "2024-03-05" in shown and "春节" in shown


def test_a_year_without_a_holiday_notice_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["workdays", "2040-02-01", "20"]) == 2
    assert "2040年" in capsys.readouterr().err


def test_the_parser_names_each_command_once() -> None:
    assert parser().parse_args(["serve"]).command == "serve"


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "mingcha", *arguments], capture_output=True, env=os.environ | settings, timeout=120
    )


def test_somebody_who_has_read_enough_gets_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "名单.txt").write_text(LEAK * 3, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "mingcha", "examine", str(tmp_path)], stdout=writing, stderr=subprocess.PIPE, timeout=120
    )
    os.close(writing)
    assert done.returncode == 2 and b"Traceback" not in done.stderr and b"Broken" not in done.stderr


def test_a_console_of_another_encoding_gets_everything(tmp_path: Path) -> None:
    file = tmp_path / "\U00020bb7.txt"
    file.write_text(LEAK, encoding="utf-8")
    done = run("examine", str(file), PYTHONUTF8="0", PYTHONIOENCODING="gbk")
    assert done.returncode == 1 and "身份证号" in done.stdout.decode("gbk") and rb"\U00020bb7.txt" in done.stdout
    done = run("examine", str(file), "--format", "jsonl", PYTHONUTF8="0", PYTHONIOENCODING="gbk")
    assert json.loads(done.stdout.decode("utf-8").splitlines()[0])["source"].endswith("\U00020bb7.txt")


@pytest.mark.parametrize("command", ["examine", "mask"])
def test_a_place_that_is_not_there_is_told_before_the_work(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "名单.txt"
    file.write_text(LEAK, encoding="utf-8")
    assert main([command, str(file), "-o", str(tmp_path / "没有" / "结果.txt")]) == 2
    assert capsys.readouterr().err == f"mingcha：没有文件夹 {tmp_path / '没有'}，请先建好，或换一个位置。\n"
    assert main([command, str(file), "-o", str(tmp_path)]) == 2
    assert "是文件夹，请在后面加上文件名" in capsys.readouterr().err


def test_what_the_system_refuses_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(options: object) -> int:
        raise PermissionError(13, "Permission denied", str(tmp_path / "名单.xlsx"))

    monkeypatch.setattr(examine, "run", refused)
    assert main(["examine", "名单.xlsx"]) == 2
    assert (
        capsys.readouterr().err
        == f"mingcha：{tmp_path / '名单.xlsx'}：没有访问权限。请核对路径、权限和磁盘空间后再试。\n"
    )


def test_an_examination_that_was_stopped_is_not_one_that_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "run", lambda options: os.kill(os.getpid(), signal.SIGINT) or 0)
    assert main(["examine", "名单.xlsx"]) == 2
