"""The runner: fingerprints, crashes, and nothing said that must not be said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.examine.catalogue import catalogue
from mingcha.examine.checks.privacy import leaked_home_address, leaked_passport
from mingcha.examine.declaration import Check
from mingcha.examine.example import document_of, documents_of
from mingcha.examine.runner import Result, examine
from mingcha.model.document import Document, Outcome
from mingcha.model.finding import Evidence
from mingcha.standards.privacy_words import roles
from mingcha.text.id_number import check_character

SAMPLE = "11010519491231002X"
KEY = b"a key for tests"
ALL = list(catalogue().values())


def told(*examples: str) -> Result:
    return examine(documents_of(examples), ALL, key=KEY)


def test_a_check_that_crashes_is_not_a_clean_document() -> None:
    def crash(document: Document) -> Iterator[Evidence]:
        raise ValueError(document.text)

    broken: Check = replace(catalogue()["leaked_id_number"], examine=crash)
    result = examine([document_of(SAMPLE)], [broken], key=KEY)
    assert result.findings == ()
    assert [one.outcome for one in result.not_examined] == [Outcome.CHECK_FAILED]
    assert SAMPLE not in str(result)
    assert "leaked_id_number" in result.not_examined[0].reason


def test_next_month_the_same_fault_is_the_same_fault() -> None:
    first, again = told(f"身份证号{SAMPLE}"), told(f"新增一行\n身份证号{SAMPLE}")
    assert first.findings[0].fingerprint == again.findings[0].fingerprint
    assert first.findings[0].start != again.findings[0].start


def test_without_the_key_a_fingerprint_cannot_be_compared() -> None:
    one = examine([document_of(SAMPLE)], ALL, key=b"one")
    other = examine([document_of(SAMPLE)], ALL, key=b"other")
    assert one.findings[0].fingerprint != other.findings[0].fingerprint


def test_a_long_list_is_one_finding_with_its_persons() -> None:
    people = [f"36999919{year}0101001" for year in range(50, 99)]
    rows = "\n".join(f"某\t{first}{check_character(first)}" for first in people)
    (finding,) = told(f"姓名\t身份证号\n{rows}").findings
    assert finding.persons == len(people)
    assert finding.locator == "表1!B2"
    assert finding.more_places[0] == "表1!B3"


def test_a_number_in_a_file_name_is_not_repeated() -> None:
    document = replace(document_of(SAMPLE), source=f"{SAMPLE}.txt", member=f"张三{SAMPLE}.txt")
    assert SAMPLE not in str(examine([document], ALL, key=KEY))


pieces = st.one_of(
    st.just(SAMPLE),
    st.just(SAMPLE.lower()),
    st.just("110105 19491231 002X"),
    st.just("１１０１０５１９４９１２３１００２Ｘ"),
    st.just("G" + SAMPLE),
    st.just(SAMPLE + "43"),
    st.sampled_from(["姓名", "身份证号", "\t", "\n", "，", "电话", "张三", "：", "备注", "批注：", "家庭住址："]),
    st.text(max_size=6),
)


@settings(max_examples=200)
@given(st.lists(pieces, max_size=12))
def test_no_finding_holds_the_number_it_complains_of(parts: list[str]) -> None:
    result = told("".join(parts))
    said = json.dumps([asdict(one) for one in result.findings], ensure_ascii=False) + str(result.not_examined)
    digits = "".join(c for c in said.translate(FOLD) if c.isalnum())
    assert "19491231" not in digits.replace("*", "")
    assert result.not_examined == ()


FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@given(st.text(alphabet="０１２３４５６７８９Ｘ0123456789x，　 中", max_size=40))
def test_offsets_survive_the_folding_of_widths(around: str) -> None:
    text = f"{around}。身份证号{SAMPLE}。{around}"
    for finding in told(text).findings:
        if finding.check == "leaked_id_number" and finding.quote == "110105********002X":
            assert text[finding.start : finding.end].startswith(("110105", "１１０１０５"))


def test_a_first_look_misses_no_word() -> None:
    """Checks that search for words look for a few parts of them first; every word holds one."""
    for role, parts in (("address", leaked_home_address.PARTS), ("passport", leaked_passport.PARTS)):
        assert [word for word in roles()[role] if not any(part in word for part in parts)] == []
    assert [word for word in roles()["permit"] if not any(part in word for part in leaked_passport.PARTS)] == []


def test_what_fails_for_many_together_is_told_of_the_one_at_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(documents: object) -> None:
        raise MemoryError

    monkeypatch.setattr("mingcha.examine.runner.misspellings.prepare", broken)
    result = examine([document_of("会议定于2023年2月30日召开。")], ALL, key=b"k")
    assert "impossible_date" in {one.check for one in result.findings}
