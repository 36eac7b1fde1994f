"""A table of wordings reads, or says in which line and column it does not and what would."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.model.finding import Verdict
from mingcha.model.plain import NotPlain
from mingcha.standards.wording_tables import Entry, entries, entries_with_last_lines, packaged_tables, wording_table


def read(text: str) -> tuple[Entry, ...]:
    return entries(wording_table(text, name="county", where="本县.csv"))


def test_an_office_writes_its_table_in_chinese() -> None:
    (entry,) = read(
        "\ufeff词语,建议,理由,起,止,不在,旁有,结论\n扶贫办,乡村振兴局,机构改革,2021-06-01,,原扶贫办|扶贫办法,县|乡,存疑\n"
    )
    assert (entry.wording, entry.suggestion, entry.basis) == ("扶贫办", "乡村振兴局", "机构改革")
    assert (entry.since, entry.until) == (date(2021, 6, 1), None)
    assert (entry.not_in, entry.beside) == (("原扶贫办", "扶贫办法"), ("县", "乡"))
    assert (entry.verdict, entry.confidence, entry.line) == (Verdict.DOUBT, 0.6, 2)


def test_a_cell_may_hold_commas_and_line_breaks_between_quotes() -> None:
    first, second = read('词语,备注\n扶贫办,"甲，乙,\n丙"\n# 说明\n\n计生委,丁\n')
    assert (first.note, first.line) == ("甲，乙,丙", 2)
    assert (second.wording, second.line) == ("计生委", 6)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "本县.csv 是空的，第一行应是列名：词语、建议"),
        ("词语,建意\n", "本县.csv 第 1 行第 2 列：不认识的列名“建意”，是不是“建议”？"),
        ("wording,sugestion\n", "第 1 行第 2 列：不认识的列名“sugestion”，是不是“suggestion”？"),
        ("词语,词语\n", "第 1 行第 2 列：列名“词语”重复"),
        ("建议\n", "第 1 行：缺少“词语”列"),
        ("词语\n扶贫办\n办\n", "第 3 行“词语”列：“办”应有 2 到 100 个字"),
        ("词语,起\n扶贫办,2021/6/1\n", "第 2 行“起”列：应为 2024-01-31 这样的日期，现为“2021/6/1”"),
        ("词语,起,止\n扶贫办,2021-06-01,2020-06-01\n", "第 2 行“止”列：止 2020-06-01 早于起 2021-06-01"),
        (
            "词语,结论\n扶贫办,fond\n",
            "第 2 行“结论”列：应为 found、发现、doubt、存疑 之一，现为“fond”，是不是“found”？",
        ),
        ("词语,可信度\n扶贫办,90\n", "第 2 行“可信度”列：应为 0 到 1 之间的小数，现为“90”"),
        ("词语,可信度\n扶贫办,nan\n", "应为 0 到 1 之间的小数"),
        ("词语,不在\n扶贫办,原扶贫办||办公室\n", "第 2 行“不在”列：有空的词，请检查多余的“|”"),
        ("词语,不在\n扶贫办,扶贫\n", "“扶贫”就在“扶贫办”里面，这一行永远不会起作用"),
        ("词语,建议\n扶贫办,扶贫办\n", "第 2 行“建议”列：与“扶贫办”一样"),
        ("词语,建议\n扶贫办,甲,乙\n", "第 2 行：有 3 格，表头只有 2 列；内容里有逗号的，请用英文双引号括起来"),
        ("词语\n扶贫办\n扶貧辦\n", "第 3 行“词语”列：“扶貧辦”与第 2 行重复"),
    ],
)
def test_what_does_not_read_is_named_by_line_and_column(text: str, says: str) -> None:
    with pytest.raises(NotPlain) as told:
        read(text)
    assert says in str(told.value)


def test_one_wording_may_be_wrong_in_two_ways_at_two_times() -> None:
    first, second = read("词语,建议,起,止\n卫生局,卫计委,2014-01-01,2018-12-31\n卫生局,卫健委,2019-01-01,\n")
    assert first.is_wrong_on(date(2018, 12, 31)) and not first.is_wrong_on(date(2019, 1, 1))
    assert second.is_wrong_on(date(2019, 1, 1)) and not second.is_wrong_on(date(2018, 12, 31))


@settings(max_examples=150, deadline=None)
@given(st.text('词语建议起止,"|\n\r\0\u2028\x0b2024-01#扶贫办', max_size=60), st.booleans())
def test_whatever_a_file_holds_it_reads_or_is_refused_in_a_sentence(text: str, has_header: bool) -> None:
    try:
        found = read(("词语,建议,起,止,不在\n" if has_header else "") + text)
    except NotPlain as told:
        assert str(told).startswith("本县.csv")
    else:
        table = wording_table(("词语,建议,起,止,不在\n" if has_header else "") + text, name="county", where="x")
        for last, entry in entries_with_last_lines(table):
            assert table.entry(entry.line, last) == entry
        assert all(len(entry.wording) >= 2 for entry in found)


def test_a_cell_beyond_all_measure_is_refused() -> None:
    with pytest.raises(NotPlain, match="第 2 行读不懂"):
        read("词语\n" + "扶" * 200_000)


@pytest.mark.parametrize("table", packaged_tables(), ids=lambda table: table.name)
def test_our_own_tables_read(table: object) -> None:
    assert entries(table)  # type: ignore[arg-type]
