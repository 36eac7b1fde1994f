"""Checks that are cards: what their words mean, and what an office is told when a card is wrong."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from project import ROOT

from mingcha.cli import main
from mingcha.examine.card import read_card
from mingcha.examine.catalogue import catalogue
from mingcha.examine.declaration import Check
from mingcha.examine.example import documents_of
from mingcha.examine.runner import examine, replacements
from mingcha.model.finding import Verdict
from mingcha.model.plain import NotPlain

CARD = """
title = "正文写出低保金额"
severity = "low"
clauses = ["OGI-15"]
message = "正文写出低保金额：{quote}"
advice = "删去后重新发布。"
looks_for = "低保金"
matters = "举例"
to_fix = "删去"
cannot_see = "别的说法"
phrases = ["低保金", "ABC卡"]
bad = ["户主张三领取低保金300元。"]
good = ["户主张三领取补贴。"]
"""


def card(more: str = "", *, family: str = "privacy") -> Check:
    return read_card(CARD + more, name="example", family=family, where="例.toml")


def said(check: Check, text: str) -> list[str]:
    result = examine(documents_of(text), [check], key=b"key")
    assert result.not_examined == ()
    return [one.quote for one in result.findings]


def test_a_phrase_alone_is_enough_when_the_card_asks_for_no_more() -> None:
    assert said(card(), "本月发放低保金。") == ["低**"]
    assert said(card(family="wording"), "本月发放低保金。") == ["低保金"]


def test_width_and_case_do_not_matter() -> None:
    assert said(card(), "请持ａｂｃ卡前往。") == ["ａ***"]


def test_a_context_must_stand_in_the_same_sentence() -> None:
    check = card('contexts = ["户主"]')
    assert said(check, "户主张三领低保金。")
    assert not said(check, "户主张三来访。本月发放低保金。")


def test_a_row_of_a_table_is_a_sentence_and_its_headers_belong_to_it() -> None:
    check = card('roles = ["name"]')
    assert said(check, "姓名\t说明\n张三\t低保金已发")
    assert not said(check, "项目\t说明\n救助\t低保金已发")


def test_an_exception_that_holds_the_phrase_silences_only_that_place() -> None:
    check = card('exceptions = ["低保金标准"]')
    assert not said(check, "现公布低保金标准。")
    assert said(check, "低保金标准已公布，张三的低保金已发。")


def test_any_other_exception_silences_the_sentence_and_not_the_next() -> None:
    check = card('exceptions = ["预算"]')
    assert not said(check, "低保金预算300万元。")
    assert said(check, "预算300万元。张三的低保金已发。")


def test_all_places_of_a_document_are_one_finding_and_each_is_masked() -> None:
    text = "低保金一。\n低保金二。\n低保金三。"
    (document,) = documents_of(text)
    (finding,) = examine([document], [card()], key=b"key").findings
    assert finding.more_places == ("第2行", "第3行")
    places = replacements(document, [card()])
    assert [(one.start, one.end, one.text) for one in places] == [(0, 3, "低**"), (6, 9, "低**"), (12, 15, "低**")]


def test_a_header_counts_when_something_is_said_below_it() -> None:
    check = card('looks_at = "header"\nroles = ["name"]')
    assert said(check, "姓名\t低 保 金\n张三\t有")
    assert not said(check, "姓名\t低保金\n张三\t无")
    assert not said(check, "乡镇\t低保金\n杨村\t300元")


def test_a_card_may_only_doubt() -> None:
    (finding,) = examine(documents_of("低保金"), [card('verdict = "doubt"')], key=b"key").findings
    assert finding.verdict is Verdict.DOUBT


def test_a_card_goes_to_another_process() -> None:
    assert said(pickle.loads(pickle.dumps(card())), "低保金") == ["低**"]


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("phrases =", "phrase =", "不认识的键“phrase”，是否为“phrases”？"),
        ('advice = "删去后重新发布。"', "", "缺少 advice$"),
        ('severity = "low"', 'severity = "lo"', "应为 low、medium、high、critical 之一"),
        ('["OGI-15"]', '["OGI15"]', "没有名为“OGI15”的条款，是不是 OGI-15？"),
        ('["低保金", "ABC卡"]', '["低"]', "至少 2 个字"),
        ('["低保金", "ABC卡"]', "[]", "phrases 不能为空"),
        ("：{quote}", "", "message 里要有且只有 {quote}"),
        ("{quote}", "{quote}{no}", "message 里要有且只有 {quote}"),
        ("发布。", "发布", "以“。”结尾"),
        ("title = ", "title ", "不是有效的 TOML"),
        ('cannot_see = "别的说法"', 'cannot_see = "别的说法"\nroles = ["nam"]', "没有名为“nam”的用词组，是不是 name？"),
    ],
)
def test_a_wrong_card_says_where_and_what_would_be_right(right: str, wrong: str, words: str) -> None:
    assert right in CARD
    with pytest.raises(NotPlain, match=words) as fault:
        read_card(CARD.replace(right, wrong), name="example", family="privacy", where="例.toml")
    assert str(fault.value).startswith("例.toml")


def test_a_county_adds_a_card_and_every_command_knows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path))
    folder = tmp_path / "checks" / "本县用语"
    folder.mkdir(parents=True)
    (folder / "低保金额.toml").write_text(CARD, encoding="utf-8-sig")
    file = tmp_path / "a.txt"
    file.write_text("低保金300元。", encoding="utf-8")
    assert main(["checks", "--family", "本县用语"]) == 0
    assert capsys.readouterr().out == "低保金额\t本县用语\t轻微\t正文写出低保金额\n"
    assert main(["explain", "低保金额"]) == 0
    assert "找这些词：低保金、ABC卡" in capsys.readouterr().out
    for processes in ("1", "2"):
        assert main(["examine", str(file), "--only", "family:本县用语", "--jobs", processes]) == 1
        assert "正文写出低保金额：低保金" in capsys.readouterr().out


def test_what_a_countys_own_card_of_personal_information_finds_is_masked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path))
    folder = tmp_path / "checks" / "privacy"
    folder.mkdir(parents=True)
    (folder / "低保金额.toml").write_text(CARD, encoding="utf-8-sig")
    file = tmp_path / "a.txt"
    file.write_text("低保金300元。", encoding="utf-8")
    assert main(["mask", str(file)]) == 0
    assert (tmp_path / "a（已遮盖）.txt").read_text(encoding="utf-8") == "低**300元。"


def test_a_wrong_card_of_the_county_stops_the_command_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINGCHA_HOME", str(tmp_path))
    folder = tmp_path / "checks" / "privacy"
    folder.mkdir(parents=True)
    (folder / "leaked_plate.toml").write_text(CARD, encoding="utf-8")
    assert main(["checks"]) == 2
    assert "已有名为“leaked_plate”的检查项" in capsys.readouterr().err


def test_packaged_cards_and_code_stand_in_one_catalogue() -> None:
    kinds = {bool(check.words) for check in catalogue().values()}
    assert kinds == {True, False}
    places = [(check.family, check.name) for check in catalogue().values()]
    assert places == sorted(places)


def test_the_card_of_the_how_to_page_works() -> None:
    page = (ROOT / "docs" / "how-to" / "add-a-check.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    check = read_card(text, name="旧机构名", family="本县用语", where="add-a-check.md")
    assert all(said(check, str(example)) for example in check.bad)
    assert not any(said(check, str(example)) for example in check.good)
