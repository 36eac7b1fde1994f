"""What every table looks for is found in one pass, wherever it stands and whatever was put into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingcha.examine.wording import phrasebook
from mingcha.examine.wording.book import PhraseList, made_book
from mingcha.examine.wording.phrasebook import Hit, hits_of, prepare
from mingcha.examine.wording.scanning import scanned
from mingcha.model.document import Document
from mingcha.model.plain import NotPlain
from mingcha.standards.wording_tables import WordingTable, wording_table
from mingcha.text.matching.matcher import available


def table(*rows: str, name: str = "ours", header: str = "词语,建议") -> WordingTable:
    return wording_table("\n".join([header, *rows]), name=name, where=f"{name}.csv")


@pytest.fixture(autouse=True)
def our_tables() -> Iterator[None]:
    phrasebook.use(local=[table("扶贫办,乡村振兴局", "甲乙,丙", "甲乙丙丁,戊"), table("乙丙,己", name="theirs")])
    yield
    phrasebook.use()


def said(text: str, name: str = "ours") -> list[tuple[str, str]]:
    document = Document("例", text)
    return [(text[hit.start : hit.end], hit.entry.suggestion) for hit in hits_of(document, name)]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("县扶贫办通知", "扶贫办"),
        ("縣扶貧辦通知", "扶貧辦"),
        ("县扶*贫*办通知", "扶*贫*办"),
        ("县扶\u200b贫办通知", "扶\u200b贫办"),
        ("县“扶贫”办通知", "扶贫”办"),
        ("县扶 贫 办通知", "扶 贫 办"),
        ("县扶■贫办通知", "扶■贫办"),
        ("各乡镇人民政府、县直各单位请将名单于本月底前报送到县扶\n贫办，逾期不予受理。", "扶\n贫办"),
    ],
)
def test_a_wording_is_found_though_something_was_put_into_it(text: str, there: str) -> None:
    assert said(text) == [(there, "乡村振兴局")]


@pytest.mark.parametrize(
    "text",
    [
        "要抓好帮扶。贫办不成事",
        "产业帮扶，贫办",
        "帮扶 贫办",
        "序号\t帮扶\t贫办",
        "产业帮扶\n贫办",
        "帮扶-贫办",
        "帮扶        贫办",
        "帮扶、贫办",
    ],
)
def test_two_things_side_by_side_are_no_wording(text: str) -> None:
    assert said(text) == []


def test_the_longer_of_two_wordings_of_one_table_is_meant_and_another_table_has_its_own() -> None:
    assert said("甲乙丙丁，甲乙") == [("甲乙丙丁", "戊"), ("甲乙", "丙")]
    assert said("甲乙丙丁", "theirs") == [("乙丙", "己")]


def test_many_documents_are_looked_at_together_and_each_has_its_own_hits() -> None:
    documents = [Document(str(number), "通知" * number + "扶贫办。") for number in range(200)]
    documents.append(Document("long", "县" * 299_998 + "扶贫办" + "县" * 400_000 + "扶*贫*办"))
    prepare(documents)
    for number, document in enumerate(documents[:-1]):
        assert [(hit.start, hit.end) for hit in hits_of(document, "ours")] == [(2 * number, 2 * number + 3)]
    (whole, apart) = hits_of(documents[-1], "ours")
    assert (whole.start, whole.end, whole.is_apart) == (299_998, 300_001, False)
    assert (apart.start, apart.end, apart.is_apart) == (700_001, 700_006, True)


def test_a_table_that_is_not_there_is_named_with_the_nearest_one() -> None:
    with pytest.raises(NotPlain, match="没有名为“thiers”的用词表，是不是 theirs？"):
        list(hits_of(Document("例", "文"), "thiers"))


def test_a_list_registered_later_is_looked_for_in_documents_already_seen() -> None:
    document = Document("例", "办事指南")
    assert list(hits_of(document, "ours")) == []
    phrasebook.register("card:later", ("指南",))
    (hit,) = hits_of(document, "card:later")
    assert (hit.start, hit.end) == (2, 4)


def test_a_text_with_half_a_surrogate_pair_is_looked_at_like_any_other() -> None:
    assert said("坏\ud83d字，扶贫办\udc00") == [("扶贫办", "乡村振兴局")]


def test_a_sign_that_stands_for_several_characters_is_written_out() -> None:
    phrasebook.use(local=[table("5kg,5千克", "重5,轻5", "(株)某,某公司")])
    assert said("重5㎏，共5㎏") == [("重5", "轻5"), ("5㎏", "5千克"), ("5㎏", "5千克")]
    assert said("㈱某") == [("㈱某", "某公司")]


def test_a_text_of_one_word_again_and_again_does_not_fill_the_memory() -> None:
    phrasebook.use(local=[table("哈哈,笑")])
    document = Document("例", "哈" * 1_000_000)
    assert 500 < len(list(hits_of(document, "ours"))) < 5_000


def test_a_character_beyond_the_basic_plane_moves_no_offset() -> None:
    assert said("𠮷𠮷扶贫办，扶*贫*办") == [("扶贫办", "乡村振兴局"), ("扶*贫*办", "乡村振兴局")]


@pytest.mark.parametrize("engine", available())
@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text("扶贫办*“ \n，a𠮷\u200b", max_size=40), max_size=6))
def test_every_engine_finds_the_same_in_many_texts_as_in_each_alone(engine: str, texts: list[str]) -> None:
    matcher = made_book([], [PhraseList("x", ("扶贫", "贫办", "办"))], engine=engine).matcher

    def places(parts: list[list[object]]) -> list[list[tuple[int, int, int]]]:
        return [
            [(int(s), int(e), int(w)) for m in some for s, e, w in zip(m.starts, m.ends, m.which, strict=True)]  # type: ignore[attr-defined]
            for some in parts
        ]

    together = scanned(matcher, texts)
    alone = [scanned(matcher, [text]) for text in texts]
    assert places(together.whole) == [places(one.whole)[0] for one in alone]  # type: ignore[arg-type]
    assert places(together.apart) == [places(one.apart)[0] for one in alone]  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", available())
def test_a_book_kept_on_disk_is_the_book_that_was_made(engine: str, tmp_path: Path) -> None:
    tables, lists = [table("扶贫办,乡村振兴局", "计生委,卫健委")], [PhraseList("x", ("扶贫办",))]
    made = made_book(tables, lists, kept_in=tmp_path, engine=engine)
    (file,) = tmp_path.glob("*.book")
    before = file.stat().st_mtime_ns
    again = made_book(tables, lists, kept_in=tmp_path, engine=engine)
    assert file.stat().st_mtime_ns == before
    assert again.phrases == made.phrases == ("扶贫办", "计生委")
    assert [again.entry(row).suggestion for row in again.rows(0)] == ["乡村振兴局", ""]
    assert [again.entry(row).table for row in again.rows(0)] == ["ours", "x"]
    file.write_bytes(file.read_bytes()[:-5] + b"other")
    assert made_book(tables, lists, kept_in=tmp_path, engine=engine).phrases == made.phrases, (
        "a broken file is not read"
    )


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert made_book([table("扶贫办,乡村振兴局")], kept_in=tmp_path / "file").phrases == ("扶贫办",)


def test_a_hit_says_which_entry_it_is_of() -> None:
    (hit,) = hits_of(Document("例", "扶贫办"), "ours")
    assert isinstance(hit, Hit)
    assert (hit.entry.table, hit.entry.line) == ("ours", 2)
