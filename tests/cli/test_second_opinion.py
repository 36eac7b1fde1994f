"""mingcha second-opinion: off until the office turns it on, and no harm when the service is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingcha.cli import main


def test_it_is_off_until_the_office_turns_it_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path))
    (tmp_path / "a.txt").write_text("某某博彩平台。", encoding="utf-8")
    assert main(["second-opinion", str(tmp_path / "a.txt")]) == 2
    assert "没有启用：请在" in capsys.readouterr().err
    (tmp_path / "second_opinion.toml").write_text(
        'enabled = true\naddress = "http://127.0.0.1:9/v1"\nmodel = "m"\n', encoding="utf-8"
    )
    assert main(["second-opinion", str(tmp_path / "a.txt")]) == 0
    told = capsys.readouterr()
    assert "页面疑似被篡改" in told.out
    assert "存疑 1 处，有看法的 0 处，其中新征询 0 处。征询未成" in told.err
