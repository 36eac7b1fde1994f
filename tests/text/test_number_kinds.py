"""The scan of a whole chunk agrees, number by number, with the plain rules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mingcha.examine.candidates import REACH, candidates, each, prepare
from mingcha.model.document import Document
from mingcha.text.bank_card import is_bank_card
from mingcha.text.digit_runs import digit_runs
from mingcha.text.id_number import has_province, is_id_number
from mingcha.text.phone import is_mobile

SAMPLE = "11010519491231002X"
SPACES = [" ", "\u00a0", "\u3000", "-", "\u200b", "\v"]


def found(text: str, kind: str) -> list[str]:
    return [text[start:end] for start, end in each(getattr(candidates(Document("a", text)), kind))]


def right(text: str) -> list[str]:
    spans = candidates(Document("a", text)).eighteen
    return [text[start:end] for start, end in each(spans.where(spans.flags))]


@given(st.text(alphabet="0123456789１２xX 中a\n\t-*_.𠀀", max_size=60))
def test_runs_of_digits_are_where_a_person_sees_them(text: str) -> None:
    runs = digit_runs(text)
    seen = {(int(s) - 4, int(e) - 4) for s, e in zip(runs.starts, runs.ends, strict=True)}
    expected, start = set(), None
    for at, character in enumerate(text + " "):
        is_digit = character in "0123456789１２"
        if is_digit and start is None:
            start = at
        elif not is_digit and start is not None:
            expected.add((start, at))
            start = None
    assert seen == expected


@given(st.lists(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True), max_size=5))
def test_the_scan_and_the_plain_rule_agree_on_identity_numbers(numbers: list[str]) -> None:
    assert right("，".join(numbers)) == [number for number in numbers if is_id_number(number)]


@given(st.lists(st.from_regex(r"1[0-9]{10}", fullmatch=True), max_size=5))
def test_the_scan_and_the_plain_rule_agree_on_mobiles(numbers: list[str]) -> None:
    assert found("，".join(numbers), "mobiles") == [number for number in numbers if is_mobile(number)]


@given(st.lists(st.from_regex(r"[1-9][0-9]{12,18}", fullmatch=True), max_size=5))
def test_the_scan_and_the_plain_rule_agree_on_cards(numbers: list[str]) -> None:
    assert found("，".join(numbers), "cards") == [number for number in numbers if is_bank_card(number)]


@given(st.sampled_from(SPACES), st.sampled_from(SPACES), st.integers(1, 13))
def test_a_number_written_in_parts_is_one_number(first: str, second: str, cut: int) -> None:
    text = "号" + SAMPLE[:cut] + first + SAMPLE[cut:14] + second + SAMPLE[14:] + "。"
    assert found(text, "split_id_numbers") == [text[1:-1]]


def test_neighbours_on_one_line_do_not_swallow_each_other() -> None:
    text = f"{SAMPLE} 13812345678 6228480402564890018"
    assert right(text) == [SAMPLE]
    assert found(text, "mobiles") == ["13812345678"]
    assert found(text, "cards") == ["6228480402564890018"]


def test_one_digit_a_cell_is_still_a_number() -> None:
    assert found("\t".join(SAMPLE), "split_id_numbers") == ["\t".join(SAMPLE)]


def test_a_number_at_the_end_of_a_chunk_is_found_once() -> None:
    line = "甲" * 99 + "\n"
    text = line * 3000 + (SAMPLE + "\n") * 40 + line * 3000
    for shift in range(0, 4):
        assert len(right("乙" * (shift * REACH // 4) + text)) == 40


def test_together_and_alone_documents_hold_the_same() -> None:
    texts = ["", SAMPLE, "无", f"电话13812345678，{SAMPLE}", "1", "110105********002X", "赣B12345 a@b.cn"] * 3
    together = [Document(str(index), text) for index, text in enumerate(texts)]
    prepare(together)
    for document in together:
        alone = candidates(document)
        for kind in ("eighteen", "mobiles", "marks", "plates", "ats", "split_id_numbers"):
            ours = getattr(document.once(candidates), kind)
            assert list(each(ours)) == list(each(getattr(alone, kind))), (document.text, kind)


def test_nobody_is_born_tomorrow() -> None:
    document = Document("a", SAMPLE)
    prepare([document], last_day=19491230)
    assert not document.once(candidates).eighteen.flags.any()


def test_provinces_are_told_from_numbers() -> None:
    assert has_province(SAMPLE)
    assert not has_province("99" + SAMPLE[2:])
