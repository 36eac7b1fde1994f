"""mingcha wording, as the office's clerk meets it: take in, try out, put in force, go back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mingcha.cli import main
from mingcha.examine.wording import phrasebook


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path / "home"))
    yield tmp_path
    phrasebook.use()


def test_a_list_is_tried_out_before_it_is_in_force(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "一.csv").write_text("词语,建议\n县扶办,县乡村振兴局\n", encoding="utf-8")
    (home / "二.csv").write_text("词语,建议\n老俵,群众\n扯白,说谎\n", encoding="utf-8")
    pages = home / "pages"
    pages.mkdir()
    (pages / "甲.txt").write_text("县扶办通知，老俵们好。\n老俵再好。", encoding="utf-8")
    (pages / "乙.txt").write_text("老俵不扯白。", encoding="utf-8")

    assert main(["wording", "add", "本县用语", str(home / "一.csv"), "--by", "张三"]) == 0
    assert "已导入“本县用语”第 1 版，共 1 条，尚未启用" in capsys.readouterr().out
    assert main(["examine", str(pages), "--only", "本县用语"]) == 2
    capsys.readouterr()

    assert main(["wording", "preview", "本县用语", str(pages)]) == 0
    out = capsys.readouterr().out
    assert "甲.txt" in out
    assert "第 1 版（目前没有启用）：将新增 1 条，其中“县扶办”1 条；涉及 1 篇；其余 0 条不变。" in out
    assert main(["wording", "activate", "本县用语", "--by", "李四"]) == 0
    assert "现在使用第 1 版" in capsys.readouterr().out

    assert main(["wording", "add", "本县用语", str(home / "二.csv")]) == 0
    capsys.readouterr()
    assert main(["wording", "preview", "本县用语", str(pages)]) == 0
    assert (
        "第 2 版（与正在使用的第 1 版相比）：将新增 3 条，其中“老俵”2 条、“扯白”1 条；涉及 2 篇；将减少 1 条，其中“县扶办”1 条；其余 0 条不变。"
        in capsys.readouterr().out
    )
    for processes in ("1", "2"):
        assert main(["examine", str(pages), "--only", "本县用语", "--jobs", processes]) == 1
        assert "本县用词名单“本县用语”中的表述：县扶办" in capsys.readouterr().out

    assert main(["wording", "activate", "本县用语"]) == 0
    assert main(["wording", "rollback", "本县用语", "--by", "王五", "--note", "误报多"]) == 0
    assert main(["wording", "list"]) == 0
    assert "本县用语\t正在使用第 1 版" in capsys.readouterr().out
    assert main(["wording", "history", "本县用语"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert lines[-1].endswith("王五\t退回\t第 1 版\t误报多")
    assert main(["wording", "stop", "本县用语"]) == 0
    assert "已停用" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["add"], "后面要写名单的名称"),
        (["add", "名单"], "用法：mingcha wording add 名单 文件.csv"),
        (["add", "名单", "没有.csv"], "读不了 没有.csv"),
        (["history", "名单"], "没有名为“名单”的名单，请先用 mingcha wording add 导入"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["wording", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_the_pack_in_use_tells_its_days_and_who_signed_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["wording", "pack"]) == 0
    assert "hacked_pages\t2026-11-23 签发，有效期到 2029-12-31" in capsys.readouterr().out
    (home / "other.pack").write_bytes(b"MINGCHA-PACK-1\n{}\n" + b"x" * 80)
    assert main(["wording", "pack", str(home / "other.pack")]) == 2
    assert "用词包的签名不对，没有采用" in capsys.readouterr().err
