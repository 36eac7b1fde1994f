"""The command line speaks Chinese, and a mistake names what to do."""

from __future__ import annotations

import pytest

from mingcha.cli import COMMANDS, main, parser


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
