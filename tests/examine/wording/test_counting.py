"""A wording counts on the days it is wrong, where nothing around it makes it right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from mingcha.examine.card import read_card
from mingcha.examine.example import document_of
from mingcha.examine.example_text import Written
from mingcha.examine.runner import examine
from mingcha.examine.wording import phrasebook
from mingcha.examine.wording.counting import counted, told
from mingcha.model.finding import Verdict
from mingcha.model.plain import NotPlain
from mingcha.standards.wording_tables import wording_table

ROWS = """词语,建议,起,止,不在,旁有,结论,可信度,理由
扶贫办,乡村振兴局,2021-06-01,,扶贫办法|东西部协作,,,0.9,机构改革
布署,部署,,,分布署名,,,,
启用,起用,,,,干部|人才,存疑,0.5,
贫困县,脱贫县,2021-01-01,2023-12-31,,,,,
"""


@pytest.fixture(autouse=True)
def our_table() -> Iterator[None]:
    phrasebook.use(local=[wording_table(ROWS, name="ours", where="ours.csv")])
    yield
    phrasebook.use()


def said(text: str, posted: date | None = date(2022, 3, 1), **how: bool) -> list[tuple[str, str]]:
    document = document_of(Written(text, posted=posted))
    return [(text[one.start : one.end], one.verdict.value) for one in counted(document, "ours", **how)]


def test_a_wording_is_wrong_only_between_its_days() -> None:
    assert said("县扶贫办通知", date(2021, 6, 1)) == [("扶贫办", "found")]
    assert said("县扶贫办通知", date(2021, 5, 31)) == []
    assert said("国家级贫困县", date(2023, 12, 31)) == [("贫困县", "found")]
    assert said("国家级贫困县", date(2024, 1, 1)) == []


def test_a_wording_whose_day_matters_is_a_doubt_when_the_day_is_not_known() -> None:
    assert said("县扶贫办通知", None) == [("扶贫办", "doubt")]
    (one,) = counted(document_of("县扶贫办通知"), "ours")
    assert "不知道这条信息的发布日期" in one.note and one.confidence == 0.6
    assert said("加强布署", None) == [("布署", "found")]


@pytest.mark.parametrize(
    "text",
    [
        "2020年，县扶贫办获奖。",
        "原县扶贫办主任",
        "“县扶贫办通知”",
        "《县扶贫办工作规则》",
        "扶贫办家属院改造",
        "扶贫办（现乡村振兴局）",
        "印发扶贫办法",
        "县扶贫办参加东西部协作。",
    ],
)
def test_what_was_right_then_or_there_is_passed_over(text: str) -> None:
    assert said(text) == []


def test_an_exception_that_holds_the_wording_silences_one_place_and_any_other_the_sentence() -> None:
    assert said("扶贫办法由县扶贫办印发。") == [("扶贫办", "found")]
    assert said("东西部协作。县扶贫办参加。") == [("扶贫办", "found")]
    assert said("单位\t事项\n县扶贫办\t东西部协作") == []


def test_a_word_that_must_stand_beside_is_looked_for_in_the_sentence() -> None:
    assert said("大胆启用年轻干部") == [("启用", "doubt")]
    assert said("启用新公章。干部到场") == []


def test_in_quotation_marks_a_wording_without_days_is_a_doubt() -> None:
    assert said("口号“加强布署”") == [("布署", "doubt")]
    assert said("口号“加强布署”", in_quotes=True) == [("布署", "found")]


def test_a_check_may_ask_for_whole_words() -> None:
    assert said("启用人才") == said("启用人才", whole_words=True) == [("启用", "doubt")]
    assert said("重启用户终端，人才", whole_words=False) == [("启用", "doubt")]
    assert said("重启用户终端，人才", whole_words=True) == []


def test_places_of_one_wording_are_one_answer() -> None:
    document = document_of(Written("县扶贫办一。\n县扶贫办二。\n县扶贫办三。", posted=date(2022, 1, 1)))
    (answer,) = told(document, "ours")
    assert (answer.quote, answer.places, answer.more_places) == ("扶贫办", 3, ("第2行", "第3行"))
    assert (answer.suggestion, answer.basis, answer.confidence) == ("乡村振兴局", "机构改革", 0.9)


CARD = """
title = "例"
severity = "low"
clauses = ["OGI-15"]
message = "用词：{quote}"
advice = "改。"
looks_for = "例"
matters = "例"
to_fix = "例"
cannot_see = "例"
phrases = ["截止目前", "截止到"]
bad = ["截止目前，已完成。"]
good = ["截至目前，已完成。"]
"""


def test_a_wording_card_counts_as_a_line_of_a_table_does() -> None:
    check = read_card(
        CARD + 'suggestion = "截至目前"\nbasis = "词典"\nexceptions = ["时间截止到"]\nconfidence = 0.8\n',
        name="example",
        family="wording",
        where="例.toml",
    )
    text = "截止目前，已完成。报名时间截止到月底。截*止*目*前，再报。"
    (finding,) = examine([document_of(text)], [check], key=b"key").findings
    assert (finding.quote, finding.places, finding.verdict) == ("截止目前", 2, Verdict.FOUND)
    assert (finding.suggestion, finding.basis, finding.confidence) == ("截至目前", "词典", 0.8)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("since = 2024-01-02\nuntil = 2024-01-01", "until 2024-01-01 早于 since 2024-01-02"),
        ("confidence = 9.0", "confidence 应为 0 到 1 之间"),
        ("whole_word = true", "不认识的键“whole_word”，是否为“whole_words”？"),
        ('roles = ["name"]\nin_quotes = true', "in_quotes 只用于 wording 类别中不写 roles 的正文卡片"),
    ],
)
def test_a_wrong_wording_card_says_what_is_wrong(more: str, says: str) -> None:
    with pytest.raises(NotPlain) as told_of:
        read_card(CARD + more, name="example", family="wording", where="例.toml")
    assert says in str(told_of.value)


def test_a_check_that_was_demoted_only_doubts_and_says_why() -> None:
    check = read_card(CARD, name="example", family="wording", where="例.toml")
    (finding,) = examine(
        [document_of("截止目前，已完成。")], [check], key=b"key", demoted={"example": "近期误报多，请人看。"}
    ).findings
    assert (finding.verdict, finding.confidence) == (Verdict.DOUBT, 0.6)
    assert finding.message == "用词：截止目前。近期误报多，请人看。"


def test_a_row_of_thousands_of_cells_and_a_line_without_end_are_judged_in_a_moment() -> None:
    from time import process_time

    start = process_time()
    for text in ("县扶办，扶贫办\t" * 5_000, "县扶贫办落实" * 100_000, "“县扶贫办" * 50_000):
        assert len(said(text)) <= 1_000
    assert process_time() - start < 8
